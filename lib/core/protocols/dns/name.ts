// Domain names: their text form, their parts, and how two of them compare.
// A name here is always absolute and always spelled one way, so that equal names are equal strings.
// Read first: RFC 1035 §3.1 and §5.1 (text form), RFC 4343 (case), RFC 4034 §6.1 (order).
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'

declare const spelling: unique symbol
declare const folded: unique symbol

/**
 * An absolute name in text form, with a final dot; octets that need it are written `\.` or `\DDD`. Case is
 * kept.
 */
export type DnsName = string & { readonly [spelling]: true }

/** A name with its ASCII letters in lower case: what names are compared and looked up by (RFC 4343 §3). */
export type NameKey = DnsName & { readonly [folded]: true }

/** Octets in one label, and in a name with all its length octets (RFC 1035 §2.3.4). */
export const maxLabelOctets = 63
export const maxNameOctets = 255

export const root = '.' as NameKey

// These would end a name, start a comment or mean something else in a master file.
const needBackslash = '.\\"();@$'

const spellings: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  if (octet <= 0x20 || octet >= 0x7f) return '\\' + String(octet).padStart(3, '0')
  const char = String.fromCharCode(octet)
  return needBackslash.includes(char) ? '\\' + char : char
})

/** How one octet of a label is written. */
export function spellOctet(octet: number): string {
  return spellings[octet & 0xff]!
}

/** A label of octets (each a character 0 to 255) as it is written. */
function spellLabel(octets: string): string {
  if (/^[A-Za-z0-9_-]*$/.test(octets)) return octets
  let text = ''
  for (let i = 0; i < octets.length; i++) text += spellings[octets.charCodeAt(i)]!
  return text
}

/** A name from its labels, topmost last, each a string of octets. The caller has checked the limits. */
export function nameFromLabels(labels: readonly string[]): DnsName {
  return labels.length === 0 ? root : (labels.map(spellLabel).join('.') + '.' as DnsName)
}

/**
 * Reads a name as a person or a master file writes it. A name without a final dot is completed with `origin`.
 * Problems carry the character's offset in `text`.
 */
export function parseName(text: string, origin: DnsName = root): Result<DnsName> {
  if (text === '.') return ok(root)
  if (text === '') return fail({ code: 'dns-label-empty', place: { offset: 0 } })
  const labels: string[] = []
  let label = ''
  let start = 0
  let absolute = false
  let i = 0
  const finish = (): Problem | null => {
    if (label === '') return { code: 'dns-label-empty', place: { offset: start } }
    if (label.length > maxLabelOctets) {
      return { code: 'dns-label-too-long', params: { octets: label.length }, place: { offset: start } }
    }
    labels.push(label)
    label = ''
    return null
  }
  while (i < text.length) {
    const char = text[i]!
    if (char === '.') {
      const problem = finish()
      if (problem) return fail(problem)
      start = ++i
      absolute = i === text.length
    } else if (char === '\\') {
      const escape = readEscape(text, i)
      if (escape === null) return fail({ code: 'dns-escape', place: { offset: i } })
      label += escape.octet
      i += escape.length
    } else {
      if (char.charCodeAt(0) <= 0x20 || char.charCodeAt(0) >= 0x7f) {
        return fail({ code: 'dns-name-octet', params: { character: char }, place: { offset: i } })
      }
      label += char
      i++
    }
  }
  if (!absolute) {
    const problem = finish()
    if (problem) return fail(problem)
  }
  const spelled = labels.map(spellLabel).join('.') + '.'
  const name = (absolute || origin === root ? spelled : spelled + origin) as DnsName
  const octets = nameOctets(name)
  if (octets <= maxNameOctets) return ok(name)
  return fail({ code: 'dns-name-too-long', params: { octets }, place: { offset: 0 } })
}

/**
 * The octet that an escape at `text[at]` stands for, and how many characters it takes; null if it is none.
 */
export function readEscape(text: string, at: number): { octet: string; length: number } | null {
  const digits = /^[0-9]{3}/.exec(text.slice(at + 1, at + 4))
  if (digits) {
    const value = Number(digits[0])
    return value > 255 ? null : { octet: String.fromCharCode(value), length: 4 }
  }
  const next = text.charCodeAt(at + 1)
  // A digit must begin three of them; what is not ASCII is not one octet.
  if (Number.isNaN(next) || next > 0x7e || (next >= 0x30 && next <= 0x39)) return null
  return { octet: text[at + 1]!, length: 2 }
}

