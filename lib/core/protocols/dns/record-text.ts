// RDATA ↔ the words of a master file, field by field after each type's row in `record.ts`.
// It reads words that `master-file.ts` has cut; it knows no lines, no $-directives and no zones.
// Read first: RFC 1035 §5.1; RFC 3597 §5 for the unknown form; RFC 4034 §2 to §5; RFC 9460 §2.1.
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '#lib/core/protocols/wire/address.ts'
import { fromBase32Hex } from '#lib/core/protocols/dns/base32hex.ts'
import { parseName, readEscape, type DnsName } from '#lib/core/protocols/dns/name.ts'
import { dataFromHex, dataToHex } from '#lib/core/protocols/dns/record-bytes.ts'
import {
  isLaidOut, layouts, typeNumber, typeOf,
  type FieldKind, type FieldValues, type RecordData, type RecordType,
} from '#lib/core/protocols/dns/record.ts'
import { formatParams, parseParam } from '#lib/core/protocols/dns/service-params.ts'
import { fail, ok, type Place, type Problem, type Result } from '#lib/core/problem.ts'

/** One word of a master file, with its escapes as written; a quoted one may be empty or hold blanks. */
export interface Word {
  readonly text: string
  readonly quoted: boolean
  readonly place: Place
}

/**
 * How a field is read: from its words, most often one; a fault carries no place, the caller knows the word.
 */
type Parsers = {
  readonly [Kind in FieldKind]: (words: readonly string[], origin: Origin) => Result<FieldValues[Kind]>
}
/** What completes relative names; without it they are a fault. */
type Origin = DnsName | null
type Formatters = { readonly [Kind in FieldKind]: (value: FieldValues[Kind]) => string }

/** Kinds that take all the words that are left. */
const greedy: readonly FieldKind[] = ['strings', 'octets', 'hex', 'base64', 'types', 'params']
/** Kinds that may take none of them. */
const mayBeEmpty: readonly FieldKind[] = ['types', 'params']

type WrongWord = 'zone-number' | 'zone-address' | 'zone-encoding' | 'zone-type' | 'zone-time'

const wrong = (code: WrongWord, word: string) => fail({ code, params: { word } })

const parsers: Parsers = {
  u8: ([word]) => number(word!, 0xff),
  u16: ([word]) => number(word!, 0xffff),
  u32: ([word]) => number(word!, 0xffffffff),
  seconds: ([word]) => {
    const seconds = parseSeconds(word!)
    return seconds === null ? wrong('zone-number', word!) : ok(seconds)
  },
  name: ([word], origin) => parseRelativeName(word!, origin),
  'plain-name': ([word], origin) => parseRelativeName(word!, origin),
  ipv4: ([word]) => {
    const octets = parseIpv4(word!)
    return octets === null ? wrong('zone-address', word!) : ok(formatIpv4(octets))
  },
  ipv6: ([word]) => {
    const octets = parseIpv6(word!)
    return octets === null ? wrong('zone-address', word!) : ok(formatIpv6(octets))
  },
  string: ([word]) => characterString(word!),
  strings: (words) => {
    const strings: string[] = []
    for (const word of words) {
      const string = characterString(word)
      if (!string.ok) return string
      strings.push(string.value)
    }
    return ok(strings)
  },
  octets: ([word]) => octetsOf(word!),
  hex: (words) => hex(words.join('')),
  base64: (words) => base64(words.join('')),
  salt: ([word]) => (word === '-' ? ok('') : hex(word!)),
  hash: ([word]) => (fromBase32Hex(word!) === null ? wrong('zone-encoding', word!) : ok(word!.toUpperCase())),
  type: ([word]) => (typeNumber(word!) === null ? wrong('zone-type', word!) : ok(word!.toUpperCase())),
  types: (words) => {
    const unknown = words.find((word) => typeNumber(word) === null)
    if (unknown !== undefined) return wrong('zone-type', unknown)
    const types = [...new Set(words.map((word) => word.toUpperCase()))]
    return ok(types.sort((a, b) => typeNumber(a)! - typeNumber(b)!))
  },
  time: ([word]) => time(word!),
  params: (words) => {
    const params: FieldValues['params'][number][] = []
    for (const word of words) {
      const param = parseParam(word)
      if (!param.ok) return param
      if (params.some(({ key }) => key === param.value.key)) return wrong('zone-encoding', word)
      params.push(param.value)
    }
    return ok(params.sort((a, b) => a.key - b.key))
  },
}

const formatters: Formatters = {
  u8: String,
  u16: String,
  u32: String,
  seconds: String,
  name: String,
  'plain-name': String,
  ipv4: String,
  ipv6: String,
  string: quote,
  strings: (value) => value.map(quote).join(' '),
  octets: quote,
  hex: String,
  base64: String,
  salt: (value) => value || '-',
  hash: String,
  type: String,
  types: (value) => value.join(' '),
  time: (value) => new Date(value * 1000).toISOString().replace(/\D/g, '').slice(0, 14),
  params: formatParams,
}

/** The data as a master file has it, without the type. */
export function formatData(data: RecordData): string {
  if ('rdata' in data) return unknownText(data.rdata)
  const fields = data as unknown as Readonly<Record<string, unknown>>
  const layout = Object.entries(layouts[data.type]) as [string, FieldKind][]
  // An empty key or digest has no words of its own; only the unknown form can show it.
  if (layout.some(([field, kind]) => (kind === 'hex' || kind === 'base64') && fields[field] === '')) {
    return unknownText(dataToHex(data))
  }
  return layout
    .map(([field, kind]) => formatters[kind](fields[field] as never))
    .filter((text) => text !== '')
    .join(' ')
}

