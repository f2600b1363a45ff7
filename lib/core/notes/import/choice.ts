// Choices in a section of any dialect: 7, check boxes (`- [x] right`), and 8, letters (`- A: …` and `Answer: C`). An option
// may run over several lines and hold code. Without a right option there is no choice card.
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { isBlank } from '#lib/core/notes/import/note-lines.ts'
import { sliceMarkdown } from '#lib/core/notes/import/answer-text.ts'
import type { LineRange } from '#lib/core/notes/import/answer-text.ts'
import type { ReadOption } from '#lib/core/notes/import/read-card.ts'

export interface Choice {
  readonly options: readonly ReadOption[]
  /** The lines of the options. */
  readonly range: LineRange
}

/** Options that were found, and whether one of them is right. */
export interface ChoiceReading {
  readonly choice: Choice | null
  /** There are options, and none is marked as right. */
  readonly unanswered: boolean
}

const box = /^([ \t]{0,8})(?:[-*+]|\d{1,2}[.)])[ \t]+\[([ xX✓✔])\][ \t]*(.*)$/u
const item = /^[ \t]{0,3}(\d)[.)][ \t]+(?=\S)/
const letter =
  /^([ \t]{0,5}(?:[-*+][ \t]+)?(?:\*\*)?)([A-Ha-h])(?:\*\*)?[ \t]*(?:[.．:：、)）]|(?<=\*\*)[ \t])[ \t]*(?=\S)/u

