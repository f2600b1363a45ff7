// What a title is once its trimmings are off: number, emoji, （重要）, 面试官：, Q12. Also the number itself, which says
// more about the nesting of sections than the count of #s does. `401 和 403`, `4XX`, `2MSL` and `3rd` keep their digits.
import { plainText } from '#lib/core/notes/import/plain-text.ts'

/** Stars, pictures and the like at either end; digits with a keycap are numbers that people type for show. */
const decoration =
  /^(?:[\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}\u{fe0f}\u{20e3}\u{200d}★☆✔✅❓❔•·◆◇■□▪▶►→⇒●○※|#>\s-]|:[a-z_]+\d*:|\[[⬆↑⇧🔝^]\ufe0f?\])+/u
const decorationAtEnd = /(?:[\p{Extended_Pictographic}\u{fe0f}\u{200d}★☆✅\s]|:[a-z_]+:)+$/u

const importance =
  /[（(【[「]\s*(?:(?:非常|超级|特别|很)?重要|重点|高频(?:考点|题)?|必考|必问|必背|必会|常考|常问|考点|面试(?:必问|常问|高频|重点|官常问)|了解(?:即可)?|掌握|精通|补充|选看|转载|原创|important|must know|easy|medium|hard|basic|advanced|初级|中级|高级|简单|中等|困难)\s*[!！]*\s*[)）】\]」]/giu

/** What stands before a number, or counts in words. */
const labels = [
  /^(?:面[试試]官|面[试試][题題]|[问問][题題]|[问問]|[题題]目|提[问問]|q|question|problem|exercise|ex|quiz)\s*[-#]?\s*(?:\d{0,4}|[一二三四五六七八九十]{1,3})\s*[:：.、)）\]】]\s*/iu,
  /^(?:面[试試][题題]|[问問][题題]|[题題]目|question|quiz)\s*#?\s*\d{1,4}\s+/iu,
  /^q\d{1,4}\s+(?=\S)/iu,
  /^第\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,4})\s*[题问章节讲部分篇]+\s*[:：.、]?\s*/u,
  /^[一二三四五六七八九十]{1,3}\s*[、.．:：]\s*/u,
  /^[（(【[]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z]|q\d{1,3})\s*[)）】\]]\s*[.、:：]?\s*/iu,
  /^[①-⑳⑴-⒇㈠-㈩]\s*[.、:：]?\s*/u,
]

/** Only one of these goes: what follows a number is the title, as in `8. 6.0 为什么…`. */
const numbers = [
  /^\d{1,3}\s+(?=什么|为什么|为何|如何|怎么|怎样|说|谈|讲|简述|介绍|what |why |how |when |which )/iu,
  /^#\s*\d{1,4}\s*[:：.、]?\s+/u,
  /^\d{1,3}\ufe0f?\u20e3\s*/u,
  // 0.0.0.0 and 127.0.0.1 are addresses, 3.2.3.1 is a section.
  /^(?!\d{1,3}(?:\.\d{1,3}){0,3}\.(?:0|[4-9]\d|\d{3})(?:\.|\b)(?!\.\d+\.\d+\.\d+\.))(?:\d{1,3}[.．]){2,5}\d{0,3}\s*[:：、]?\s*(?=\D|$)/u,
  /^\d{1,3}[.．]\d{1,2}\s*[、:：]?\s+(?!(?:和|与|跟|到|vs|and|or|版)[\s\p{Script=Han}\d])(?=\S)/iu,
  /^\d{1,3}[.．]\d{1,3}(?=[\p{Script=Han}])(?!(?:版|代|规范|协议))/u,
  /^(?:\d{1,4}\s*[.．、)）]|\d{1,2}\s*[:：])\s*(?=\D|\d{2,}\s*(?:和|与|、|vs|and)|\d+\s*(?:xx|(?![和与])\p{Script=Han}|[A-Z]))/iu,
  /^\d{1,4}[.、)）]\s+/u,
]

/** No number and no decoration begins with such a letter. */
const beginsPlainly = /^(?![qepEQP]|[一二三四五六七八九十第面问提题問題])\p{L}/u

/** A title as words, with number, decoration and （重要） off. Empty where nothing else was there. */
export function cleanTitle(markdown: string): string {
  let title = plainText(markdown)
  let counted = false
  for (let round = 0; round < 4 && !beginsPlainly.test(title); round += 1) {
    const before = title
    title = title.replace(decoration, '')
    for (const pattern of labels) title = title.replace(pattern, '')
    const number = counted ? undefined : numbers.find((pattern) => pattern.test(title))
    if (number !== undefined) {
      title = title.replace(number, '')
      counted = true
    }
    if (title === before) break
  }
  if (/[（(【[「]/u.test(title)) title = title.replace(importance, '')
  if (!/[\p{L}\p{N}?？)）.。!！]$/u.test(title)) title = title.replace(decorationAtEnd, '')
  // A generator's link to the heading itself, or the heading's id.
  title = title.trim().replace(/\s+(?:[#¶§]|\^[a-z0-9-]{2,40})$/u, '')
  return title.replace(/^(["“「『])(.+)["”」』]$/u, '$2').replace(/[\s:：]+$/u, '')
}

/** The section number a title begins with (`2.7.1` → [2, 7, 1], `三、` → [3]), or null. */
export function titleNumber(markdown: string): readonly number[] | null {
  const title = plainText(markdown)
  const arabic = /^(\d{1,3}(?:[.．]\d{1,3}){0,5})(?:[.．、:：)）]|\s|(?=\p{Script=Han}))/u.exec(title)
  if (arabic !== null) {
    // `401 和 403` and `2.4 GHz` are no section numbers: a bare number needs its mark, and counts stay small.
    const parts = arabic[1]!.split(/[.．]/).map(Number)
    const marked = /[.．、:：)）]$/.test(arabic[0]) || parts.length > 1
    return marked && parts.every((part) => part < 100) ? parts : null
  }
  const han = /^([一二三四五六七八九十]{1,3})\s*[、.．]/u.exec(title)
  if (han === null) return null
  const value = hanNumber(han[1]!)
  return value === null ? null : [value]
}

/** 十二 → 12, up to 99; null for what is no such number. */
export function hanNumber(text: string): number | null {
  const digits = '一二三四五六七八九'
  if (!text.includes('十')) return text.length === 1 ? digits.indexOf(text) + 1 : null
  const [tens = '', ones = ''] = text.split('十')
  if (tens.length > 1 || ones.length > 1) return null
  return (tens === '' ? 1 : digits.indexOf(tens) + 1) * 10 + (ones === '' ? 0 : digits.indexOf(ones) + 1)
}
