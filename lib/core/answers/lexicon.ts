// The dictionary of the tables of terms and words as a tree of atoms, and the weights of its meanings.
// An atom is one stemmed Latin word, one number or one Han character; a form is a row of atoms.
import { moreActors, moreOrdinaryWords } from '#lib/core/answers/everyday-words.ts'
import { spokenNames, spokenTerms, spokenWords } from '#lib/core/answers/spoken-words.ts'
import { stemEnglish } from '#lib/core/answers/stem.ts'
import { exactTerms, technicalTerms } from '#lib/core/answers/terms.ts'
import { exactTopicTerms, moreTopicTerms } from '#lib/core/answers/topic-terms.ts'
import { actorWords, ordinaryWords } from '#lib/core/answers/words.ts'

export type MeaningKind = 'exact' | 'term' | 'word' | 'light' | 'actor'

/** One meaning at the end of a form; `opposite` where the form denies it (`stateless`). */
export interface Sense {
  readonly id: string
  readonly opposite: boolean
}

export interface TreeNode {
  readonly next: Map<string, TreeNode>
  readonly senses: Sense[]
  /** Forms with a gap: after this first half, `rest` may follow within a few atoms. */
  readonly gapped: { readonly rest: readonly string[]; readonly sense: Sense }[]
}

/** How much a match of each kind weighs; the names of a protocol weigh most, who does it least. */
export const kindWeights: Readonly<Record<MeaningKind, number>> = {
  exact: 2,
  term: 1.4,
  word: 0.9,
  light: 0.4,
  actor: 0.4,
}

/** Words that stand in almost every answer: they complete a match and cannot make one. */
const lightIds = new Set(
  `send reply receive allow know ask carry choose occupy wait last-long enter first after again only
   every many need want-say help keep-on same different change one two three four by-itself nobody
   good large small always purpose trigger standard protocol-name exist belongs process set-field
   complete between by-default immediately second third initiate announce end-of browse-see data
   segment address bit use add compute close open-connection acknowledge http tcp websocket
   before-until request-header connect-method message read write real new connection value type-kind
   example-of example-case way-how support result happen create part whole common easy hard enough
   name-thing place next-one previous-one own-one other-one less-than more-than around instead
   difference inside minutes-time while-time manage update success-of move affect depend look-up
   record list-of result layer`.split(/\s+/),
)

/** Light words that name things rather than relate them: a list of keywords is full of these. */
const lightNouns = new Set(
  `data segment address bit http tcp websocket request-header connect-method connection message
   protocol-name standard new real acknowledge close open-connection process value type-kind
   example-of example-case result way-how place record list-of minutes-time layer`.split(/\s+/),
)

const kinds = new Map<string, MeaningKind>()
const broader = new Map<string, readonly string[]>()

const newNode = (): TreeNode => ({ next: new Map(), senses: [], gapped: [] })

/**
 * The atoms of a text without punctuation: Latin words stemmed, numbers as they are, Han character by
 * character.
 */
export function atomsOf(text: string): string[] {
  const found =
    text
      .toLowerCase()
      .match(/(?<![\p{L}\p{N}]):[a-z]{3,}|\p{Script=Han}|\d+(?:\.\d+)+|[\p{L}\p{N}]+(?:'[a-z]+)?/gu) ?? []
  return found.flatMap((piece) => splitMixed(piece)).map(stemEnglish)
}

/** `读到0` comes as one piece where letters and Han characters touch. */
function splitMixed(piece: string): string[] {
  return piece.match(/(?<![\p{L}\p{N}]):[a-z]{3,}|\p{Script=Han}|[^\p{Script=Han}]+/gu) ?? []
}

function walk(root: TreeNode, atoms: readonly string[]): TreeNode {
  let node = root
  for (const atom of atoms) {
    let next = node.next.get(atom)
    if (next === undefined) node.next.set(atom, (next = newNode()))
    node = next
  }
  return node
}

function addForm(root: TreeNode, id: string, written: string): void {
  const opposite = written.startsWith('!')
  const sense: Sense = { id, opposite }
  const [before, after] = (opposite ? written.slice(1) : written).split(' _ ').map(atomsOf)
  if (before === undefined || before.length === 0) return
  const node = walk(root, before)
  if (after !== undefined) node.gapped.push({ rest: after, sense })
  else if (!node.senses.some((other) => other.id === id)) node.senses.push(sense)
}

function addTable(root: TreeNode, table: string, kind: MeaningKind): void {
  for (const line of table.split('\n')) {
    const [head, forms] = line.split(' : ')
    if (head === undefined || forms === undefined) continue
    const [id, wider] = head.split(' < ')
    if (!kinds.has(id!)) kinds.set(id!, lightIds.has(id!) ? 'light' : kind)
    if (wider !== undefined)
      broader.set(
        id!,
        wider.split(',').map((each) => each.trim()),
      )
    for (const form of forms.split(',')) addForm(root, id!, form.trim())
  }
}

/** The tree of all forms. */
export const lexicon: TreeNode = newNode()
for (const table of [exactTerms, exactTopicTerms, spokenNames]) addTable(lexicon, table, 'exact')
for (const table of [technicalTerms, moreTopicTerms, spokenTerms]) addTable(lexicon, table, 'term')
for (const table of [actorWords, moreActors]) addTable(lexicon, table, 'actor')
for (const table of [ordinaryWords, moreOrdinaryWords, spokenWords]) addTable(lexicon, table, 'word')

export function kindOf(id: string): MeaningKind {
  return kinds.get(id) ?? 'word'
}

/** Whether a meaning relates things (send, after, only, must) rather than names one. */
export function isRelation(id: string): boolean {
  return lightIds.has(id) && !lightNouns.has(id)
}

/**
 * How well one meaning stands for another, 0 to 1: the same 1, a narrower one where the wider is asked 0.9
 * (`isn` is a sequence number), a wider one where the narrower is asked 0.5.
 */
export function meaningFit(asked: string, said: string): number {
  if (asked === said) return 1
  if (broader.get(said)?.includes(asked) === true) return 0.9
  if (broader.get(asked)?.includes(said) === true) return 0.5
  return 0
}

const narrower = new Map<string, string[]>()
for (const [id, wide] of broader) {
  for (const each of wide) narrower.set(each, [...(narrower.get(each) ?? []), id])
}

/** The meaning itself and those next to it, for an index of what was said. */
export function relatedMeanings(id: string): readonly string[] {
  return [id, ...(broader.get(id) ?? []), ...(narrower.get(id) ?? [])]
}
