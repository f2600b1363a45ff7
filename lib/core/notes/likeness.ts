// How alike two texts are, between 0 and 1, for Chinese and English and mixtures of both, without any service: the
// share of common grams (Dice). Two measures: `textLikeness` on three characters in a row, for text that was edited;
// `questionLikeness` on words and Han pairs with asking words made equal, for questions that say the same in other words.
// Knows no meaning: a paraphrase without common words is not found, and a translation never is.
import { squeeze } from '#lib/core/notes/normalise-question.ts'
import { names } from '#lib/core/notes/search/names.ts'
import { plainText } from '#lib/core/notes/import/plain-text.ts'

/** How often each gram occurs. */
export type Profile = ReadonlyMap<string, number>

/** Longer texts are compared by their beginning; a card's answer is rarely a tenth of this. */
const longest = 20_000

/** The three-character grams of a text, without white space, punctuation and case. Texts under three letters are one gram. */
export function textProfile(text: string): Profile {
  const letters = squeeze(text.slice(0, longest))
  const grams = new Map<string, number>()
  if (letters.length > 0 && letters.length < 3) grams.set(letters, 1)
  for (let index = 0; index + 3 <= letters.length; index += 1)
    addGram(grams, letters.slice(index, index + 3), 1)
  return grams
}

/** How alike two texts are as texts: 1 for texts that differ in markup and punctuation only. */
export function textLikeness(left: string, right: string): number {
  return profileLikeness(textProfile(left), textProfile(right))
}

/** Words that ask the same. The first of each row stands for all. */
const askingWords: readonly (readonly [string, RegExp])[] = [
  [' ask-why ', /为什么|为何|为啥|的?原因(?:是什么)?|\bwhy\b|\breasons?\b/giu],
  [
    ' ask-difference ',
    /有(?:什么|何|哪些)(?:区别|不同|差异|差别)|(?:的)?(?:区别|不同点?|差异|差别|异同|对比|比较)|\bdifferences?\b|\bdiffer(?:s|ent)?\b|\bcompare\b|\bversus\b|\bvs\b/giu,
  ],
  [' ask-how ', /如何|怎么样?|怎样|是怎么(?:做|实现)的|\bhow\b/giu],
  [
    ' ',
    /(?:请|试)?(?:谈谈|谈一谈|说说|说一说|说一下|说下|讲讲|讲一讲|讲一下|聊聊|简述|简单介绍|介绍一下|介绍|描述一下|描述|解释一下|解释|阐述|列举)|什么是|是什么|指什么|有哪些|哪些|什么|你对|的理解|理解|的认识|概念|定义|下面|以下|关于|说法|正确|有什么用|(?:的)?作用(?:是)?|用途|目的|需要|状态|吗|呢|的|了|和|与|及|以及|跟|在|是|要|会|有|之间|过程|一下/gu,
  ],
  [
    ' ',
    /\b(?:what|which|explain|describe|define|is|are|was|were|the|a|an|of|and|or|in|on|to|for|between|do|does|did|you|your|it|its|please|mean|means|meant|by|with|that|this|can|tell|me|about|understand|statements?|true|following|needed|needs?|purpose|role|used|uses?|work|works)\b/giu,
  ],
]

/** Which thing a name means: 三次握手 and "three-way handshake" share a gram, besides those of their letters. */
const groupOfName = new Map(
  names.flatMap((group, index) =>
    group.filter(({ loose }) => !loose).map(({ text }) => [text.normalize('NFKC').toLowerCase(), index] as const),
  ),
)
const anyName = new RegExp(
  [...groupOfName.keys()]
    .sort((one, other) => other.length - one.length)
    .map((name) => {
      const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      return /^[a-z0-9]/.test(name) ? `(?<![a-z0-9])${literal}(?![a-z0-9])` : literal
    })
    .join('|'),
  'gu',
)
const nameWeight = 3

