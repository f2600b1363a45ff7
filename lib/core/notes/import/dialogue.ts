// An interview written down as it was spoken: `面试官：… ？` `我：…`, `Interviewer: …` `Me: …`. What the interviewer asks is
// the question, what the other says up to the interviewer's next words the answer. Small talk is neither, and ends an
// answer. Quoted dialogues are `quoted-question.ts`'s business, 问/答 and Q/A `question-answer.ts`'s.
import type { Dialect, RepairContext } from '#lib/core/notes/import/dialect.ts'
import { findCode } from '#lib/core/notes/import/code-lines.ts'
import { cutLine, isBlank } from '#lib/core/notes/import/note-lines.ts'
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const dialogue: Dialect = { name: 'question-answer', repair: readDialogue }

const asker = /^[ \t]{0,3}(?:[-*+][ \t]+)?(?:\*\*)?(?:面试官|考官|interviewer)[ \t]?\d?(?:\*\*)?[ \t]*[:：](?:\*\*)?[ \t]*/iu
const answerer =
  /^[ \t]{0,3}(?:[-*+][ \t]+)?(?:\*\*)?(?:我|本人|候选人|求职者|应聘者|小[\p{Script=Han}A-Z]|me|candidate|interviewee)(?:\*\*)?[ \t]*[:：](?:\*\*)?[ \t]*/iu
const smallTalk =
  /自我介绍|想问(?:我|的)|反问|薪资|期望|到岗|有什么问题|介绍一?下?你?的?(?:项目|实习|自己)|about yourself|how are you|how's it going|最近怎么样|questions? for (?:me|us)/iu
const leadIn = /^(?:(?:嗯+|好的?|行|ok|okay|那么?|你|然后|接着|所以|再|well|so|great|now|and)(?:[，,、 ]+|(?=\p{Script=Han})))+/iu
const fewest = 2
const longest = 400

function readDialogue(lines: readonly NoteLine[], context: RepairContext): readonly NoteLine[] {
  if (!lines.some((line) => answerer.test(line.text))) return lines
  const code = findCode(lines)
  const spoken = lines.map((line, index) => (code[index] !== 0 || line.hidden === true ? null : speakerOf(line.text)))
  let open = false
  let pairs = 0
  for (const speaker of spoken) {
    if (speaker === null) continue
    if (speaker === 'answerer' && open) pairs += 1
    open = speaker === 'asker'
  }
  if (pairs < fewest) return lines
  return lines.map((line, index) => {
    const speaker = spoken[index]
    if (speaker === 'answerer') return { ...withoutLabel(line, answerer), answerStart: true }
    if (speaker !== 'asker') return line
    const said = withoutLabel(line, asker)
    const at = findQuestion(said.text)
    const asks = at !== null && answersFollow(lines, spoken, index + 1)
    if (asks) context.repairs.push({ kind: 'split-line', offset: line.start })
    const kept = asks ? cutLine(said, at) : said
    return {
      ...kept,
      // Without words a title is nobody's question, and ends the answer above it.
      mark: { dialect: 'question-answer', title: asks ? kept.text : '', level: 8, bounded: false, explicit: asks, tier: 'T2' },
    }
  })
}

function speakerOf(text: string): 'asker' | 'answerer' | null {
  if (text.length > 4000) return null
  return asker.test(text) ? 'asker' : answerer.test(text) ? 'answerer' : null
}

const withoutLabel = (line: NoteLine, label: RegExp): NoteLine => cutLine(line, label.exec(line.text)![0].length)

/** Where the first sentence that asks begins; null for small talk. */
function findQuestion(said: string): number | null {
  if (said.length > longest || smallTalk.test(said)) return null
  let at = 0
  for (const sentence of said.split(/(?<=[。！!；;]|[.?？][ \t])/u)) {
    if (asking(cleanTitle(sentence).replace(leadIn, '').replace(/[。.]$/u, '')) > 0) return at
    at += sentence.length
  }
  return null
}

function answersFollow(
  lines: readonly NoteLine[],
  spoken: readonly ('asker' | 'answerer' | null)[],
  from: number,
): boolean {
  for (let index = from; index < lines.length; index += 1) {
    if (!isBlank(lines[index]!)) return spoken[index] !== 'asker'
  }
  return false
}
