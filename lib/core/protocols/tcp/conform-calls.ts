// The system calls of a packetdrill script, mapped to our sockets. What a script expects in an argument, such as the
// value of an option or the events of a poll, is part of what its call returns.
// Sources: POSIX for the calls, FreeBSD 14's fcntl(2), ioctl(2), poll(2) for numbers and words.
import type { Millis } from '#lib/core/engine/machine.ts'
import type { BsdSockets, Returned } from '#lib/core/protocols/tcp/bsd-sockets.ts'
import { getOption, isModelledQuestion, isModelledSetting, setOption } from '#lib/core/protocols/tcp/conform-options.ts'
import type { ScriptAction } from '#lib/core/protocols/tcp/packetdrill.ts'

type ScriptCall = Extract<ScriptAction, { kind: 'call' }>

const plainCalls: ReadonlySet<string> = new Set(['bind', 'listen', 'accept', 'connect', 'close'])
const reading: ReadonlySet<string> = new Set(['read', 'recv', 'recvfrom', 'recvmsg', 'readv'])
const writing: ReadonlySet<string> = new Set(['write', 'send', 'sendto', 'sendmsg', 'writev'])
/** Those whose octets lie in several buffers. */
const vectored: ReadonlySet<string> = new Set(['readv', 'writev', 'recvmsg', 'sendmsg'])
const readFlags: ReadonlySet<string> = new Set(['0', 'MSG_PEEK', 'MSG_WAITALL', 'MSG_DONTWAIT'])
const writeFlags: ReadonlySet<string> = new Set(['0', 'MSG_OOB', 'MSG_DONTWAIT', 'MSG_NOSIGNAL', 'MSG_EOR'])
const pollWords: ReadonlySet<string> = new Set(['POLLIN', 'POLLRDNORM', 'POLLOUT', 'POLLWRNORM', 'POLLHUP', 'POLLERR', 'POLLRDHUP', 'POLLNVAL'])

export const readsData = ({ name }: ScriptCall): boolean => reading.has(name)

/** Whether urgent octets stay in the stream from then on. */
export const setsInline = ({ name, args }: ScriptCall): boolean => {
  return name === 'setsockopt' && args[2] === 'SO_OOBINLINE' && (number(args[3]) ?? 0) !== 0
}

export function isModelledCall(call: ScriptCall): boolean {
  const { name, args } = call
  if (reading.has(name) || writing.has(name)) {
    const known = reading.has(name) ? readFlags : writeFlags
    return lengthOf(call) !== null && flagsOf(call).every((flag) => known.has(flag))
  }
  switch (name) {
    case 'socket':
      return args.some((arg) => arg.includes('SOCK_STREAM')) && !args.some((arg) => /SCTP|UDP/.test(arg))
    case 'accept4':
      return wordsOf(args[3] ?? '0').every((word) => ['0', 'SOCK_NONBLOCK', 'SOCK_CLOEXEC'].includes(word))
    case 'shutdown':
      return ['SHUT_RD', 'SHUT_WR', 'SHUT_RDWR'].includes(args[1] ?? '')
    case 'fcntl':
      return args[1] === 'F_GETFL' || args[1] === 'F_SETFL'
    case 'ioctl':
      return ['FIONREAD', 'FIONWRITE', 'FIONSPACE', 'FIONBIO'].includes(args[1] ?? '') && number(args[2]) !== null
    case 'poll':
      return parsePoll(args) !== null
    case 'setsockopt':
      return isModelledSetting(args)
    case 'getsockopt':
      return isModelledQuestion(args)
    default:
      return plainCalls.has(name)
  }
}

const wordsOf = (text: string): string[] => text.split('|').map((word) => word.trim())
const number = (text = ''): number | null => (/^\[?\s*\d+\s*\]?$/.test(text) ? Number(text.replace(/[[\]\s]/g, '')) : null)

