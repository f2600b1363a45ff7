// Sixteen ways to ask with EDNS, after those that the DNS flag day's testers sent, and what of a response they look
// at. `recorded` is what NSD 4.6.1 answered, server of the zone below; our servers have to answer the same.
// Read first: RFC 6891 §6.1 and §7; draft-ietf-dnsop-no-response-issue §3 for the idea.

/** The zone that is asked: its TXT set needs more than 512 octets, and fits into 1232. */
export const probedZone = [
  '$ORIGIN probe.test.', '$TTL 300',
  '@ SOA ns1 hostmaster 1 7200 900 1209600 300', '@ NS ns1', 'ns1 A 127.0.0.1',
  ...Array.from({ length: 9 }, (_, at) => `big TXT "${String(at).repeat(80)}"`), '',
].join('\n')

interface Opt {
  readonly size?: number
  readonly version?: number
  /** DO is 0x8000; the others have no meaning yet. */
  readonly flags?: number
  /** Options, or anything else, in hexadecimal. */
  readonly data?: string
}

export interface Probe {
  readonly name: string
  readonly transport: 'udp' | 'tcp'
  readonly bytes: Uint8Array
  readonly recorded: string
}

const hex = (text: string): number[] => (text.match(/../g) ?? []).map((octet) => parseInt(octet, 16))
const u16 = (value: number): number[] => [value >> 8, value & 0xff]

function query(owner: string, type: number, opts: readonly Opt[]): Uint8Array {
  const labels = `${owner === '' ? '' : `${owner}.`}probe.test`.split('.')
  const name = labels.flatMap((label) => [label.length, ...new TextEncoder().encode(label)])
  const records = opts.flatMap(({ size = 1232, version = 0, flags = 0, data = '' }) =>
    [0, ...u16(41), ...u16(size), 0, version, ...u16(flags), ...u16(data.length / 2), ...hex(data)])
  return Uint8Array.from([...u16(0x5eed), 0, 0, ...u16(1), ...u16(0), ...u16(0), ...u16(opts.length), ...name, 0, ...u16(type), ...u16(1), ...records])
}

const soa = (...opts: readonly Opt[]): Uint8Array => query('', 6, opts)
const big = (...opts: readonly Opt[]): Uint8Array => query('big', 16, opts)
const unknown = '00640000'
const cookie = '000a00080102030405060708'
const list = `000300000008000700012000c0000200090000${cookie}`

const row = (name: string, bytes: Uint8Array, recorded: string, transport: 'udp' | 'tcp' = 'udp'): Probe => ({ name, transport, bytes, recorded })

export const ednsProbes: readonly Probe[] = [
  row('dns', soa(), 'rcode 0 | aa | 1 answer, 1 authority | no OPT'),
  row('edns', soa({}), 'rcode 0 | aa | 1 answer, 1 authority | OPT version 0 data 0'),
  row('edns1', soa({ version: 1 }), 'rcode 16 | 0 answer | OPT version 0 data 0'),
  row('edns@512', big({ size: 512 }), 'rcode 0 | aa | tc | cut | OPT version 0 data 0'),
  row('edns@0', big({ size: 0 }), 'rcode 0 | aa | tc | cut | OPT version 0 data 0'),
  row('edns@1232', big({}), 'rcode 0 | aa | 9 answer, 1 authority | OPT version 0 data 0'),
  row('ednsopt', soa({ data: unknown }), 'rcode 0 | aa | 1 answer, 1 authority | OPT version 0 data 0'),
  row('edns1opt', soa({ version: 1, data: unknown }), 'rcode 16 | 0 answer | OPT version 0 data 0'),
  row('do', soa({ flags: 0x8000 }), 'rcode 0 | aa | 1 answer, 1 authority | OPT version 0 do data 0'),
  row('edns1do', soa({ version: 1, flags: 0x8000 }), 'rcode 16 | 0 answer | OPT version 0 data 0'),
  row('ednsflags', soa({ flags: 0x0080 }), 'rcode 0 | aa | 1 answer, 1 authority | OPT version 0 data 0'),
  row('docookie', soa({ flags: 0x8000, data: cookie }), 'rcode 0 | aa | 1 answer, 1 authority | OPT version 0 do data 0'),
  row('optlist', soa({ data: list }), 'rcode 0 | aa | 1 answer, 1 authority | OPT version 0 data 0'),
  row('edns512tcp', big({ size: 512 }), 'rcode 0 | aa | 9 answer, 1 authority | OPT version 0 data 0', 'tcp'),
  row('twoopts', soa({}, {}), 'rcode 1 | 0 answer | no OPT'),
  row('badoption', soa({ data: '006400ff00' }), 'rcode 1 | 0 answer | no OPT'),
]

/** What the testers look at: RCODE with its upper bits, flags, sizes of the sections, and the OPT that came back. */
export function readProbe(bytes: Uint8Array | null): string {
  if (bytes === null) return 'silence'
  const at = (index: number): number => bytes[index] ?? 0
  const [answers, authorities, additionals] = [6, 8, 10].map((index) => at(index) * 256 + at(index + 1)) as [number, number, number]
  const flags = [at(2) & 4 ? 'aa' : '', at(2) & 2 ? 'tc' : '', at(3) & 0x20 ? 'ad' : '', at(3) & 0x40 ? 'z' : ''].filter((flag) => flag !== '')
  // The OPT that we look for is alone in having the root as its owner, type 41 and no compression before it.
  let opt = -1
  for (let i = 12; i + 10 < bytes.length; i++) if (at(i) === 0 && at(i + 1) === 0 && at(i + 2) === 41) opt = i
  const upper = opt < 0 ? 0 : at(opt + 5)
  const edns = opt < 0 ? 'no OPT' : `OPT version ${at(opt + 6)}${at(opt + 7) & 0x80 ? ' do' : ''}${(at(opt + 7) & 0x7f) | at(opt + 8) ? ' z' : ''} data ${at(opt + 9) * 256 + at(opt + 10)}`
  const sections = at(2) & 2 ? 'cut' : `${answers} answer${authorities > 0 ? `, ${authorities} authority` : ''}`
  return [`rcode ${upper * 16 + (at(3) & 15)}`, ...flags, sections, edns, additionals === 0 && opt >= 0 ? 'miscounted' : ''].filter((part) => part !== '').join(' | ')
}
