// How long an answer takes to say, counted in English words. Code and tables are looked at, not spoken.
import type { RootContent } from 'mdast'

/** A Han character takes about 5/9 of the time of an English word (260 a minute against 145). */
const wordsPerHan = 5 / 9

/** The spoken length of blocks of `text`, in English words. */
export function spokenWords(text: string, blocks: readonly RootContent[]): number {
  let han = 0
  let words = 0
  for (const block of blocks) {
    if (block.type === 'code' || block.type === 'table' || block.type === 'containerDirective') continue
    const slice = text.slice(block.position!.start.offset, block.position!.end.offset)
    han += slice.match(/\p{Script=Han}/gu)?.length ?? 0
    words += slice.match(/[\p{Script=Latin}\p{N}]+/gu)?.length ?? 0
  }
  return Math.round(words + han * wordsPerHan)
}
