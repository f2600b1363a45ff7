// Text of a master file → resource records, and back. Every fault with its line and column; the rest is
// still read. Whether the records make a sound zone is `zone.ts`'s matter. $INCLUDE is refused: nothing
// here opens files.
// Read first: RFC 1035 §5.1; RFC 2308 §4 for $TTL.
import type { DnsName } from '#lib/core/protocols/dns/name.ts'
import {
  classNumber, isQuestionType, typeName, typeNumber, typeOf, type ResourceRecord,
} from '#lib/core/protocols/dns/record.ts'
import {
  formatData, parseData, parseRelativeName, parseSeconds, type Word,
} from '#lib/core/protocols/dns/record-text.ts'
import type { Place, Problem } from '#lib/core/problem.ts'

/** A record and where its entry begins. */
export interface PlacedRecord {
  readonly record: ResourceRecord
  readonly place: Place
}

export interface MasterFile {
  readonly records: readonly PlacedRecord[]
  readonly faults: readonly Problem[]
}

/** An entry: one line, or several inside parentheses. */
interface Entry {
  readonly words: readonly Word[]
  /** Whether it begins with a blank: then its owner is the one before. */
  readonly blank: boolean
  readonly end: Place
}

/** RFC 2181 §8. */
const maxTtl = 0x7fffffff

/** Reads all records. `origin` completes relative names until the first $ORIGIN; null makes them a fault. */
export function parseMasterFile(text: string, origin: DnsName | null = null): MasterFile {
  const faults: Problem[] = []
  const records: PlacedRecord[] = []
  let currentOrigin = origin
  let owner: DnsName | null = null
  let defaultTtl: number | null = null
  let lastTtl: number | null = null

  for (const { words, blank, end } of readEntries(text, faults)) {
    const first = words[0]!
    if (!blank && !first.quoted && first.text.startsWith('$')) {
      const argument = words[1]
      const directive = first.text.toUpperCase()
      if (directive !== '$ORIGIN' && directive !== '$TTL') {
        faults.push({ code: 'zone-directive', params: { word: first.text }, place: first.place })
      } else if (!argument) {
        faults.push({ code: 'zone-directive-empty', params: { word: first.text }, place: end })
      } else if (directive === '$ORIGIN') {
        const name = parseRelativeName(argument.text, currentOrigin)
        if (name.ok) currentOrigin = name.value
        else faults.push({ ...name.problem, place: argument.place })
      } else {
        const seconds = parseSeconds(argument.text)
        if (seconds !== null && seconds <= maxTtl) defaultTtl = seconds
        else faults.push({ code: 'zone-number', params: { word: argument.text }, place: argument.place })
      }
      continue
    }

    let next = 0
    if (!blank) {
      const name = parseRelativeName(first.text, currentOrigin)
      if (!name.ok) {
        faults.push({ ...name.problem, place: first.place })
        owner = null
        continue
      }
      owner = name.value
      next = 1
    }
    if (owner === null) {
      faults.push({ code: 'zone-no-owner', place: first.place })
      continue
    }
    let ttl: number | null = null
    let recordClass = 'IN'
    // TTL and class stand in either order, each at most once.
    for (let seen = ''; next < words.length; next++) {
      const { text: word, quoted } = words[next]!
      const seconds = quoted ? null : parseSeconds(word)
      if (seconds !== null && !seen.includes('t')) {
        ttl = seconds
        seen += 't'
      } else if (!quoted && !seen.includes('c') && classNumber(word) !== null && typeNumber(word) === null) {
        recordClass = word.toUpperCase()
        seen += 'c'
      } else break
    }
    const typeWord = words[next]
    if (!typeWord) {
      faults.push({ code: 'zone-type-missing', place: end })
      continue
    }
    const number = typeNumber(typeWord.text)
    if (number === null || isQuestionType(typeName(number))) {
      faults.push({ code: 'zone-type', params: { word: typeWord.text }, place: typeWord.place })
      continue
    }
    if (ttl !== null && ttl > maxTtl) {
      faults.push({ code: 'zone-number', params: { word: ttl }, place: first.place })
      continue
    }
    const data = parseData(typeName(number), words.slice(next + 1), currentOrigin, end)
    if (!data.ok) {
      faults.push(data.problem)
      continue
    }
    if (ttl !== null) lastTtl = ttl
    // Before RFC 2308 a file without $TTL took the SOA's MINIMUM; servers still read it so.
    else if (data.value.type === 'SOA' && defaultTtl === null) lastTtl ??= data.value.minimum
    const effective = ttl ?? defaultTtl ?? lastTtl
    if (effective === null) {
      faults.push({ code: 'zone-no-ttl', place: first.place })
      continue
    }
    const record = { name: owner, class: recordClass, ttl: effective, data: data.value }
    records.push({ record, place: first.place })
  }
  return { records, faults }
}

/** One record as a line of a master file, all names absolute. */
export function formatRecord(record: ResourceRecord): string {
  const data = formatData(record.data)
  return `${record.name} ${record.ttl} ${record.class} ${typeOf(record.data)}${data === '' ? '' : ` ${data}`}`
}

/**
 * Cuts the text into entries of words: comments, quotes, parentheses and escapes are gone or resolved after
 * this.
 */
function readEntries(text: string, faults: Problem[]): Entry[] {
  const entries: Entry[] = []
  let words: Word[] = []
  let blank = false
  let depth = 0
  let opened: Place = {}
  let line = 1
  let lineStart = 0
  let i = 0
  const here = (): Place => ({ line, column: i - lineStart + 1 })
  const endEntry = (): void => {
    if (words.length > 0) entries.push({ words, blank, end: here() })
    words = []
  }
  while (i < text.length) {
    const char = text[i]!
    if (char === '\n' || char === '\r') {
      if (depth === 0) endEntry()
      if (char === '\n' || text[i + 1] !== '\n') {
        line++
        lineStart = i + 1
      }
      i++
    } else if (char === ' ' || char === '\t') {
      if (i === lineStart && depth === 0) blank = true
      i++
    } else if (char === ';') {
      while (i < text.length && text[i] !== '\n' && text[i] !== '\r') i++
    } else if (char === '(') {
      if (i === lineStart && words.length === 0) blank = false
      if (depth === 0) opened = here()
      depth++
      i++
    } else if (char === ')') {
      if (depth === 0) faults.push({ code: 'zone-parenthesis', place: here() })
      else depth--
      i++
    } else {
      if (i === lineStart && depth === 0) blank = false
      const place = here()
      const start = i
      const quoted = char === '"'
      if (quoted) i++
      // A quoted string ends at its quote, a bare word at a blank or a special character; escapes hide
      // both. Inside a bare word, as in `alpn="h2,h3"`, a quote hides blanks up to the next one.
      let hidden = quoted
      while (i < text.length && text[i] !== '\n' && text[i] !== '\r') {
        if (quoted ? text[i] === '"' : !hidden && ' \t;()'.includes(text[i]!)) break
        if (text[i] === '"') hidden = !hidden
        i += text[i] === '\\' && !'\r\n'.includes(text[i + 1] ?? '\n') ? 2 : 1
      }
      const bare = (): string => text.slice(start, i).replace(/^([^"]*=)"(.*)"$/s, '$1$2')
      const raw = quoted ? text.slice(start + 1, i) : bare()
      if (quoted && text[i] === '"') i++
      else if (quoted) faults.push({ code: 'zone-quote', place })
      words.push({ text: raw, quoted, place })
    }
  }
  if (depth > 0) faults.push({ code: 'zone-parenthesis', place: opened })
  endEntry()
  return entries
}
