// What the page shows of a message that its own WebSocket was given: the type, and JSON laid out. Pure.

export interface PageMessage {
  readonly kind: 'text' | 'json' | 'binary'
  /** Bytes of the message's payload. */
  readonly bytes: number
  readonly shown: string
}

/** Longer ones are cut: a page is no log. */
const TEXT_SHOWN = 200
const JSON_SHOWN = 4_000
const BYTES_SHOWN = 16

/** Only objects and arrays count as JSON: `5` and `"x"` are likelier to be text that somebody typed. */
export function describeMessage(data: string | ArrayBuffer): PageMessage {
  if (typeof data !== 'string') {
    const hex = Array.from(new Uint8Array(data, 0, Math.min(data.byteLength, BYTES_SHOWN)), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
    return { kind: 'binary', bytes: data.byteLength, shown: `ArrayBuffer(${data.byteLength}) ${hex}${data.byteLength > BYTES_SHOWN ? ' …' : ''}`.trim() }
  }
  const bytes = new TextEncoder().encode(data).length
  const laidOut = layOut(data)
  if (laidOut === null) return { kind: 'text', bytes, shown: JSON.stringify(cut(data, TEXT_SHOWN)) }
  return { kind: 'json', bytes, shown: cut(laidOut, JSON_SHOWN) }
}

function layOut(text: string): string | null {
  if (!/^\s*[{[]/.test(text)) return null
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return null
  }
}

const cut = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length)}…`)

/** JSON as it is sent, without white space; or what the browser says against it. */
export function compactJson(text: string): { readonly text: string } | { readonly fault: string } {
  try {
    return { text: JSON.stringify(JSON.parse(text)) }
  } catch (error) {
    return { fault: (error as Error).message }
  }
}
