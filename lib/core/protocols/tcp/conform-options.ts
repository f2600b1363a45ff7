// Socket options as scripts set and ask for them: which are settings of the machine, which are only kept, and what
// each is at the moment. A switch that is on reads back as its bit in the kernel, so that only on and off are compared.
// Sources: setsockopt(2) and tcp(4) of FreeBSD 14.
import type { BsdSockets, Returned } from '#lib/core/protocols/tcp/bsd-sockets.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import { infoFields, infoValue } from '#lib/core/protocols/tcp/conform-info.ts'
import { congestionControlOf, mostBuffer } from '#lib/core/protocols/tcp/freebsd.ts'
import { defaultSendMss } from '#lib/core/protocols/tcp/tcb.ts'

/** What a value written in a script changes in the machine. */
const settable: Readonly<Record<string, (value: number) => Partial<TcpConfig>>> = {
  SO_RCVBUF: (value) => ({ receiveBuffer: value }),
  SO_SNDBUF: (value) => ({ sendBuffer: value }),
  TCP_NOOPT: (value) => ({ options: value === 0 }),
  TCP_NODELAY: (value) => ({ nagle: value === 0 }),
  TCP_CONGESTION: (value) => ({ congestionControl: congestionControlOf(value) }),
  TCP_NOPUSH: (value) => ({ holdPartial: value !== 0 }),
  TCP_KEEPINIT: (value) => ({ openGiveUpMs: value * 1000 }),
}
const keepAliveOptions: ReadonlySet<string> = new Set(['SO_KEEPALIVE', 'TCP_KEEPIDLE', 'TCP_KEEPINTVL', 'TCP_KEEPCNT'])

/** What a socket's own options make of the system's keep-alive. */
function keepAliveOf(sockets: BsdSockets, fd: number): NonNullable<TcpConfig['keepAlive']> {
  const system = sockets.configOf(fd).keepAlive ?? { idleMs: 7_200_000, intervalMs: 75_000, probes: 8 }
  const [idle, interval, count] = ['TCP_KEEPIDLE', 'TCP_KEEPINTVL', 'TCP_KEEPCNT'].map((name) => sockets.getOption(fd, name))
  return {
    idleMs: idle === undefined ? system.idleMs : idle * 1000,
    intervalMs: interval === undefined ? system.intervalMs : interval * 1000,
    probes: count ?? system.probes,
  }
}

/** On or off; kept, and without effect on what is modelled. */
const switches: ReadonlySet<string> = new Set([
  'SO_REUSEADDR', 'SO_REUSEPORT', 'SO_REUSEPORT_LB', 'SO_DEBUG', 'SO_DONTROUTE', 'SO_NOSIGPIPE', 'SO_TIMESTAMP', 'SO_BROADCAST',
  'SO_ACCEPTCONN', 'SO_KEEPALIVE', 'TCP_NODELAY', 'TCP_NOPUSH', 'TCP_NOOPT', 'IPV6_V6ONLY', 'SO_OOBINLINE',
])
/** Numbers that are kept and given back. */
const kept: ReadonlySet<string> = new Set(['SO_LINGER', 'SO_RCVTIMEO', 'SO_SNDTIMEO', 'SO_RCVLOWAT', 'IP_TTL', 'IP_TOS', 'IPV6_UNICAST_HOPS', 'IPV6_TCLASS'])
/** Only asked for. */
const readOnly: ReadonlySet<string> = new Set(['SO_ERROR', 'SO_ACCEPTCONN', 'SO_TYPE', 'SO_PROTOCOL', 'SO_SNDLOWAT', 'TCP_MAXSEG', 'TCP_INFO'])

/** Words that stand for numbers in options' values. */
const constants: Readonly<Record<string, number>> = { SOCK_STREAM: 1, IPPROTO_TCP: 6, '"newreno"': 0, '"cubic"': 1 }

export function isModelledSetting(args: readonly string[]): boolean {
  const name = args[2] ?? ''
  const known = name === 'TCP_MAXSEG' || name in settable || keepAliveOptions.has(name) || (switches.has(name) && !readOnly.has(name)) || kept.has(name)
  return known && optionValue(args[3] ?? '') !== null
}

export function isModelledQuestion(args: readonly string[]): boolean {
  const name = args[2] ?? ''
  if (name === 'TCP_INFO') return infoQuestions(args[3] ?? '') !== null
  const known = name in settable || keepAliveOptions.has(name) || switches.has(name) || kept.has(name) || readOnly.has(name)
  return known && (name === 'SO_ERROR' || bare(args[3] ?? '') === '...' || optionValue(args[3] ?? '') !== null)
}

const bare = (text: string): string => text.replace(/[[\]\s]/g, '')

/**
 * `[1]`, `[{onoff=1, linger=0}]` (a linger of no time counts as 0, no lingering as -1), `[{tv_sec=1, tv_usec=0}]` in
 * milliseconds; null: anything else.
 */
function optionValue(text: string): number | null {
  const time = /^\[?\s*\{\s*(?:tv_sec\s*=\s*)?(\d+)\s*,\s*(?:tv_usec\s*=\s*)?(\d+)\s*\}\s*\]?$/.exec(text)
  if (time !== null && !text.includes('onoff')) return Number(time[1]) * 1000 + Number(time[2]) / 1000
  const linger = /onoff\s*=\s*(\d+)\s*,\s*(?:l_)?linger\s*=\s*(\d+)/.exec(text)
  if (linger !== null) return linger[1] === '0' ? -1 : Number(linger[2])
  const word = bare(text)
  const value = constants[word] ?? (word === '' ? Number.NaN : Number(word))
  return Number.isFinite(value) ? value : null
}

