// Of whom or what each word of a text is said: `POP3 downloads, IMAP keeps the mail`. Whoever gives one rival
// what belongs to the other has turned the claim round, though all its words are there. It knows no grammar:
// the rival named last before a word is taken for its subject, unless it stands as an object.
import { kindOf } from '#lib/core/answers/lexicon.ts'
import type { Clause, Token } from '#lib/core/answers/read-text.ts'

/** Meanings that exclude one another as subjects, each with the number of its group. */
export type Rivals = ReadonlyMap<string, number>

/** The rivals of which a word is said; of several groups at once (`the client … over TCP`). */
export type Owners = ReadonlySet<string>

const nobody: Owners = new Set()

/** Pairs and threes that answers about networks confuse, one group a line. */
const standingRivals = `
client server
sender receiver
tcp udp
get-plain post-method
http-401 http-403
hub-device switch-device router-device
symmetric asymmetric
forward-proxy reverse-proxy
active-ftp pasv
pop3 imap
mask-short mask-long
parent-zone child-zone
strict-cookie lax none-cookie
http11 http2
tls12 tls13
ipv4 ipv6
recursive iterative
active-close passive-close
rwnd cwnd
private-key public-key
tunnel-mode transport-mode
level-triggered edge-triggered
no-cache no-store
flow-control congestion-control`
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

const asksToCompare =
  /differ|compar|versus|\bvs\b|\bwhich\b.*\b(?:use|choose)|\b(?:use|choose)\b.*\bwhich\b|区别|不同|比较|对比|差异|分别/iu
/** What may stand between two things that a question puts side by side. */
const sideBySide = /^\s*(?:,|、|，)?\s*(?:and|or|vs\.?|versus|和|与|跟|及|或)?\s*(?:an?\b|the\b)?\s*$/iu

/**
 * The standing rivals, and the things that the question asks to compare: named side by side (`strong and weak
 * ETags`), or wherever, if statements of the key points begin with them (`OSI has seven layers, …`).
 */
export function rivalsOf(
  question: string,
  clauses: readonly Clause[],
  points: readonly Clause[] = [],
): Rivals {
  const rivals = new Map<string, number>()
  for (const [group, ids] of standingRivals.entries()) for (const id of ids) rivals.set(id, group)
  if (!asksToCompare.test(question)) return rivals
  let group = standingRivals.length
  const tokens = clauses.flatMap((clause) => clause.tokens)
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1]
    if (next === undefined) break
    const between = question.slice(token.end, next.start)
    if (between.trim() === '' || !sideBySide.test(between)) continue
    const [a, b] = [named(token), named(next)]
    if (a === null || b === null || a === b) continue
    const known = rivals.get(a) ?? rivals.get(b) ?? group++
    if (!rivals.has(a)) rivals.set(a, known)
    if (!rivals.has(b)) rivals.set(b, known)
  }
  addHeads(rivals, tokens, points, group)
  return rivals
}

function addHeads(
  rivals: Map<string, number>,
  asked: readonly Token[],
  points: readonly Clause[],
  newGroup: number,
): void {
  const inQuestion = new Set(asked.map(named))
  const heads = points.flatMap(({ tokens: [first] }) => (first === undefined ? [] : (named(first) ?? [])))
  const compared = [...new Set(heads)].filter((id) => inQuestion.has(id))
  if (compared.length < 2) return
  const group = compared.map((id) => rivals.get(id)).find((known) => known !== undefined) ?? newGroup
  for (const id of compared) if (!rivals.has(id)) rivals.set(id, group)
}

/** The one meaning by which a word may be a rival: a thing with a name, or a word that no dictionary knows. */
function named({ meanings, inLexicon }: Token): string | null {
  const [id] = meanings
  if (meanings.length !== 1 || id === undefined) return null
  return !inLexicon || ['exact', 'term', 'actor'].includes(kindOf(id)) ? id : null
}

/** Before a rival, these begin something new said of it. */
const starts = new Set('and or but while wherea however if when for with in 而 但 和 与 则 若 如 果 对 当 用'.split(' '))
const pronouns = new Set('it thi they 它 这'.split(' '))
const joins = new Set('and or both 和 与 跟 及 或'.split(' '))
/** Before a rival, these make it an object. */
const objects = new Set('to from at into onto of toward towards than instead 给 向 往 从 到 跟 比 替'.split(' '))

/** Of which rivals each word is said. Words before the first rival of a clause belong to it. */
export function ownersOf(clauses: readonly Clause[], rivals: Rivals): ReadonlyMap<Token, Owners> {
  const owners = new Map<Token, Owners>()
  let current = new Map<number, ReadonlySet<string>>()
  let sentence = -1
  for (const clause of clauses) {
    // `It …` is still said of the one before.
    const goesOn = clause.tokens[0] !== undefined && pronouns.has(clause.tokens[0].lead)
    if (clause.sentence !== sentence && !goesOn) current = new Map()
    sentence = clause.sentence
    const here = new Set<number>()
    const waiting: Token[] = []
    let last: Token | null = null
    for (const token of clause.tokens) {
      const mentioned = token.meanings.filter((id) => rivals.has(id))
      if (mentioned.length === 0) {
        owners.set(token, flat(current))
        waiting.push(token)
      } else if (token.polarity !== 'denied') {
        for (const group of new Set(mentioned.map((id) => rivals.get(id)!))) {
          const ids = mentioned.filter((id) => rivals.get(id) === group)
          const joined = joins.has(token.lead) && last?.meanings.some((id) => rivals.get(id) === group) === true
          // `With a silent client the server …`: two in a row, and the second is what the rest is said of.
          const follows = last?.meanings.some((id) => rivals.get(id) === group) === true
          const isObject = objects.has(token.lead) || (here.has(group) && !follows && !starts.has(token.lead))
          if (joined) current.set(group, new Set([...(current.get(group) ?? []), ...ids]))
          else if (!isObject || (!current.has(group) && waiting.length === 0)) current.set(group, new Set(ids))
          else continue
          if (!here.has(group)) for (const each of waiting) giveOwner(owners, each, ids, group, rivals)
          here.add(group)
        }
      }
      last = token
    }
  }
  return owners
}

const flat = (current: ReadonlyMap<number, ReadonlySet<string>>): Owners =>
  current.size === 0 ? nobody : new Set([...current.values()].flatMap((ids) => [...ids]))

function giveOwner(
  owners: Map<Token, Owners>,
  token: Token,
  ids: readonly string[],
  group: number,
  rivals: Rivals,
): void {
  const own = owners.get(token) ?? nobody
  if ([...own].some((id) => rivals.get(id) === group)) return
  owners.set(token, new Set([...own, ...ids]))
}

/** Client and server, sender and receiver stand in each other's sentences all the time, so they tell less. */
const everydayGroups = 2
const everydayStrangeness = 0.67

/** How surely a word is said of one rival here and of another there, 0 to 1. */
export function strangeness(a: Owners, b: Owners, rivals: Rivals): number {
  let most = 0
  for (const id of a) {
    const group = rivals.get(id)!
    const inGroup = (other: string): boolean => rivals.get(other) === group
    const others = [...b].filter(inGroup)
    if (others.length === 0 || others.some((other) => a.has(other))) continue
    most = Math.max(most, group < everydayGroups ? everydayStrangeness : 1)
  }
  return most
}
