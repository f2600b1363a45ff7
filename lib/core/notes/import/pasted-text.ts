// Dialect 14, second half: text whose headings were lost. In notes without any heading, a short line that stands alone,
// names something and is followed by text is inferred to be a title (T3: people are asked first). Dialogue in a story
// and lead-ins ("as follows:") are not titles.
import type { Dialect, ParsedNote, PlacedMark } from '#lib/core/notes/import/dialect.ts'
import type { NoteBlock } from '#lib/core/notes/import/note-blocks.ts'
import { asking, isAnswerLabel, isCollection, isFurniture } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

export const pastedText: Dialect = { name: 'pasted-text', mark: inferTitles }

/** A name is at most so many words: a Han character or a Latin word each counts as one. */
const longestName = 14
const longestQuestion = 60
const fewestTerse = 3

function inferTitles(note: ParsedNote, marked: readonly PlacedMark[]): readonly PlacedMark[] {
  if (note.headings.length > 0) return inferQuestions(note, marked)
  if (marked.filter((placed) => placed.mark.explicit).length > 2) return []
  const taken = new Set(marked.map((placed) => placed.line))
  const terse = findTerse(note)
  const titles = note.blocks.filter((block, index) => {
    const last = index === note.blocks.length - 1 && block.to === block.from + 1
    if (taken.has(block.from) || last || !(terse.has(block) || isTitleBlock(note, block))) return false
    // Behind a lead-in ("he wrote:") stands what was said, unless it is plainly a name.
    const before = note.blocks[index - 1]
    const lead = before === undefined ? '' : note.lines[before.to - 1]!.text.trimEnd()
    return !/[:：,，]$/u.test(lead) || isName(cleanTitle(note.lines[block.from]!.text))
  })
  if (titles.length < 2) return []
  const starts = new Map(note.blocks.map((block, index) => [block, note.blocks[index + 1]?.from ?? -1]))
  const holdsTitles = titles.map((block, index) => titles[index + 1]?.from === starts.get(block))
  let lesser = false
  return titles.map((block, index) => {
    const title = note.lines[block.from]!.text.trim()
    const clean = cleanTitle(title)
    // GET, POST, PUT right below "request methods" are its parts, whatever they look like.
    lesser = isLatin(clean) && (lesser || holdsTitles[index - 1] === true)
    const level = !isFurniture(clean) && !lesser && (holdsTitles[index] === true || isMajor(clean)) ? 2 : 3
    return {
      mark: { dialect: 'pasted-text', title, level, bounded: false, explicit: false, tier: 'T3' },
      line: block.from,
      bodyFrom: block.from + 1,
    }
  })
}

/**
 * Below headings only a stretch that begins with a plain question on a line of its own, and holds a second one, is read as
 * questions; a single one between paragraphs is rhetoric.
 */
function inferQuestions(note: ParsedNote, marked: readonly PlacedMark[]): readonly PlacedMark[] {
  const found: PlacedMark[] = []
  let at = 0
  for (const [index, placed] of marked.entries()) {
    const to = marked[index + 1]?.line ?? note.lines.length
    while (at < note.blocks.length && note.blocks[at]!.from < placed.bodyFrom) at += 1
    const blocks: NoteBlock[] = []
    for (let next = at; next < note.blocks.length && note.blocks[next]!.from < to; next += 1)
      blocks.push(note.blocks[next]!)
    const clean = cleanTitle(placed.mark.title)
    if (
      placed.mark.explicit ||
      placed.mark.level > 6 ||
      (asking(clean) > 0 && !isCollection(clean) && placed.mark.level > 1)
    )
      continue
    const asked = blocks.filter((block) => asksPlainly(note, block))
    const alone = asked.filter((block) => block.to === block.from + 1).length
    if (asked.length < 2 || asked[0] !== blocks[0] || alone * 2 > blocks.length + 1) continue
    found.push(
      ...asked.map((block): PlacedMark => ({
        mark: {
          dialect: 'pasted-text',
          title: note.lines[block.from]!.text.trim(),
          level: 8,
          bounded: false,
          explicit: false,
          tier: 'T3',
        },
        line: block.from,
        bodyFrom: block.from + 1,
      })),
    )
  }
  return found
}

