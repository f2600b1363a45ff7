// A found text as one shows it: its title with the found words marked, and the stretch that says most of why it was
// found. Parts, not HTML: whoever draws them has nothing to escape.
import type { Field, SearchText } from '#lib/core/notes/search/build-index.ts'
import { wordsOf } from '#lib/core/notes/search/words.ts'

export interface Part {
  readonly text: string
  readonly found: boolean
}

export interface Snippet {
  /** Where it stands; `title` where nothing but the title (or another wording) was found: then it is the answer's beginning. */
  readonly field: Exclude<Field, 'also'>
  readonly parts: readonly Part[]
}

/** Characters; Han ones count double, as they do on the screen. */
const snippetWidth = 150

interface Span {
  readonly start: number
  readonly end: number
  readonly term: string
}

function spansOf(text: string, terms: ReadonlySet<string>): Span[] {
  return wordsOf(text).flatMap(({ term, whole, start, end }) => (terms.has(term) || terms.has(whole) ? [{ start, end, term }] : []))
}

/** The whole text, found words marked. */
export function markFound(text: string, terms: ReadonlySet<string>): Part[] {
  return cut(text, 0, text.length, spansOf(text, terms))
}

export function makeSnippet(text: SearchText, terms: ReadonlySet<string>): Snippet {
  const candidates: { field: Snippet['field']; value: string; weight: number }[] = [
    ...text.keyPoints.map((value) => ({ field: 'keyPoints' as const, value, weight: 1.5 })),
    ...text.pitfalls.map((value) => ({ field: 'pitfalls' as const, value, weight: 1.25 })),
    { field: 'answer' as const, value: text.answer, weight: 1 },
  ]
  let best: { field: Snippet['field']; value: string; spans: readonly Span[]; score: number } | null = null
  for (const { field, value, weight } of candidates) {
    const spans = spansOf(value, terms)
    const score = new Set(spans.map(({ term }) => term)).size * weight
    if (score > (best?.score ?? 0)) best = { field, value, spans, score }
  }
  if (best === null) return { field: 'title', parts: cut(text.answer, 0, endOf(text.answer, 0), []) }
  const start = beginningOf(best.value, best.spans)
  return { field: best.field, parts: cut(best.value, start, endOf(best.value, start), best.spans) }
}

/** A little before the place from which most different found words are within reach. */
function beginningOf(text: string, spans: readonly Span[]): number {
  let best = { at: 0, distinct: 0 }
  for (const { start } of spans.slice(0, 40)) {
    const end = endOf(text, start) - snippetWidth / 5
    const distinct = new Set(spans.flatMap((span) => (span.start >= start && span.end <= end ? [span.term] : []))).size
    if (distinct > best.distinct) best = { at: start, distinct }
  }
  let at = Math.max(0, best.at - snippetWidth / 5)
  if (at === 0) return 0
  // At a word's beginning; after a full stop where one is near.
  const stop = /[.!?。！？；;][\s”"」]*/gu
  for (const match of text.slice(at, best.at).matchAll(stop)) return at + match.index + match[0].length
  while (at < best.at && /[\p{L}\p{N}]/u.test(text[at - 1]!) && !/\p{Script=Han}/u.test(text[at]!)) at++
  return at
}

function endOf(text: string, start: number): number {
  let width = 0
  let at = start
  for (; at < text.length && width < snippetWidth; at++) width += text.charCodeAt(at) > 0x2e80 ? 2 : 1
  while (at < text.length && at - start < snippetWidth * 1.2 && /[\p{Script=Latin}\p{N}]/u.test(text[at]!)) at++
  return at
}

function cut(text: string, start: number, end: number, spans: readonly Span[]): Part[] {
  const parts: Part[] = []
  const push = (from: number, to: number, found: boolean) => {
    if (to <= from) return
    const last = parts.at(-1)
    if (last?.found === found) parts[parts.length - 1] = { text: last.text + text.slice(from, to), found }
    else parts.push({ text: text.slice(from, to), found })
  }
  if (start > 0) parts.push({ text: '…', found: false })
  let at = start
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(at, span.start), Math.min(end, span.end)]
    if (to <= from) continue
    push(at, from, false)
    push(from, to, true)
    at = to
  }
  push(at, end, false)
  if (end < text.length) parts.push({ text: '…', found: false })
  return parts
}
