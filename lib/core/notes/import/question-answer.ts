// Dialect 10: labelled pairs. `Q:` / `A:` / `C:` (hashcards: a block lasts until the next mark, `C:` is a cloze in square
// brackets), 问：/ 答：, **Q1:** …, and answer labels below a heading: `#### Answer: D`, `**答案：**`, `> A:`.
// A lone `A:` is no label: lists of options begin that way too.
import type { Dialect } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine, isBlank, newLine } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import type { Mark } from '#lib/core/notes/import/mark.ts'
import { asking, isAnswerLabel } from '#lib/core/notes/import/question-shape.ts'
import { simplifyHan } from '#lib/core/notes/import/simplified-han.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const questionAnswer: Dialect = { name: 'question-answer', repair: readLabels }

const lead = '^[ \\t]{0,3}(?:(?:[-*+]|>|\\d{1,4}[.)、])[ \\t]*)?'
const open = '(?:\\*\\*|__|【|\\[)?[ \\t]*'
const close = '[ \\t]*(?:\\*\\*|__|】|\\])?[ \\t]*'
const han = '[一二三四五六七八九十]{1,3}'
const bracketed = '【(?:答案?|回答|解答|参考答案|正确答案|标准答案|A)】[ \\t]*'
const questionLabel = new RegExp(
  `${lead}(?:${open}(?:Q(?:uestion)?|问题?|提问|题目|面试题|Front|正面)[ \\t]?(?:\\d{0,4}|${han})${close}(?:[:：]|(?<=\\d)[.、)）])${close}|Q\\.[ \\t]+|第(?:\\d{1,3}|${han})题[:：.、]|(?:❓|❔)\\ufe0f?[ \\t]*|【(?:问题?|提问|题目|Q)[ \\t]?\\d{0,4}】[ \\t]*)`,
  'i',
)
const answerLabel = new RegExp(
  `${lead}(?:${open}(?:A(?:ns(?:wer)?)?|Back|背面|反面|答案?|回答|解答|参考答案|正确答案|答案解析|参考回答)[ \\t]?\\d{0,4}${close}[:：]${close}|(?:A|Ans(?:wer)?)\\.[ \\t]*|Ans(?:wer)?\\)[ \\t]*|${bracketed})`,
  'i',
)
const longAnswerLabel = new RegExp(
  `${lead}(?:${open}(?:Answer|Ans|Solution|答案?|回答|解答|参考答案|正确答案|标准答案|答案解析|参考回答)[ \\t]?\\d{0,4}${close}[:：]${close}|${bracketed})`,
  'i',
)
/** Signs that begin an answer where a sign or a label began the question. */
const answerSign = /^[ \t]{0,3}(?:💡|✅|👉|🅰)\ufe0f?[ \t]*/u
const longestLabel = 24
const clozeLabel = /^[ \t]{0,3}C[:：][ \t]*/

function readLabels(lines: readonly NoteLine[]): readonly NoteLine[] {
  const code = findCode(lines)
  const pairs = findPairs(lines, code)
  const clozes = countClozes(lines, code) >= (pairs ? 1 : 2)
  const result: NoteLine[] = []
  /** Where the pair of the label above stands: its question, its answer, or outside of pairs. */
  let inside: 'title' | 'question' | 'answer' | 'none' = 'none'
  let changed = false
  for (const [index, line] of lines.entries()) {
    const text = simplifyLabel(line.text)
    if (code[index] !== 0 || line.hidden || text.length > 4000) {
      result.push(line)
      continue
    }
    const heading = /^ {0,3}#{1,6}[ \t]+(.*)$/.exec(text)
    if (heading !== null) {
      const opened = openHeading(line, heading[1]!)
      if (opened !== null) changed = true
      // `A:` right below a heading answers it.
      inside = opened === null ? 'title' : 'none'
      if (/^(?:\*\*)?Q\d{0,4}\s*[:：]/i.test(heading[1]!)) inside = 'question'
      result.push(...(opened ?? [line]))
      continue
    }
    if (pairs && questionLabel.test(text)) {
      const from = text.length - text.replace(questionLabel, '').length
      const title = line.text.slice(from)
      changed = true
      // 问：…？答：… on one line.
      const told = /[?？。][ \t]*(?:答案?|回答|A(?:nswer)?)[ \t]*[:：][ \t]*/u.exec(title)
      inside = told === null ? 'question' : 'answer'
      const asked = told === null ? title : title.slice(0, told.index + 1)
      result.push({ ...cutLine(line, from, from + asked.length), mark: pairMark(asked) })
      if (told !== null)
        result.push({ ...cutLine(line, from + told.index + told[0].length), answerStart: true })
      continue
    }
    if (clozes && clozeLabel.test(text)) {
      inside = 'none'
      changed = true
      const rest = text.replace(clozeLabel, '')
      const from = text.length - rest.length
      // The cloze's text is question and answer at once: the same slice stands on two lines.
      result.push({ ...cutLine(line, from), mark: { ...pairMark(rest), kind: 'cloze' } }, cutLine(line, from))
      continue
    }
    if (isBoldLabel(text)) {
      changed = true
      result.push({ ...line, hidden: true }, { ...newLine(line), answerStart: true })
      continue
    }
    const asked = inside === 'question' || inside === 'title'
    const label =
      inside === 'question' && answerSign.test(text) ? answerSign : asked ? answerLabel : longAnswerLabel
    if (inside === 'title' && !isBlank(line)) inside = 'none'
    if (
      label.test(text) &&
      !/^[ \t]*(?:[-*+][ \t]+)?[A-H][ \t]*[:：.]/.test(asked ? '' : text) &&
      !isFirstOption(lines, index)
    ) {
      inside = inside === 'question' ? 'answer' : inside
      changed = true
      const rest = text.replace(label, '')
      const kept = dropClosing(cutLine(line, text.length - rest.length))
      result.push({ ...kept, answerStart: true, label: rest.slice(0, 80) })
      continue
    }
    result.push(line)
  }
  return changed ? result : lines
}

