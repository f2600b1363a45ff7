// Ranges of repaired lines → the Markdown of an answer, and what a stretch of text is worth: does it answer anything, is
// it only links, only questions? Trims what belongs to the page: rules, "back to top", stray tags of folded parts.
import type { NoteLine } from '#lib/core/notes/import/note-lines.ts'
import { indentOf, isBlank } from '#lib/core/notes/import/note-lines.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'
import { asking } from '#lib/core/notes/import/question-shape.ts'
import { cleanTitle } from '#lib/core/notes/import/title.ts'

/** Indices of lines: from the first up to, not including, the second. */
export type LineRange = readonly [from: number, to: number]

const strayTags =
  /^(?:[ \t]*<\/?(?:br|b|p|div|center|strong|font|span|hr|blockquote|em|i|section)\b[^<>]*>)+[ \t]*$/i
const rule = /^[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/
const contents = /^[ \t]*(?:\[toc\]|\[\[_?toc_?\]\]|@\[toc\].*|\{:toc\})[ \t]*$/i
const backToTop =
  /^[ \t>*_-]*(?:<[^<>]*>)*[*_]*\[[^\]]*(?:back to|to (?:the )?top|top\b|回到|返回|顶部|目录|⬆|↑|⇧|🔝)[^\]]*\]\(#?[^)]*\)[*_]*(?:<[^<>]*>)*[ \t]*$/iu
const pageNumber = /^[ \t]*(?:第[ \t]*\d+[ \t]*页(?:[ \t,，/]*共[ \t]*\d+[ \t]*页)?|page[ \t]+\d+(?:[ \t]+of[ \t]+\d+)?|[-—–][ \t]*\d+[ \t]*[-—–])[ \t]*$/iu
/** An anchor alone on its line, a picture's data, a number between two parts of a page. */
const residue = /^[ \t]*(?:<a\b[^<>]*>[ \t]*<\/a>[ \t]*|\[[^\]]+\]:[ \t]*<?data:.*|0\d[ \t]*|[—–-]+[ \t]*(?:END|完|全文完)[ \t]*[—–-]+[ \t]*)$/iu
/** What a site says below its text. */
const pageEnd =
  /^[ \t]*(?:was this (?:page|article|answer|helpful)\b.*|\[?edit this page\b.*|(?:copyright )?©.*|.*\ball rights reserved\.?|\[yes\].*\[no\].*|(?:next|previous) article|暂时无法在飞书文档外展示此内容)[ \t]*$/iu
const blockId = /^[ \t]*\^[a-z0-9-]+[ \t]*$/i

/** Lines that belong to the page, not to any answer. */
export function isChrome(text: string): boolean {
  return (
    rule.test(text) ||
    strayTags.test(text) ||
    contents.test(text) ||
    blockId.test(text) ||
    residue.test(text) ||
    (text.length < 100 && pageEnd.test(text)) ||
    (text.length < 40 && pageNumber.test(text)) ||
    (text.length < 300 && backToTop.test(text))
  )
}

/** The lines of `range` that are answer text, with chrome trimmed at both ends; the range is cut accordingly. */
export function trimRange(lines: readonly NoteLine[], range: LineRange): LineRange {
  let [from, to] = range
  const idle = (line: NoteLine): boolean => isBlank(line) || isChrome(line.text)
  while (from < to && idle(lines[from]!)) from += 1
  while (to > from && idle(lines[to - 1]!)) to -= 1
  return [from, to]
}

/** The Markdown of some ranges, each trimmed and freed of its common indentation, with blank lines between. */
export function sliceMarkdown(lines: readonly NoteLine[], ranges: readonly LineRange[]): string {
  const parts: string[] = []
  for (const range of ranges) {
    const [from, to] = trimRange(lines, range)
    const shown = lines.slice(from, to).filter((line) => line.hidden !== true)
    if (shown.length === 0) continue
    parts.push(joinLines(shown))
  }
  return parts
    .join('\n\n')
    .replace(/^(?:<br\s*\/?>|<b>|<p>)+[ \t]*/i, '')
    .replace(/(?:<\/b>|<\/p>|<br\s*\/?>)+$/i, '')
    .trim()
}

function joinLines(lines: readonly NoteLine[]): string {
  const columns = lines.reduce(
    (least, line) => (isBlank(line) ? least : Math.min(least, indentOf(line.text))),
    99,
  )
  const texts =
    columns > 0 && columns < 99
      ? lines.map((line) => cutIndent(line.text, columns))
      : lines.map((line) => line.text)
  return texts
    .filter((text, index) => text.trim() !== '' || texts[index - 1]?.trim() !== '')
    .join('\n')
    .trimEnd()
}

function cutIndent(text: string, columns: number): string {
  let taken = 0
  let index = 0
  while (taken < columns && index < text.length && (text[index] === ' ' || text[index] === '\t')) {
    taken += text[index] === '\t' ? 4 - (taken % 4) : 1
    index += 1
  }
  return ' '.repeat(Math.max(0, taken - columns)) + text.slice(index)
}

const placeholder =
  /^(?:todo|tbd|wip|待补充|待完善|待更新|待整理|待续|未完待续|略|无|暂无|暂略|空|\.{2,}|…+|同上|见上|见下|coming soon|n\/a|-+)[.。!！…]*$/iu

/** Whether the text says anything at all: words, code or a picture, and not only "to do". */
export function saysSomething(markdown: string): boolean {
  if (markdown === '') return false
  const bare = markdown
    .slice(0, 20_000)
    .replace(/<!--[^>]{0,500}-->/g, '')
    .trim()
  if (/!\[[^\]]{0,300}\]\([^)\s]|<img\b/i.test(bare)) return true
  const words = bare
    .slice(0, 2000)
    .replace(/^[ \t]*(?:[>*+#-]+[ \t]*|\d+[.)][ \t]+)*/gm, '')
    .trim()
  return /[\p{L}\p{N}]/u.test(words) && !placeholder.test(words)
}

const listSign = /^[ \t]*(?:>[ \t]*)*(?:[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,4}[.)、][ \t]*)?/
const link =
  /!?\[(?:[^[\]]|\[[^[\]]{0,200}\]){0,300}\]\([^()]{0,500}(?:\([^()]{0,200}\)[^()]{0,200}){0,4}\)|<?https?:\/\/[^\s<>）)]{1,2000}>?|<a\b[^<>]{0,500}>.{0,300}?<\/a>|\[\[[^[\]]{1,300}\]\]/giu

/** Whether nearly all lines are links with hardly a word beside them: a table of contents, a reading list. */
export function isLinkList(markdown: string): boolean {
  const lines = filledLines(markdown)
  if (lines.length === 0 || lines.some((line) => /^[ \t]*(?:```|~~~)/.test(line))) return false
  if (lines.every((line) => /!\[/.test(line))) return false
  let links = 0
  for (const line of lines) {
    const text = line.replace(listSign, '').replace(/^\|(.*)\|$/, '$1')
    const rest = text.replace(link, '')
    const words = rest.replace(/[\s|:：,，.。、;；()（）\-–—*_#《》"“”]+/g, '')
    const count = (text.match(link) ?? []).filter((one) => !one.startsWith('!')).length
    if (count > 0 && words.length <= 12) links += 1
    else if (/^[\s|:-]*$/.test(text)) links += 1
  }
  return links >= 1 && links / lines.length >= 0.8
}

/** Fewer letters beside links only say what the links are. */
const fewLetters = 24

/** Below a title that only names: items that each begin with an address and say a little of it, or links and a greeting. */
export function isReadingList(markdown: string): boolean {
  const lines = filledLines(markdown)
  const items = lines.filter((line) => /^[ \t]*(?:[-*+•]|\d{1,4}[.)、])[ \t]*/.test(line))
  const addressed = items.filter((line) =>
    /^[ \t]*(?:[-*+•]|\d{1,4}[.)、])[ \t]*(?:\*\*)?\[[^[\]]{1,200}\]\((?:https?:|[^()\s]{1,200}\.(?:md|html?|pdf)\b|#)/iu.test(line),
  )
  if (addressed.length < 2 || addressed.length < items.length) return false
  const others = lines.filter((line) => !items.includes(line))
  const told = addressed.every((line) => plainText(line.replace(link, '')).length <= 80)
  return told && wordCount(others.join('\n')) < fewLetters
}

/** Whether nearly all lines are check boxes: a plan of what to learn, not what was learned. */
export function isCheckList(markdown: string): boolean {
  const lines = filledLines(markdown)
  const boxes = lines.filter((line) => /^[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+\[[ xX]\][ \t]/.test(line))
  return boxes.length >= 2 && boxes.length / lines.length >= 0.8
}

/**
 * How many questions a list asks that nothing answers; 0 if it is anything else. `share` of its items must ask: below a
 * title that announces questions fewer are enough.
 */
export function countListedQuestions(markdown: string, share = 0.7): number {
  const lines = filledLines(markdown)
  const items = lines.filter((line) => indentOf(line) < 2)
  const asked = items.filter(
    (line) => listSign.exec(line)![0].trim() !== '' && asksInList(line.replace(listSign, '')),
  )
  const others = lines.length - asked.length
  // A lone question explains nothing either.
  if (lines.length === 1 && asked.length === 1) return 1
  return asked.length >= 2 && asked.length / items.length >= share && others <= asked.length
    ? asked.length
    : 0
}

function asksInList(text: string): boolean {
  if (text.length > 300) return false
  const clean = cleanTitle(text)
  // `Is the name resolved? dig +short` says how to find out.
  const rest = /[?？](.*)$/u.exec(clean)?.[1] ?? ''
  if (rest.length > 3 && !/[?？][\s)）]*$|^\s*[（(][^()（）]*[)）]$/u.test(rest)) return false
  const strength = asking(clean)
  return strength === 2 || (strength === 1 && clean.length <= 80 && !/[。；;：:]./u.test(clean))
}

function filledLines(markdown: string): string[] {
  return markdown
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => line.trim() !== '' && !isChrome(line))
    .map((line) => line.slice(0, 1000))
}

/** How much a reader has to read, in letters; markup and addresses do not count. */
export function wordCount(markdown: string): number {
  return plainText(markdown.replace(/^[ \t>*+\-#|]+/gm, '')).replace(/\s+/g, '').length
}

/** Whether a range holds nothing to read. */
export function isBlankRange(lines: readonly NoteLine[], range: LineRange): boolean {
  const [from, to] = trimRange(lines, range)
  return from === to
}