/** The labels as strings of octets, topmost last; none for the root. */
export function labelsOf(name: DnsName): string[] {
  if (name === root) return []
  if (!name.includes('\\')) return name.slice(0, -1).split('.')
  const labels: string[] = []
  let label = ''
  for (let i = 0; i < name.length; ) {
    if (name[i] === '\\') {
      const escape = readEscape(name, i)!
      label += escape.octet
      i += escape.length
    } else if (name[i] === '.') {
      labels.push(label)
      label = ''
      i++
    } else {
      label += name[i++]!
    }
  }
  return labels
}

/** The name's length in a message without compression: what the limit of 255 counts. */
export function nameOctets(name: DnsName): number {
  if (name === root) return 1
  if (!name.includes('\\')) return name.length + 1
  let octets = 1
  for (let i = 0; i < name.length; octets++) {
    i += name[i] !== '\\' ? 1 : isDigit(name.charCodeAt(i + 1)) ? 4 : 2
  }
  return octets
}

/** How many labels stand before the root. */
export function labelCount(name: DnsName): number {
  if (name === root) return 0
  let count = 0
  for (let at = labelEnd(name, 0); at < name.length; at = labelEnd(name, at + 1)) count++
  return count
}

/** The name without its first label; the root is its own parent. */
export function parentName<Name extends DnsName>(name: Name): Name {
  const end = labelEnd(name, 0)
  return (end + 1 >= name.length ? root : name.slice(end + 1)) as Name
}

/** The name's topmost `count` labels; the whole name if it has no more. */
export function topLabels<Name extends DnsName>(name: Name, count: number): Name {
  let rest = name
  for (let drop = labelCount(name) - count; drop > 0; drop--) rest = parentName(rest)
  return rest
}

/** What a name is compared by. */
export function nameKey(name: DnsName): NameKey {
  return name.toLowerCase() as NameKey
}

export function sameName(a: DnsName, b: DnsName): boolean {
  return a === b || (a.length === b.length && nameKey(a) === nameKey(b))
}

/** Whether `name` is `ancestor` or below it. */
export function isAtOrBelow(name: NameKey, ancestor: NameKey): boolean {
  if (ancestor === root || name === ancestor) return true
  return name.endsWith(ancestor) && endsLabel(name, name.length - ancestor.length - 1)
}

/** Whether `name` is below `ancestor` and is not `ancestor` itself. */
export function isBelow(name: NameKey, ancestor: NameKey): boolean {
  return name !== ancestor && isAtOrBelow(name, ancestor)
}

/** `*.<name>`, or null where that would be too long to be a name. */
export function wildcardOf(name: NameKey): NameKey | null {
  if (nameOctets(name) + 2 > maxNameOctets) return null
  return (name === root ? '*.' : `*.${name}`) as NameKey
}

/**
 * `name` with its ending `from` replaced by `to`: the substitution of RFC 6672 §2.2. `name` lies below
 * `from`. Null if the new name would be longer than 255 octets, which the server answers with YXDOMAIN.
 */
export function replaceEnding(name: DnsName, from: DnsName, to: DnsName): DnsName | null {
  const prefix = from === root ? name : name.slice(0, name.length - from.length)
  const replaced = (to === root ? prefix : prefix + to) as DnsName
  return nameOctets(replaced) > maxNameOctets ? null : replaced
}

/** Canonical order: by labels from the top, each as octets with letters in lower case (RFC 4034 §6.1). */
export function compareNames(a: DnsName, b: DnsName): number {
  const left = labelsOf(nameKey(a))
  const right = labelsOf(nameKey(b))
  for (let i = 1; i <= Math.min(left.length, right.length); i++) {
    const x = left.at(-i)!
    const y = right.at(-i)!
    if (x !== y) return x < y ? -1 : 1
  }
  return left.length - right.length
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Where the dot that ends the label starting at `from` stands. */
function labelEnd(name: DnsName, from: number): number {
  let at = name.indexOf('.', from)
  while (at > 0 && !endsLabel(name, at)) at = name.indexOf('.', at + 1)
  return at < 0 ? name.length : at
}

/** Whether the dot at `at` ends a label: an odd number of backslashes before it would make it part of one. */
function endsLabel(name: DnsName, at: number): boolean {
  if (name[at] !== '.') return false
  let slashes = 0
  while (name[at - 1 - slashes] === '\\') slashes++
  return slashes % 2 === 0
}
