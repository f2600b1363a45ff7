// An answer that is told as it happens: one JSON value a line, sent at once. Who goes away ends what produces it.

const encoder = new TextEncoder()

/** `next` gives null after the last; `stop` is called when the reader goes away. */
export function lineStream(next: () => Promise<unknown>, stop: () => void): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const value = await next()
      if (value === null) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
    },
    cancel: stop,
  })
  return new Response(body, {
    headers: {
      'content-type': 'application/x-ndjson',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      // Proxies that gather an answer before they pass it on would make it one moment.
      'x-accel-buffering': 'no',
    },
  })
}