/** Octets that the call asks for or has: a number, or the sum over its buffers. */
function lengthOf({ name, args }: ScriptCall): number | null {
  if (!vectored.has(name)) return number(args[2])
  const text = args[1] ?? ''
  if (/msg_control(?:\(\d+\))?\s*=\s*\[\s*\{/.test(text)) return null
  const lengths = [...text.matchAll(/\{\s*(?:\.\.\.|"[^"]*")\s*,\s*(\d+)\s*\}/g)].map(([, length]) => Number(length))
  return lengths.length === 0 ? null : lengths.reduce((sum, length) => sum + length, 0)
}

function flagsOf({ name, args }: ScriptCall): string[] {
  if (name.endsWith('msg')) return wordsOf(args[2] ?? '0')
  const takesFlags = name.startsWith('recv') || name.startsWith('send')
  return takesFlags ? wordsOf(args[3] ?? '0') : []
}

/** What a call returns; null when it blocks. `began`: when it was first made. */
export function callSocket(sockets: BsdSockets, call: ScriptCall, began: Millis): Returned | null {
  const { name, args } = call
  const fd = Number(args[0])
  const flags = flagsOf(call)
  const dontWait = flags.includes('MSG_DONTWAIT')
  if (reading.has(name)) {
    return sockets.read(fd, lengthOf(call) ?? 0, { peek: flags.includes('MSG_PEEK'), all: flags.includes('MSG_WAITALL'), dontWait }, began)
  }
  if (writing.has(name)) return sockets.write(fd, lengthOf(call) ?? 0, { urgent: flags.includes('MSG_OOB'), dontWait }, began)
  switch (name) {
    case 'socket':
      return sockets.socket(Number(call.result), args.some((arg) => arg.includes('SOCK_NONBLOCK')))
    case 'bind':
      return sockets.bind(fd)
    case 'listen':
      return sockets.listen(fd, Number(args[1]))
    case 'accept':
      return sockets.accept(fd, Number(call.result), null)
    case 'accept4':
      return sockets.accept(fd, Number(call.result), (args[3] ?? '').includes('SOCK_NONBLOCK'))
    case 'connect':
      return sockets.connect(fd)
    case 'shutdown':
      return sockets.shutdown(fd, args[1] ?? '')
    case 'close':
      return sockets.close(fd)
    case 'fcntl':
      return fcntl(sockets, fd, args)
    case 'ioctl':
      return ioctl(sockets, fd, args)
    case 'poll':
      return poll(sockets, args, began)
    case 'setsockopt':
      return setOption(sockets, fd, args)
    default:
      return getOption(sockets, fd, args)
  }
}

/** O_RDWR is 2 and O_NONBLOCK 4, as FreeBSD numbers them. */
function fcntl(sockets: BsdSockets, fd: number, args: readonly string[]): Returned {
  if (args[1] === 'F_SETFL') return sockets.setNonblocking(fd, (args[2] ?? '').includes('O_NONBLOCK'))
  const nonblocking = sockets.isNonblocking(fd)
  return nonblocking === null ? { value: -1, errno: 'EBADF' } : { value: nonblocking ? 6 : 2, errno: null }
}

function ioctl(sockets: BsdSockets, fd: number, args: readonly string[]): Returned {
  if (!sockets.has(fd)) return { value: -1, errno: 'EBADF' }
  const wanted = number(args[2]) ?? 0
  if (args[1] === 'FIONBIO') return sockets.setNonblocking(fd, wanted !== 0)
  const { readable, unsent, room } = sockets.queuesOf(fd)
  const found = args[1] === 'FIONREAD' ? readable : args[1] === 'FIONWRITE' ? unsent : room
  return { value: 0, errno: found === wanted ? null : `with ${args[1] ?? ''} ${found}` }
}

interface Polled {
  readonly fd: number
  readonly events: readonly string[]
  /** null: whatever they are. */
  readonly revents: readonly string[] | null
}

/** `poll([{fd=3, events=POLLIN, revents=POLLIN}], 1, 0)` */
function parsePoll(args: readonly string[]): { readonly polled: readonly Polled[]; readonly timeoutMs: number } | null {
  const timeout = /^-?\d+$/.test(args[2] ?? '') ? Number(args[2]) : Number.NaN
  const polled: Polled[] = []
  for (const [, body] of (args[0] ?? '').matchAll(/\{([^{}]*)\}/g)) {
    const match = /^\s*fd\s*=\s*(\d+)\s*,\s*events\s*=\s*([\w\s|]+?)\s*(?:,\s*revents\s*=\s*([\w\s|]+|\.\.\.)\s*)?$/.exec(body!)
    if (match === null) return null
    const [, fd, events = '', revents = '...'] = match
    polled.push({ fd: Number(fd), events: eventWords(events), revents: revents === '...' ? null : eventWords(revents) })
  }
  const words = polled.flatMap(({ events, revents }) => [...events, ...(revents ?? [])])
  const known = polled.length > 0 && Number.isFinite(timeout) && words.every((word) => pollWords.has(word))
  return known ? { polled, timeoutMs: timeout } : null
}

const eventWords = (text: string): string[] => wordsOf(text).filter((word) => word !== '0')

function poll(sockets: BsdSockets, args: readonly string[], began: Millis): Returned | null {
  const question = parsePoll(args)
  if (question === null) return { value: -1, errno: 'EINVAL' }
  const { polled, timeoutMs } = question
  const answers = polled.map((one) => ({ ...one, found: sockets.poll(one.fd, one.events) }))
  const ready = answers.filter(({ found }) => found.length > 0).length
  const over = timeoutMs >= 0 && sockets.now >= began + timeoutMs
  if (ready === 0 && !over) return null
  const other = answers.find(({ found, revents }) => revents !== null && [...revents].sort().join('|') !== [...found].sort().join('|'))
  return { value: ready, errno: other === undefined ? null : `with revents ${other.found.join('|') || '0'}` }
}
