// JSON lines of written answers → what the marker takes. Every line is judged alone; a bad one is a Problem
// with its line, and the rest are read all the same.
import type { KeyPointSheet, MarkInput, PitfallSheet } from '#lib/core/answers/mark-key-points.ts'
import type { Problem } from '#lib/core/problem.ts'

export interface MarkLine {
  /** As it was given. */
  readonly id: string | number
  readonly input: MarkInput
}

export interface MarkLines {
  readonly lines: readonly MarkLine[]
  /** `bad-request` with a 1-based line. */
  readonly problems: readonly Problem[]
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * `{id, lang?, question?, answer, keyPoints: [{id, text, synonyms?, weight?}], pitfalls?}`; empty lines are
 * passed over. Without a language it is that of the answer's letters.
 */
export function readMarkLines(text: string): MarkLines {
  const lines: MarkLine[] = []
  const problems: Problem[] = []
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue
    const read = readLine(line)
    if (isText(read)) {
      const [unexpected, expected] = read.split('|') as [string, string]
      problems.push({ code: 'bad-request', params: { unexpected, expected }, place: { line: i + 1 } })
    } else lines.push(read)
  }
  return { lines, problems }
}

/** The line, or `unexpected|expected`. */
function readLine(line: string): MarkLine | string {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'text that is not JSON|one JSON object a line'
  }
  if (!isFields(value)) return 'a value that is no object|one JSON object a line'
  const { id, lang, question, answer, keyPoints, pitfalls = [] } = value
  if (!isText(id) && typeof id !== 'number') return 'no id|a text'
  if (lang !== undefined && lang !== 'zh' && lang !== 'en') return 'an unknown lang|zh or en'
  if (!isText(answer)) return 'no answer|a text'
  if (!Array.isArray(keyPoints)) return 'no keyPoints|a list'
  if (!Array.isArray(pitfalls)) return 'pitfalls that are no list|a list'
  const read = keyPoints.map(readPoint)
  const bad = read.find(isText)
  if (bad !== undefined) return bad
  const points = read.filter((point): point is KeyPointSheet => !isText(point))
  return {
    id,
    input: {
      lang: lang ?? (/\p{Script=Han}/u.test(answer) ? 'zh' : 'en'),
      question: isText(question) ? question : '',
      answer,
      keyPoints: points,
      pitfalls: pitfalls.flatMap(readPitfall),
    },
  }
}

function readPoint(value: unknown): KeyPointSheet | string {
  if (!isFields(value) || !isText(value['id']) || !isText(value['text']))
    return 'a key point without id or text|both'
  const { synonyms, weight } = value
  return {
    id: value['id'],
    text: value['text'],
    synonyms: Array.isArray(synonyms) ? synonyms.filter(isText) : [],
    weight: typeof weight === 'number' && weight > 0 && Number.isFinite(weight) ? weight : 1,
  }
}

function readPitfall(value: unknown): PitfallSheet[] {
  if (isText(value)) return [value]
  if (!isFields(value)) return []
  const { claim, text } = value
  if (isText(text)) return [{ claim: isText(claim) ? claim : null, text }]
  return isText(claim) ? [{ claim, text: claim }] : []
}
