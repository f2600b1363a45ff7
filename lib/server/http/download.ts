// An answer that the browser keeps as a file: never shown as a page of ours, never kept by a cache.

/** A picture that somebody brought: shown in pages of ours alone, and alone it can do nothing. */
export function showPicture(bytes: Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(bytes, {
    headers: {
      'content-type': type,
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      // Named by its hash: it never changes, but it is one person's.
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
  })
}

export function download(text: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response {
  return new Response(text, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; ${fileName(name)}`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** A name beyond ASCII goes into `filename*` (RFC 6266), and programs that do not know it get a plain one. */
function fileName(name: string): string {
  const plain = name.replace(/[^\w .()-]+/g, '_')
  if (plain === name) return `filename="${plain}"`
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `filename="${plain}"; filename*=UTF-8''${encoded}`
}