/** Questions without a question mark right above their answers: three of them, and no fewer than other paragraphs. */
function findTerse(note: ParsedNote): ReadonlySet<NoteBlock> {
  const paragraphs = note.blocks.filter((block) => block.type === 'paragraph' && block.to > block.from + 1)
  const asked = paragraphs.filter((block) => asksPlainly(note, block))
  return new Set(asked.length >= fewestTerse && asked.length * 2 >= paragraphs.length ? asked : [])
}

function asksPlainly(note: ParsedNote, block: NoteBlock): boolean {
  if (block.type !== 'paragraph') return false
  const text = note.lines[block.from]!.text
  const clean = cleanTitle(text.slice(0, 200))
  return (
    text.length <= longestQuestion &&
    // Without a question mark only right above its answer.
    (asking(clean) === 2 || (asking(clean) === 1 && block.to > block.from + 1 && !/[.!！，,]/u.test(clean))) &&
    !sentence.test(clean) &&
    !/[。；;：:]|吧[\s?？]*$/u.test(clean)
  )
}

function isTitleBlock(note: ParsedNote, block: NoteBlock): boolean {
  const text = note.lines[block.from]!.text
  if (block.type === 'paragraph' && block.to > block.from + 1) {
    // A question with its answer right below it, in one paragraph.
    const first = cleanTitle(text.slice(0, 200))
    return text.length <= longestQuestion && asking(first) === 2 && !/[。；;：:]/u.test(first)
  }
  if (block.to !== block.from + 1 || (block.type !== 'paragraph' && block.type !== 'list')) return false
  if (text.length > 200 || (block.type === 'list' && !/^\d/.test(text))) return false
  const clean = cleanTitle(text)
  if (/[:：]\s*$/u.test(text)) return false
  if (isAnswerLabel(clean)) return false
  // 往期推荐 ends the answer above it.
  if (isFurniture(clean)) return true
  return (
    isName(clean) ||
    (asking(clean) > 0 &&
      clean.length <= longestQuestion &&
      // "When there are many of them." answers.
      (asking(clean) === 2 || !/[.!！]$/u.test(clean)) &&
      !/[。；;：:]/u.test(clean) &&
      !/吧[\s?？]*$/u.test(clean))
  )
}

/** How sentences begin, and names do not. */
const sentence =
  /^(?:但|而|所以|因此|然后|其中|如果|如下|如图|由于|例如|比如|同时|注意|这|那|此|它|他|她|我|你|因为|当(?!前)|在(?!线)|即(?!时)|以(?!太)|通过|使用(?!场景|方法)|要求|可以|需要|并且|并不|也|就|最后|首先|其次|另外|比较|只|将|把|被(?!动)|从(?!属)|对于|关于我|且|则|故(?!障)|至此|随后|接着|之后|此时|总之|[a-z]+ )/u

function isName(clean: string): boolean {
  if (!/[\p{L}]/u.test(clean) && !/^\d[xX\d]{2}$/.test(clean)) return false
  if (
    /[=<>{}|@]|[。．.!！?？;；,，:：…、"”'）)](?:\s*)$|[。；;，,：:]|https?:|\.\w{2,4}$/u.test(
      clean.replace(/[）)]$/u, ''),
    )
  )
    return false
  if (sentence.test(clean)) return false
  const words = clean.match(/\p{Script=Han}|[\p{Script=Latin}\p{N}_./+#-]+/gu)?.length ?? 0
  const latin = !/\p{Script=Han}/u.test(clean)
  return words >= 1 && words <= (latin ? 6 : longestName)
}

/** Names of whole subjects, below which the lesser titles stand. */
function isMajor(clean: string): boolean {
  return /(?:协议|模型|机制|算法|技术|体系|架构|模块|章)$/u.test(clean) || isLatin(clean)
}

function isLatin(clean: string): boolean {
  return /^[\p{Lu}\p{N}][\w ./+-]*$/u.test(clean)
}
