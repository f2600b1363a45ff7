// Expected failures as RFC 9457 problem documents, in the language of the request.
import { describeProblem, problemStatus, type Problem } from '#lib/core/problem.ts'
import type { Lang } from '#lib/core/notes/card.ts'

export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly place?: unknown
  /** An extension member: the nearest request that could be granted. */
  readonly nearest?: unknown
}

/** RFC 9457 §3.1's members, plus our stable `code` and, where it applies, a place. */
export function toProblemDocument(problem: Problem & { readonly nearest?: unknown }, lang: Lang): ProblemDocument {
  return {
    type: `urn:protodeck:problem:${problem.code}`,
    title: problem.code.replaceAll('-', ' '),
    status: problemStatus(problem.code),
    code: problem.code,
    detail: describeProblem(problem, lang),
    ...(problem.place === undefined ? {} : { place: problem.place }),
    ...(problem.nearest === undefined ? {} : { nearest: problem.nearest }),
  }
}

/** The whole answer to a request that failed. */
export function problemResponse(problem: Problem & { readonly nearest?: unknown }, lang: Lang, headers: Record<string, string> = {}): Response {
  const document = toProblemDocument(problem, lang)
  return new Response(JSON.stringify(document), {
    status: document.status,
    headers: {
      ...{ 'content-type': 'application/problem+json', 'cache-control': 'private, no-store' },
      // The rest of such a body is not read: a client that keeps the connection would send its next request into it.
      ...(document.status === 413 ? { connection: 'close' } : {}),
      ...headers,
    },
  })
}

/** `lang=` of the query, else Accept-Language, else English. */
export function langOf(request: Request): Lang {
  const asked = new URL(request.url).searchParams.get('lang')
  if (asked === 'zh' || asked === 'en') return asked
  return (request.headers.get('accept-language') ?? '').trim().toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
