// The API as pages call it. Reads go straight through; writes of reviews go through the outbox instead.
import type { Lang } from '#lib/core/notes/card.ts'

export interface ApiProblem {
  readonly code: string
  readonly detail: string
  readonly status: number
}

export type ApiAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'problem'; readonly problem: ApiProblem }
  | { readonly kind: 'unreachable' }

/** Sends a file as it is. */
export function uploadFile<T>(path: string, query: Readonly<Record<string, string>>, file: File, lang: Lang): Promise<ApiAnswer<T>> {
  const headers = { 'content-type': 'application/octet-stream', 'x-protodeck-upload': '1', 'accept-language': lang }
  return ask(`${path}?${new URLSearchParams(query).toString()}`, { method: 'POST', headers, body: file, signal: AbortSignal.timeout(120_000) })
}

/** Calls with a JSON body, or without one. */
export function callApi<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, lang?: Lang): Promise<ApiAnswer<T>> {
  const headers = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(lang === undefined ? {} : { 'accept-language': lang }) }
  return ask(path, { method, headers, signal: AbortSignal.timeout(20_000), ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
}

/** No network, a time-out and a server that is starting are one thing: try again later. */
async function ask<T>(path: string, request: RequestInit): Promise<ApiAnswer<T>> {
  let response: Response
  try {
    response = await fetch(`/api/v1${path}`, { ...request, credentials: 'same-origin' })
  } catch {
    return { kind: 'unreachable' }
  }
  try {
    const json = (await response.json()) as unknown
    if (response.ok) return { kind: 'ok', value: json as T }
    if (response.status >= 500) return { kind: 'unreachable' }
    return { kind: 'problem', problem: json as ApiProblem }
  } catch {
    return { kind: 'unreachable' }
  }
}