/** 問題 and 參考答案 as the labels have them; one sign for one sign, so that columns stay the same. */
function simplifyLabel(text: string): string {
  return simplifyHan(text.slice(0, longestLabel)) + text.slice(longestLabel)
}

/** `A: …` with `B: …` below it begins a list of options. */
function isFirstOption(lines: readonly NoteLine[], index: number): boolean {
  if (!/^[ \t]*(?:[-*+][ \t]+)?A[ \t]*[:：.]/.test(lines[index]!.text)) return false
  const next = lines.slice(index + 1, index + 8).find((line) => !isBlank(line))
  return next !== undefined && /^[ \t]*(?:[-*+][ \t]+)?B[ \t]*[:：.]/.test(next.text)
}

/** `**答案：AC**` loses its opening asterisks with the label; the closing ones go too. */
function dropClosing(line: NoteLine): NoteLine {
  const odd = (line.text.match(/\*\*/g)?.length ?? 0) % 2 === 1
  const closing = odd ? /\*\*[ \t]*$/.exec(line.text) : null
  return closing === null ? line : cutLine(line, 0, closing.index)
}

/** `**参考答案**` on a line of its own. */
function isBoldLabel(text: string): boolean {
  if (text.length > 60 || !/^[ \t]{0,3}(?:\*\*|__|【)/.test(text)) return false
  const clean = cleanTitle(text)
  return (
    isAnswerLabel(clean.replace(/[【】]/g, '')) &&
    /[答解]|answer|solution/i.test(clean) &&
    /^[ \t]{0,3}(?:(\*\*|__).*\1[:：]?|【.*】)[ \t]*$/.test(text)
  )
}

/** Pairs are a dialect of this note if a question label is answered by an answer label, or several ask plainly. */
function findPairs(lines: readonly NoteLine[], code: Uint8Array): boolean {
  let asked = 0
  let open = false
  for (const [index, line] of lines.entries()) {
    if (code[index] !== 0 || line.hidden || line.text.length > 4000 || line.text === '') continue
    const text = simplifyLabel(line.text)
    if (questionLabel.test(text)) {
      const title = text.replace(questionLabel, '')
      open = true
      if (asking(cleanTitle(title)) > 0) asked += 1
      if (asked >= 2) return true
    } else if (open && (answerLabel.test(text) || answerSign.test(text))) return true
  }
  return false
}

function countClozes(lines: readonly NoteLine[], code: Uint8Array): number {
  return lines.filter(
    (line, index) => code[index] === 0 && clozeLabel.test(line.text) && /\[[^[\]]+\](?!\()/.test(line.text),
  ).length
}

function pairMark(title: string): Mark {
  return { dialect: 'question-answer', title, level: 8, bounded: false, explicit: true, tier: 'T1' }
}

/** `#### Answer: D` and `### 答案` are labels, not sections. */
function openHeading(line: NoteLine, title: string): NoteLine[] | null {
  const clean = cleanTitle(title)
  const labelled = /^(?:answers?|solution|ans|(?:参考|正确|标准)?答案|解答|回答)\s*[:：]\s*(.*)$/i.exec(clean)
  if (labelled !== null) {
    return [
      { ...line, hidden: true },
      { ...newLine(line), answerStart: true, label: labelled[1]! },
    ]
  }
  if (clean === '' || !isAnswerLabel(clean) || !/[答解]|answer|solution/i.test(clean)) return null
  return [
    { ...line, hidden: true },
    { ...newLine(line), answerStart: true },
  ]
}
