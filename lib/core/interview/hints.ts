// Hints for an explained question: how much there is to say, then how its weightiest points begin. A function of
// the card alone, so that a log that says "two hints" is enough to show them again.
import type { Candidate } from '#lib/core/interview/candidate.ts'
import type { KeyPoint, Lang } from '#lib/core/notes/card.ts'
import { mostHints } from '#lib/core/interview/machine.ts'

/** The share of a point that a hint gives away. */
const shareShown = 0.4

/** In the order in which they are given; none for kinds that show what there is to choose. */
export function hintsOf(card: Candidate, lang: Lang): readonly string[] {
  if (card.kind !== 'explain' || card.keyPoints.length === 0) return []
  const heaviest = [...card.keyPoints].sort((a, b) => b.weight - a.weight)
  const count = card.keyPoints.length
  const first = lang === 'zh' ? `参考答案有 ${count} 个要点。` : `There ${count === 1 ? 'is 1 point' : `are ${count} points`} to make.`
  return [first, ...heaviest.slice(0, mostHints - 1).map((point) => beginning(point, lang))]
}

function beginning({ text }: KeyPoint, lang: Lang): string {
  const plain = text.replaceAll(/[*_`]|\[([^\]]*)\]\([^)]*\)/g, '$1')
  // Han characters are counted; elsewhere no word is cut in two.
  const han = /\p{Script=Han}/u.test(plain)
  const parts = han ? Array.from(plain) : plain.split(/\s+/)
  const shown = parts.slice(0, Math.max(1, Math.round(parts.length * shareShown))).join(han ? '' : ' ')
  return lang === 'zh' ? `有一点是这样开头的：“${shown}……”` : `One of them begins: “${shown}…”`
}