/** The grams of a question: words, pairs of Han characters, and what it asks for (why, how, the difference). */
export function questionProfile(question: string): Profile {
  let text = plainText(question.split('\n')[0] ?? '')
    .normalize('NFKC')
    .toLowerCase()
  const grams = new Map<string, number>()
  for (const [name] of text.matchAll(anyName)) grams.set(`name-${groupOfName.get(name)!}`, nameWeight)
  for (const [word, pattern] of askingWords) text = text.replace(pattern, word)
  for (const run of text.match(/\p{Script=Han}+|ask-\w+|[\p{L}\p{N}]+(?:[.+#-][\p{L}\p{N}]+)*[+#]*/gu) ??
    []) {
    if (/^\p{Script=Han}/u.test(run)) addHanGrams(grams, run)
    else addGram(grams, run.length > 3 ? run.replace(/(?<=[^s])s$/u, '') : run, weightOf(run))
  }
  return grams
}

/** HTTP/1.0 and HTTP/1.1 are two things, and so are why and how: such words count for more than their length. */
function weightOf(run: string): number {
  if (run === 'ask-how') return 2
  if (run.startsWith('ask-')) return 3
  return /\p{N}/u.test(run) ? 5 : 2
}

function addHanGrams(grams: Map<string, number>, run: string): void {
  const letters = Array.from(run)
  if (letters.length === 1) addGram(grams, run, 1)
  for (let index = 0; index + 2 <= letters.length; index += 1)
    addGram(grams, letters[index]! + letters[index + 1]!, 1)
}

function addGram(grams: Map<string, number>, gram: string, count: number): void {
  grams.set(gram, (grams.get(gram) ?? 0) + count)
}

/** How alike two questions are in what they ask. */
export function questionLikeness(left: string, right: string): number {
  return profileLikeness(questionProfile(left), questionProfile(right)) * (asksOfOthers(left, right) ? ofOthers : 1)
}

/** What questions are about by its looks: `KCP`, `HTTP/1.0`, `Content-Length`. */
function subjectsOf(question: string): ReadonlySet<string> {
  const words = question.match(/[A-Za-z][A-Za-z0-9./+_-]*[A-Za-z0-9+]/g) ?? []
  return new Set(words.filter((word) => /[A-Z].*[A-Z]|[A-Za-z].*\d/.test(word)).map((word) => word.toLowerCase().replaceAll('_', '-')))
}

/** Each asks of something that the other does not name: KCP and TCP, TCP and UDP. */
function asksOfOthers(left: string, right: string): boolean {
  const [one, other] = [subjectsOf(left), subjectsOf(right)]
  return [...one].some((subject) => !other.has(subject)) && [...other].some((subject) => !one.has(subject))
}

/** What likeness is worth between such questions. */
const ofOthers = 0.85

/** Dice: twice the common grams over all grams. Two empty profiles are not alike. */
export function profileLikeness(left: Profile, right: Profile): number {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left]
  let common = 0
  for (const [gram, count] of small) common += Math.min(count, large.get(gram) ?? 0)
  const total = sizeOf(left) + sizeOf(right)
  return total === 0 ? 0 : (2 * common) / total
}

function sizeOf(profile: Profile): number {
  let size = 0
  for (const count of profile.values()) size += count
  return size
}

/** A pair of texts, by their indices in two lists. */
export interface LikePair {
  readonly left: number
  readonly right: number
  readonly likeness: number
}

/** Grams in more texts than this say nothing; pairs that share only such are not looked at. */
const commonGram = 40
const candidatesEach = 12

/**
 * All pairs of two lists that are at least `least` alike, the likest first. Looks only at pairs that share rare grams, so
 * that thousands of texts take a moment. Both lists may be the same one: then each pair comes once and none with itself.
 */
export function findLikePairs(
  left: readonly Profile[],
  right: readonly Profile[],
  least: number,
  common = commonGram,
): LikePair[] {
  const same = left === right
  const index = new Map<string, number[]>()
  for (const [at, profile] of right.entries()) {
    for (const gram of profile.keys()) {
      const places = index.get(gram)
      if (places === undefined) index.set(gram, [at])
      else if (places.length <= common) places.push(at)
    }
  }
  const pairs: LikePair[] = []
  for (const [at, profile] of left.entries()) {
    const shared = new Map<number, number>()
    for (const gram of profile.keys()) {
      const places = index.get(gram) ?? []
      if (places.length > common) continue
      for (const place of places) shared.set(place, (shared.get(place) ?? 0) + 1 / places.length)
    }
    const candidates = [...shared]
      .filter(([place]) => !same || place > at)
      .sort((one, other) => other[1] - one[1] || one[0] - other[0])
      .slice(0, candidatesEach)
    for (const [place] of candidates) {
      const likeness = profileLikeness(profile, right[place]!)
      if (likeness >= least) pairs.push({ left: at, right: place, likeness })
    }
  }
  return pairs.sort(
    (one, other) => other.likeness - one.likeness || one.left - other.left || one.right - other.right,
  )
}

/** From here on two questions are shown to a person as likely twins. */
export const twinLikeness = 0.66
/** Questions are short, and TCP and UDP stand in many: only what stands in nearly all of them says nothing. */
const commonInQuestions = 2000

/** Likely twins among questions, or between two lists of them; shown, never merged in silence. */
export function findTwins(left: readonly string[], right: readonly string[] = left): LikePair[] {
  const profiles = left.map(questionProfile)
  const pairs = findLikePairs(profiles, left === right ? profiles : right.map(questionProfile), twinLikeness, commonInQuestions)
  return pairs.filter((pair) => pair.likeness * ofOthers >= twinLikeness || !asksOfOthers(left[pair.left]!, right[pair.right]!))
}
