// The server's clock as this page keeps it: an offset to the page's own monotonic one, so that a clock that is moved
// on this device moves nothing here.

let offsetMs: number | null = null

/** From an answer that came just now; `tookMs` is how long the request was under way. */
export function setServerClock(serverMs: number, tookMs: number): void {
  offsetMs = serverMs + tookMs / 2 - performance.now()
}

export function serverNowMs(): number {
  return performance.now() + (offsetMs ?? Date.now() - performance.now())
}

/** `7:05`, or `1:00:00`. */
export function formatTime(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}