/** The choice within `ranges`. `label` is what the answer label said (`D`), `answer` the text that follows it. */
export function readChoice(
  lines: readonly NoteLine[],
  code: Uint8Array,
  ranges: readonly LineRange[],
  label: string,
  answer: string,
): ChoiceReading {
  for (const range of ranges) {
    const boxes = readBoxes(lines, code, range)
    if (boxes !== null) {
      const answered =
        boxes.options.some((option) => option.right) && boxes.options.some((option) => !option.right)
      return answered
        ? { choice: boxes, unanswered: false }
        : { choice: null, unanswered: boxes.options.every((option) => !option.right) }
    }
    const lettered = readLetters(lines, code, range)
    // Numbered options, and a letter in the answer: a style sheet turns the numbers into letters.
    const letters = lettered ?? (answer !== '' && saidLetters.test(answer.slice(0, 100).replace(/[*_`]/g, '')) ? readNumbered(lines, code, range) : null)
    if (letters === null) continue
    const right = rightLetters(label, answer, letters.range, lines, range)
    if (right === null || right.some((one) => one >= letters.options.length)) continue
    const options = letters.options.map((option, index) => ({ ...option, right: right.includes(index) }))
    return { choice: { ...letters, options }, unanswered: false }
  }
  return { choice: null, unanswered: false }
}

function readBoxes(lines: readonly NoteLine[], code: Uint8Array, range: LineRange): Choice | null {
  const heads = headsOf(lines, code, range, (text) => box.test(text))
  if (heads.length < 2) return null
  const end = listEnd(lines, code, heads.at(-1)!, range[1])
  const options = heads.map((head, index) => {
    const match = box.exec(lines[head]!.text)!
    const text = optionText(lines, head, heads[index + 1] ?? end, match[0].length - match[3]!.length)
    return { text, right: match[2] !== ' ' }
  })
  return { options, range: [heads[0]!, end] }
}

/** Letters in order from A, at least two. */
function readLetters(lines: readonly NoteLine[], code: Uint8Array, range: LineRange): Choice | null {
  const all = headsOf(lines, code, range, (text) => letter.test(text)).flatMap((line) =>
    findLetters(lines[line]!.text).map((found) => ({ line, ...found })),
  )
  const heads: typeof all = []
  for (const head of all) {
    if (head.place === heads.length) heads.push(head)
    else if (heads.length >= 2) break
    else heads.length = 0
    if (heads.length === 0 && head.place === 0) heads.push(head)
  }
  if (heads.length < 2) return null
  const last = heads.at(-1)!
  const end = listEnd(lines, code, last.line, range[1])
  const options = heads.map(({ line, from, to }, index) => {
    const next = heads[index + 1]?.line ?? end
    const text =
      to === undefined ? optionText(lines, line, next, from) : lines[line]!.text.slice(from, to).trim()
    return { text, right: false }
  })
  return { options, range: [heads[0]!.line, end] }
}

function readNumbered(lines: readonly NoteLine[], code: Uint8Array, range: LineRange): Choice | null {
  const heads = headsOf(lines, code, range, (text) => item.test(text))
  const counted = heads.every((head, index) => Number(item.exec(lines[head]!.text)![1]) === index + 1)
  if (heads.length < 2 || heads.length > 8 || !counted) return null
  const end = listEnd(lines, code, heads.at(-1)!, range[1])
  const options = heads.map((head, index) => ({
    text: optionText(lines, head, heads[index + 1] ?? end, item.exec(lines[head]!.text)![0].length),
    right: false,
  }))
  return { options, range: [heads[0]!, end] }
}

/** The options that begin on a line: `A. …`, or several in a row, `A．ACK　B．SYN`. `to` where the next one ends it. */
function findLetters(text: string): { place: number; from: number; to?: number }[] {
  const first = letter.exec(text)!
  const placeOf = (sign: string): number => sign.toUpperCase().charCodeAt(0) - 65
  const found: { place: number; from: number; to?: number }[] = [
    { place: placeOf(first[2]!), from: first[0].length },
  ]
  for (const match of text.matchAll(/(?<=\s)([A-Ha-h])[.．:：、)）]\s*(?=\S)/gu)) {
    const before = found.at(-1)!
    if (match.index < before.from || placeOf(match[1]!) !== before.place + 1) continue
    before.to = match.index
    found.push({ place: before.place + 1, from: match.index + match[0].length })
  }
  return found
}

function headsOf(
  lines: readonly NoteLine[],
  code: Uint8Array,
  range: LineRange,
  test: (text: string) => boolean,
): number[] {
  const heads: number[] = []
  for (let index = range[0]; index < range[1]; index += 1) {
    const line = lines[index]!
    if (code[index] === 0 && line.hidden !== true && line.text.length < 4000 && test(line.text))
      heads.push(index)
  }
  return heads
}

/** The last option ends at a blank line that no indented or fenced line follows. */
function listEnd(lines: readonly NoteLine[], code: Uint8Array, from: number, to: number): number {
  for (let index = from + 1; index < to; index += 1) {
    const line = lines[index]!
    if (line.answerStart === true) return index
    if (!isBlank(line)) continue
    let next = index + 1
    while (next < to && isBlank(lines[next]!) && lines[next]!.answerStart !== true) next += 1
    if (next >= to || lines[next]!.answerStart === true) return index
    const indented = /^(?: {2,}|\t)/.test(lines[next]!.text)
    const fence = code[next] !== 0 && next === index + 1 && index === from + 1
    if (!indented && !fence) return index
  }
  return to
}

function optionText(lines: readonly NoteLine[], head: number, to: number, column: number): string {
  const first = lines[head]!.text.slice(column).trim()
  const rest = sliceMarkdown(lines, [[head + 1, to]])
  return rest === '' ? first : `${first}\n${rest}`.trim()
}

const letters = "((?:[A-H](?![A-Za-z'’]|[A-H]*[a-zI-Z])[ \\t,，、和&/]*|[A-H](?=[A-H]+(?![a-zI-Z])))+)"
const saidLetters = new RegExp(
  `(?:[Aa]nswers?(?: is| are)?|ANSWER|[Cc]orrect(?: (?:answer|option|choice))?(?: is)?|答案(?:是|为)?|正确(?:选项|答案)?(?:是|为)?|应?选)[ \\t]*[:：]?[ \\t]*[([（]?${letters}`,
  'u',
)
const bareLetters = new RegExp(`^[ \\t]*[([（]?${letters}(?:[)\\]）.。:：,\\s-]|$)`, 'u')

/** `b`, `b) AAAA`, `b, c`: small letters need a sign or the end behind them, for `a` is a word. */
const smallLetters = /^[ \t]*[([（]?([a-h](?:[ \t]*(?:[,，、&/]|and)[ \t]*[a-h](?![a-z]))*)(?:[)\]）.:：]|[ \t]*$)/u

/** Indices of the right letters: `D`, `A C`, `AC`, `A、B`, also within "The correct answer is **B**" and below the options. */
function rightLetters(
  label: string,
  answer: string,
  options: LineRange,
  lines: readonly NoteLine[],
  range: LineRange,
): number[] | null {
  const after = lines
    .slice(options[1], Math.min(range[1], options[1] + 6))
    .map((line) => line.text)
    .join('\n')
  const single = smallLetters.exec(label.replace(/[*_`]/g, ''))?.[1]?.replace(/and/g, ',').toUpperCase()
  const texts = [single ?? label, answer.slice(0, 200), after.slice(0, 400)]
  for (const [index, text] of texts.entries()) {
    const plain = text.replace(/[*_`]/g, '')
    const said = saidLetters.exec(plain)?.[1] ?? (index < 2 ? bareLetters.exec(plain)?.[1] : undefined)
    const found = said?.match(/[A-H]/g)
    if (found !== undefined && found !== null) return [...new Set(found.map((one) => one.charCodeAt(0) - 65))]
  }
  return null
}