/**
 * The data of a record of this type from its words. `end` is where a missing field would have stood. A name
 * without a final dot is completed with `origin`; without one it is a fault.
 */
export function parseData(
  type: RecordType, words: readonly Word[], origin: DnsName | null, end: Place,
): Result<RecordData> {
  if (words[0]?.text === '\\#' && !words[0].quoted) return unknownForm(type, words, end)
  if (!isLaidOut(type)) {
    return fail({ code: 'zone-unknown-data', params: { type }, place: words[0]?.place ?? end })
  }
  const data: Record<string, unknown> = { type }
  let next = 0
  for (const [field, kind] of Object.entries(layouts[type]) as [string, FieldKind][]) {
    const own = words.slice(next, greedy.includes(kind) ? words.length : next + 1)
    if (own.length === 0 && !mayBeEmpty.includes(kind)) {
      return fail({ code: 'zone-field-missing', params: { type, field }, place: end })
    }
    const value = parsers[kind](own.map(({ text }) => text), origin)
    if (!value.ok) return fail(placed(value.problem, own[0]?.place ?? end))
    data[field] = value.value
    next += kind === 'octets' ? 1 : own.length
  }
  const extra = words[next]
  if (extra) return fail({ code: 'zone-field-extra', params: { type, word: extra.text }, place: extra.place })
  return ok(data as unknown as RecordData)
}

/** A name as a master file has it: `@` is the origin. */
export function parseRelativeName(text: string, origin: DnsName | null): Result<DnsName> {
  const relative = text === '@' || !/(^|[^\\])(\\\\)*\.$/.test(text)
  if (relative && origin === null) return fail({ code: 'zone-no-origin', params: { name: text } })
  return text === '@' ? ok(origin!) : parseName(text, origin ?? undefined)
}

/**
 * Seconds as a number or with units, `1h30m`: not in RFC 1035, but every server reads it. Null if it is
 * neither.
 */
export function parseSeconds(text: string): number | null {
  if (!/^([0-9]+[smhdw])*[0-9]*$/i.test(text) || text === '') return null
  let seconds = 0
  for (const [, count, unit] of text.matchAll(/([0-9]+)([smhdw]?)/gi)) {
    seconds += Number(count) * ({ m: 60, h: 3600, d: 86_400, w: 604_800 }[unit!.toLowerCase()] ?? 1)
  }
  return seconds > 0xffffffff ? null : seconds
}

function unknownText(rdata: string): string {
  return `\\# ${rdata.length / 2}${rdata === '' ? '' : ` ${rdata}`}`
}

function placed(problem: Problem, place: Place): Problem {
  return { ...problem, place }
}

function number(word: string, max: number): Result<number> {
  return /^[0-9]{1,10}$/.test(word) && Number(word) <= max ? ok(Number(word)) : wrong('zone-number', word)
}

/** The octets that a word stands for: escapes resolved, anything beyond ASCII as UTF-8. */
function octetsOf(word: string): Result<string> {
  let octets = ''
  for (let i = 0; i < word.length; ) {
    if (word[i] === '\\') {
      const escape = readEscape(word, i)
      if (escape === null) return fail({ code: 'dns-escape' })
      octets += escape.octet
      i += escape.length
    } else {
      const char = String.fromCodePoint(word.codePointAt(i)!)
      for (const octet of new TextEncoder().encode(char)) octets += String.fromCharCode(octet)
      i += char.length
    }
  }
  return ok(octets)
}

function characterString(word: string): Result<string> {
  const octets = octetsOf(word)
  if (!octets.ok || octets.value.length <= 255) return octets
  return fail({ code: 'zone-string-long', params: { octets: octets.value.length } })
}

function quote(octets: string): string {
  let text = ''
  for (const char of octets) {
    const code = char.charCodeAt(0)
    if (char === '"' || char === '\\') text += '\\' + char
    else text += code < 0x20 || code >= 0x7f ? '\\' + String(code).padStart(3, '0') : char
  }
  return `"${text}"`
}

function hex(text: string): Result<string> {
  return /^([0-9a-fA-F]{2})*$/.test(text) ? ok(text.toLowerCase()) : wrong('zone-encoding', text)
}

function base64(text: string): Result<string> {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return wrong('zone-encoding', text)
  return ok(btoa(atob(text)))
}

function time(word: string): Result<number> {
  const parts = /^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})$/.exec(word)
  if (!parts) return number(word, 0xffffffff)
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [number, ...number[]]
  const seconds = Date.UTC(year, month! - 1, day, hour, minute, second) / 1000
  const again = formatters.time(seconds)
  return again === word && seconds >= 0 && seconds <= 0xffffffff ? ok(seconds) : wrong('zone-time', word)
}

function unknownForm(type: RecordType, words: readonly Word[], end: Place): Result<RecordData> {
  const length = words[1]
  if (!length) return fail({ code: 'zone-field-missing', params: { type, field: 'RDLENGTH' }, place: end })
  const octets = number(length.text, 0xffff)
  if (!octets.ok) return fail(placed(octets.problem, length.place))
  const rdata = hex(words.slice(2).map(({ text }) => text).join(''))
  if (!rdata.ok) return fail(placed(rdata.problem, words[2]!.place))
  if (rdata.value.length !== octets.value * 2) {
    return fail({ code: 'zone-rdata-length', params: { octets: octets.value }, place: length.place })
  }
  const data = dataFromHex(type, rdata.value)
  return ok(typeOf(data) === data.type ? data : { type: `TYPE${typeNumber(type)!}`, rdata: rdata.value })
}