export function setOption(sockets: BsdSockets, fd: number, args: readonly string[]): Returned {
  const name = args[2] ?? ''
  const value = optionValue(args[3] ?? '') ?? 0
  if (!sockets.has(fd)) return { value: -1, errno: 'EBADF' }
  if (name === 'SO_RCVBUF' || name === 'SO_SNDBUF') {
    if (value < 1) return { value: -1, errno: 'EINVAL' }
    if (value > mostBuffer) return { value: -1, errno: 'ENOBUFS' }
  }
  if (name === 'TCP_MAXSEG') return sockets.setSegmentSize(fd, value)
  sockets.setOption(fd, name, value)
  if (keepAliveOptions.has(name)) {
    const isOn = sockets.configOf(fd).keepAlive !== null || (sockets.getOption(fd, 'SO_KEEPALIVE') ?? 0) !== 0
    return isOn ? sockets.override(fd, { keepAlive: keepAliveOf(sockets, fd) }) : { value: 0, errno: null }
  }
  const setting = settable[name]
  if (setting === undefined) return { value: 0, errno: null }
  const done = sockets.override(fd, setting(value))
  // What was held back may go now.
  if ((name === 'TCP_NOPUSH' && value === 0) || (name === 'TCP_NODELAY' && value !== 0)) sockets.push(fd)
  return done
}

/** The value as our own sockets have it is held against the script's: a difference shows as a result. */
export function getOption(sockets: BsdSockets, fd: number, args: readonly string[]): Returned {
  const name = args[2] ?? ''
  if (!sockets.has(fd)) return { value: -1, errno: 'EBADF' }
  if (name === 'TCP_INFO') return compareInfo(sockets, fd, args[3] ?? '')
  const wanted = bare(args[3] ?? '')
  const differs = (found: string | number): Returned => ({ value: 0, errno: `with ${name} ${found}` })
  const same: Returned = { value: 0, errno: null }
  if (name === 'SO_ERROR') {
    const found = sockets.pendingError(fd) ?? '0'
    return wanted === found || wanted === '...' ? same : differs(found)
  }
  if (wanted === '...') return same
  const value = optionValue(args[3] ?? '')
  const found = currentOption(sockets, fd, name)
  const equal = switches.has(name) ? (value !== 0) === (found !== 0) : value === found
  return equal ? same : differs(found)
}

function currentOption(sockets: BsdSockets, fd: number, name: string): number {
  const config = sockets.configOf(fd)
  const tcb = sockets.tcbOf(fd)
  const keepAlive = keepAliveOf(sockets, fd)
  switch (name) {
    case 'SO_RCVBUF':
      return tcb?.RCV.BUFF ?? config.receiveBuffer
    case 'SO_SNDBUF':
      return config.sendBuffer
    case 'SO_SNDLOWAT':
      return Math.min(2048, config.sendBuffer)
    case 'SO_RCVLOWAT':
      return sockets.getOption(fd, name) ?? 1
    case 'SO_ACCEPTCONN':
      return sockets.isListening(fd) ? 1 : 0
    case 'SO_TYPE':
      return 1
    case 'SO_PROTOCOL':
      return 6
    case 'TCP_MAXSEG':
      return tcb?.agreed.SendMSS ?? defaultSendMss({ address: sockets.host.address, port: 0 })
    case 'TCP_NODELAY':
      return config.nagle ? 0 : 1
    case 'TCP_CONGESTION':
      return config.congestionControl === 'cubic' ? 1 : 0
    case 'TCP_NOPUSH':
      return config.holdPartial ? 1 : 0
    case 'TCP_NOOPT':
      return config.options ? 0 : 1
    case 'TCP_KEEPINIT':
      return config.openGiveUpMs / 1000
    case 'TCP_KEEPIDLE':
      return keepAlive.idleMs / 1000
    case 'TCP_KEEPINTVL':
      return keepAlive.intervalMs / 1000
    case 'TCP_KEEPCNT':
      return keepAlive.probes
    case 'SO_LINGER':
      return sockets.getOption(fd, name) ?? -1
    default:
      return sockets.getOption(fd, name) ?? 0
  }
}

/** `{tcpi_state=TCPI_ESTABLISHED, tcpi_rto=...}` field by field; null: a field that is not modelled, or no such list. */
function infoQuestions(text: string): readonly (readonly [field: string, value: number])[] | null {
  const body = /^\[?\s*\{([^{}]*)\}\s*\]?$/.exec(text)
  if (body === null) return null
  const questions: [string, number][] = []
  for (const item of body[1]!.split(',').map((part) => part.trim())) {
    if (item === '' || item === '...') continue
    const match = /^(tcpi_\w+)\s*=\s*(\w+|\.\.\.)$/.exec(item)
    if (match === null) return null
    if (match[2] === '...') continue
    const value = infoValue(match[2]!)
    if (value === null || !(match[1]! in infoFields)) return null
    questions.push([match[1]!, value])
  }
  return questions
}

function compareInfo(sockets: BsdSockets, fd: number, text: string): Returned {
  const tcb = sockets.tcbOf(fd)
  if (tcb === null) return { value: 0, errno: 'with TCP_INFO of no connection' }
  for (const [field, wanted] of infoQuestions(text) ?? []) {
    const found = infoFields[field]!(tcb)
    if (found !== wanted) return { value: 0, errno: `with ${field} ${found}` }
  }
  return { value: 0, errno: null }
}
