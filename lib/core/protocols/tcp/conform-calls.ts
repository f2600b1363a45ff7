// The system calls of a packetdrill script, mapped to our sockets. `getsockopt` compares the value that the
// script expects in its arguments, so its outcome is part of what it returns.
import type { BsdSockets, Returned } from '#lib/core/protocols/tcp/bsd-sockets.ts'
import type { ScriptAction } from '#lib/core/protocols/tcp/packetdrill.ts'
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'

type ScriptCall = Extract<ScriptAction, { kind: 'call' }>

const plainCalls: ReadonlySet<string> = new Set([
  'socket',
  'bind',
  'listen',
  'accept',
  'connect',
  'read',
  'recv',
  'recvfrom',
  'write',
  'send',
  'sendto',
  'shutdown',
  'close',
])

/** Socket options that are settings of the machine: how a value written in a script changes them. */
const settable: Readonly<Record<string, (value: number) => Partial<TcpConfig>>> = {
  SO_RCVBUF: (value) => ({ receiveBuffer: value }),
  SO_SNDBUF: (value) => ({ sendBuffer: value }),
  TCP_NOOPT: (value) => ({ options: value === 0 }),
  TCP_NODELAY: (value) => ({ nagle: value === 0 }),
  TCP_KEEPINIT: (value) => ({ openGiveUpMs: value * 1000 }),
  TCP_MAXSEG: (value) => ({ MSS: value }),
}
/** Options that are kept and given back, but change nothing here. */
const remembered: ReadonlySet<string> = new Set(['SO_REUSEADDR', 'SO_REUSEPORT', 'SO_LINGER', 'SO_DEBUG'])

export function isModelledCall(call: ScriptCall): boolean {
  const { name, args } = call
  if (plainCalls.has(name)) return !(name === 'socket' && args.some((arg) => /DGRAM|SCTP|UDP/.test(arg)))
  if (name === 'fcntl') return args[1] === 'F_GETFL' || args[1] === 'F_SETFL'
  const option = args[2] ?? ''
  if (name === 'setsockopt') return option in settable || remembered.has(option)
  if (name === 'getsockopt') return option === 'SO_ERROR' || option in settable || remembered.has(option)
  return false
}

/** What a call returns; null when it blocks. */
export function callSocket(sockets: BsdSockets, call: ScriptCall, ip: 4 | 6): Returned | null {
  const { name, args } = call
  const fd = Number(args[0])
  switch (name) {
    case 'socket':
      return sockets.socket(Number(call.result))
    case 'bind':
      return sockets.bind(fd)
    case 'listen':
      return sockets.listen(fd, Number(args[1]))
    case 'accept':
      return sockets.accept(fd, Number(call.result))
    case 'connect':
      return sockets.connect(fd)
    case 'read':
    case 'recv':
    case 'recvfrom':
      return sockets.read(fd, Number(args[2]))
    case 'write':
    case 'send':
    case 'sendto':
      return sockets.write(fd, Number(args[2]), (args[3] ?? '').includes('MSG_OOB'))
    case 'shutdown':
      return sockets.shutdown(fd, args[1] ?? '')
    case 'close':
      return sockets.close(fd)
    case 'fcntl':
      return fcntl(sockets, fd, args)
    case 'setsockopt':
      return setOption(sockets, fd, args)
    default:
      return getOption(sockets, fd, args, ip)
  }
}

/** O_RDWR is 2 and O_NONBLOCK 4, as FreeBSD numbers them. */
function fcntl(sockets: BsdSockets, fd: number, args: readonly string[]): Returned {
  if (args[1] === 'F_SETFL') return sockets.setNonblocking(fd, (args[2] ?? '').includes('O_NONBLOCK'))
  const nonblocking = sockets.isNonblocking(fd)
  return nonblocking === null ? { value: -1, errno: 'EBADF' } : { value: nonblocking ? 6 : 2, errno: null }
}

function setOption(sockets: BsdSockets, fd: number, args: readonly string[]): Returned {
  const name = args[2] ?? ''
  const value = optionValue(args[3] ?? '')
  sockets.setOption(fd, name, value)
  const setting = settable[name]
  return setting === undefined ? { value: 0, errno: null } : sockets.override(fd, setting(value))
}

/** `[1]`, `[{onoff=1, linger=0}]` (a linger of no time counts as 0, no lingering as -1). */
function optionValue(text: string): number {
  const linger = /onoff\s*=\s*(\d+)\s*,\s*linger\s*=\s*(\d+)/.exec(text)
  if (linger !== null) return linger[1] === '0' ? -1 : Number(linger[2])
  return Number(text.replace(/[[\]\s]/g, ''))
}

/**
 * The value as our own sockets have it is put where the script wrote its own: a difference shows as a result.
 */
function getOption(sockets: BsdSockets, fd: number, args: readonly string[], _ip: 4 | 6): Returned {
  const name = args[2] ?? ''
  const wanted = (args[3] ?? '').replace(/[[\]\s]/g, '')
  const found =
    name === 'SO_ERROR' ? (sockets.pendingError(fd) ?? '0') : String(currentOption(sockets, fd, name))
  return wanted === found || wanted === '...'
    ? { value: 0, errno: null }
    : { value: 0, errno: `with ${name} ${found}` }
}

function currentOption(sockets: BsdSockets, fd: number, name: string): number {
  const config = sockets.configOf(fd)
  const tcb = sockets.tcbOf(fd)
  switch (name) {
    case 'SO_RCVBUF':
      return tcb?.RCV.BUFF ?? config.receiveBuffer
    case 'SO_SNDBUF':
      return config.sendBuffer
    case 'TCP_MAXSEG':
      return tcb?.agreed.SendMSS ?? config.MSS
    case 'TCP_NODELAY':
      return config.nagle ? 0 : 1
    case 'TCP_NOOPT':
      return config.options ? 0 : 1
    default:
      return sockets.getOption(fd, name)
  }
}
