// The parameters of SVCB and HTTPS records as text: `alpn="h2,h3" port=443`. Bytes are `record-bytes.ts`'s
// matter.
// Read first: RFC 9460 §2.1, §7 and appendix A.
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from '#lib/core/protocols/wire/address.ts'
import { readEscape } from '#lib/core/protocols/dns/name.ts'
import type { ServiceParam } from '#lib/core/protocols/dns/record.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'

const keyNames = [
  'mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint', 'dohpath',
] as const

/**
 * One `key`, `key=value` or `keyN=value`; quotes around the value have been taken off by the reader of
 * words. Under its number a key's value is octets and nothing more (RFC 9460 §2.1).
 */
export function parseParam(text: string): Result<ServiceParam> {
  const wrong = fail({ code: 'zone-encoding' as const, params: { word: text } })
  const [, name, , value] = /^([a-z0-9-]+)(=(.*))?$/s.exec(text) ?? []
  const key = name === undefined ? null : keyNumber(name)
  if (key === null) return wrong
  const known = keyNames[key]
  const octets = valueOctets(name === known ? known : undefined, value ?? '')
  return octets === null ? wrong : ok({ key, value: toHex(octets) })
}

export function formatParams(params: readonly ServiceParam[]): string {
  return params.map((param) => {
    const octets = fromHex(param.value)
    const name = keyNames[param.key]
    if (name !== undefined) {
      const text = name + (octets.length === 0 ? '' : `=${valueText(name, octets)}`)
      // A value that is not what its key asks for is shown as the octets that it is.
      const back = parseParam(text.replace(/="(.*)"$/s, '=$1'))
      if (back.ok && back.value.value === param.value) return text
    }
    return `key${param.key}` + (octets.length === 0 ? '' : `="${escaped(octets)}"`)
  }).join(' ')
}

function keyNumber(name: string): number | null {
  const known = keyNames.findIndex((key) => key === name)
  if (known >= 0) return known
  const number = /^key(0|[1-9][0-9]{0,4})$/.exec(name)?.[1]
  return number === undefined || Number(number) > 0xffff ? null : Number(number)
}

type KeyName = (typeof keyNames)[number]

function valueOctets(key: KeyName | undefined, value: string): number[] | null {
  const items = splitList(value)
  if (items === null || (value === '' && key !== undefined && key !== 'no-default-alpn')) return null
  switch (key) {
    case 'mandatory': {
      const keys = items.map((item) => keyNumber(latin1(item)))
      if (keys.some((number) => number === null)) return null
      return (keys as number[]).sort((a, b) => a - b).flatMap((number) => [number >> 8, number & 0xff])
    }
    case 'alpn':
      if (items.some((item) => item.length < 1 || item.length > 255)) return null
      return items.flatMap((item) => [item.length, ...item])
    case 'no-default-alpn':
      return value === '' ? [] : null
    case 'port':
      if (!/^[0-9]{1,5}$/.test(value) || Number(value) > 0xffff) return null
      return [Number(value) >> 8, Number(value) & 0xff]
    case 'ipv4hint':
      return joined(items.map((item) => parseIpv4(latin1(item))))
    case 'ipv6hint':
      return joined(items.map((item) => parseIpv6(latin1(item))))
    case 'ech':
      return /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0 ? octetsOf(atob(value)) : null
    default:
      return plainOctets(value)
  }
}

function valueText(key: KeyName, octets: readonly number[]): string {
  switch (key) {
    case 'mandatory':
      return pieces(octets, 2).map(([high, low]) => {
        const number = high! * 256 + (low ?? 0)
        return keyNames[number] ?? `key${number}`
      }).join(',')
    case 'alpn': {
      const items: string[] = []
      for (let at = 0; at < octets.length; at += 1 + octets[at]!) {
        items.push(escaped(octets.slice(at + 1, at + 1 + octets[at]!)).replace(/(\\\\|,)/g, '\\\\$1'))
      }
      return `"${items.join(',')}"`
    }
    case 'port':
      return String(octets[0]! * 256 + (octets[1] ?? 0))
    case 'ipv4hint':
      return pieces(octets, 4).map(formatIpv4).join(',')
    case 'ipv6hint':
      return pieces(octets, 16).map(formatIpv6).join(',')
    case 'ech':
      return btoa(latin1(octets))
    default:
      return `"${escaped(octets)}"`
  }
}

/** Items between commas that no backslash precedes, each without its escapes (appendix A.1). */
function splitList(value: string): number[][] | null {
  const octets = plainOctets(value)
  if (octets === null) return null
  const items: number[][] = [[]]
  for (let i = 0; i < octets.length; i++) {
    const octet = octets[i]!
    if (octet === 0x2c) items.push([])
    else if (octet === 0x5c && i + 1 < octets.length) items.at(-1)!.push(octets[++i]!)
    else items.at(-1)!.push(octet)
  }
  return items
}

function plainOctets(value: string): number[] | null {
  let octets = ''
  for (let i = 0; i < value.length; ) {
    const escape = value[i] === '\\' ? readEscape(value, i) : { octet: value[i]!, length: 1 }
    if (escape === null || escape.octet.charCodeAt(0) > 0xff) return null
    octets += escape.octet
    i += escape.length
  }
  return octetsOf(octets)
}

function escaped(octets: readonly number[]): string {
  return octets.map((octet) => {
    if (octet < 0x20 || octet >= 0x7f) return '\\' + String(octet).padStart(3, '0')
    const char = String.fromCharCode(octet)
    return char === '"' || char === '\\' ? '\\' + char : char
  }).join('')
}

function joined(items: readonly (number[] | null)[]): number[] | null {
  return items.some((item) => item === null) ? null : (items as number[][]).flat()
}

function pieces(octets: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(octets.length / size) }, (_, i) => {
    const piece = octets.slice(i * size, (i + 1) * size)
    return [...piece, ...new Array<number>(size - piece.length).fill(0)]
  })
}

const octetsOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0))
const latin1 = (octets: readonly number[]): string => String.fromCharCode(...octets)
const toHex = (
  octets: readonly number[]): string => octets.map((o) => o.toString(16).padStart(2, '0')).join('',
)
const fromHex = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
