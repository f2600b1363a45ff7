// An answer that the browser keeps as a file: never shown as a page of ours, never kept by a cache.

/** `name` is plain ASCII, without quotes. */
export function download(text: string, type: string, name: string): Response {
  return new Response(text, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
