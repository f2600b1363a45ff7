// The text of a packetdrill script → its steps. Reads the language, knows nothing of any TCP; what it cannot
// read is a problem with its line. The language: https://github.com/google/packetdrill (syntax.md);
// preprocessor lines `#ifdef NAME`, `#else`, `#endif` choose parts as a C preprocessor would.
import type { Problem } from '#lib/core/problem.ts'
import type { SackBlock, TcpOption } from '#lib/core/protocols/tcp/wire.ts'

/** Seconds of the script become milliseconds here. */
export type ScriptTime =
  | { readonly kind: 'absolute' | 'relative'; readonly ms: number }
  /** `*`: whenever it happens. */
  | { readonly kind: 'any' }

/** An ICMP message that quotes one of the stack's own segments. */
export interface ScriptIcmp {
  /** `unreachable`, `packet_too_big`, … */
  readonly type: string
  /** `host_unreachable`, `frag_needed`, … or a number; '' where there is none. */
  readonly code: string
  readonly mtu: number | null
  /** The sequence number quoted; null: none is written, which stands for 0, our SYN's. */
  readonly seq: number | null
}

/** A segment as written: numbers are the script's own, relative to its initial sequence numbers. */
export interface ScriptSegment {
  /** Letters of `FSRP.UEW`, in any order. */
  readonly flags: string
  /** null: `...`, any. */
  readonly seq: number | null
  readonly length: number
  readonly ack: number | null
  readonly window: number | null
  readonly urgent: number | null
  /** null: `<...>`, any. */
  readonly options: readonly TcpOption[] | null
}

export type ScriptAction =
  | { readonly kind: 'inbound'; readonly segment: ScriptSegment }
  | { readonly kind: 'outbound'; readonly segment: ScriptSegment }
  | { readonly kind: 'icmp'; readonly icmp: ScriptIcmp }
  | {
      readonly kind: 'call'
      readonly name: string
      readonly args: readonly string[]
      /** As written: `3`, `-1`, `0x02`, `?`. */
      readonly result: string
      readonly error: string | null
      /** When a blocking call returns; null: at once. */
      readonly until: ScriptTime | null
    }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'code'; readonly code: string }

export interface ScriptStep {
  readonly line: number
  readonly at: ScriptTime
  /** The latest time, where a range is written (`0.1~0.2`, only for what the stack does); null: `at` it is. */
  readonly latest: ScriptTime | null
  readonly action: ScriptAction
}

export interface Script {
  /** `--name=value` */
  readonly settings: Readonly<Record<string, string>>
  readonly steps: readonly ScriptStep[]
  readonly problems: readonly Problem[]
}

interface Line {
  readonly number: number
  readonly text: string
}

/** Reads a script; `defines` are the names for which `#ifdef` holds. Returns every problem, not the first. */
export function parsePacketdrill(text: string, defines: readonly string[]): Script {
  const settings: Record<string, string> = {}
  const steps: ScriptStep[] = []
  const problems: Problem[] = []
  for (const { number, text: line } of logicalLines(text, defines)) {
    const setting = /^--([a-z_0-9]+)(?:=(.*))?$/.exec(line)
    if (setting !== null) {
      settings[setting[1]!] = setting[2] ?? ''
      continue
    }
    // Commands before the first event have no time.
    const step = parseStep(line.startsWith('`') ? `0 ${line}` : line, number)
    if (step === null)
      problems.push({ code: 'script-line', params: { text: line.slice(0, 80) }, place: { line: number } })
    else steps.push(step)
  }
  return { settings, steps, problems }
}

/** Lines without comments; a line that begins with neither a time nor `--` goes on the one before. */
function logicalLines(text: string, defines: readonly string[]): Line[] {
  const lines: { number: number; text: string }[] = []
  const choices: boolean[] = []
  let inComment = false
  let inCode = false
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const directive = /^\s*#\s*(ifdef|ifndef|else|endif)\b\s*(\w*)/.exec(raw)
    if (directive !== null) {
      choose(choices, directive[1]!, directive[2]!, defines)
      continue
    }
    if (choices.includes(false)) continue
    const stripped = stripComments(raw, inComment)
    inComment = stripped.inComment
    const line = stripped.text.trim()
    if (line === '') continue
    const last = lines.at(-1)
    const first = last === undefined || last.text.startsWith('--') || (last.text.startsWith('`') && last.text.endsWith('`'))
    const starts = /^(--[a-z]|[+*]|[0-9])/.test(line) || (first && line.startsWith('`'))
    if (last !== undefined && (inCode || !starts)) last.text += `\n${line}`
    else lines.push({ number: index + 1, text: line })
    if (line.includes('%{')) inCode = true
    if (line.includes('}%')) inCode = false
  }
  return lines
}

function choose(choices: boolean[], word: string, name: string, defines: readonly string[]): void {
  if (word === 'ifdef') choices.push(defines.includes(name))
  else if (word === 'ifndef') choices.push(!defines.includes(name))
  else if (word === 'endif') choices.pop()
  else if (choices.length > 0) choices.push(!choices.pop())
}

function stripComments(line: string, inComment: boolean): { text: string; inComment: boolean } {
  let text = ''
  let open = inComment
  let inCommand = false
  for (let at = 0; at < line.length; at++) {
    const two = line.slice(at, at + 2)
    if (open) {
      if (two === '*/') {
        open = false
        at++
      }
    } else if (!inCommand && two === '/*') {
      open = true
      at++
    } else if (!inCommand && (two === '//' || (line[at] === '#' && text.trim() === ''))) {
      break
    } else {
      if (line[at] === '`') inCommand = !inCommand
      text += line[at]!
    }
  }
  return { text, inComment: open }
}

function parseStep(line: string, number: number): ScriptStep | null {
  const match = /^(\*|\+?\s*[0-9]*\.?[0-9]+)(?:\s*(\.\.\.|~)\s*(\+?[0-9]*\.?[0-9]+))?\s*([\s\S]+)$/.exec(line)
  if (match === null) return null
  const at = parseTime(match[1]!)
  const end = match[3] === undefined ? null : endOf(at, parseTime(match[3]))
  const isRange = match[2] === '~'
  const action = parseAction(match[4]!.trim(), isRange ? null : end)
  // A range is for what is waited for; the end of a call is its own.
  if (action === null || (isRange && action.kind !== 'outbound')) return null
  return { line: number, at, latest: isRange ? end : null, action }
}

/** An end after a relative time is relative to the same moment, with or without its own `+`. */
const endOf = (at: ScriptTime, end: ScriptTime): ScriptTime => {
  return at.kind === 'relative' && end.kind === 'absolute' ? { kind: 'relative', ms: end.ms } : end
}

function parseTime(text: string): ScriptTime {
  if (text === '*') return { kind: 'any' }
  const ms = Math.round(Number(text.replace(/[+\s]/g, '')) * 1e6) / 1e3
  return { kind: text.startsWith('+') ? 'relative' : 'absolute', ms }
}

/** What an IP header may say that changes nothing for TCP: no ECN, or that ECN could be marked and is not; hops, flow. */
const neutralArrival = /^\[\s*(?:noecn|ect0|ect1|ttl\s+\d+|flowlabel\s+\w+|[\s,])+\]\s*/
const neutralDeparture = /^\[\s*noecn\s*\]\s*/

function parseAction(text: string, until: ScriptTime | null): ScriptAction | null {
  if (text.startsWith('<') || text.startsWith('>')) {
    const inbound = text.startsWith('<')
    const packet = text.slice(1).trim().replace(inbound ? neutralArrival : neutralDeparture, '')
    if (inbound && /^(?:\[[\d:()]+\]\s*)?icmp\b/.test(packet)) {
      const icmp = parseIcmp(packet)
      return icmp === null ? null : { kind: 'icmp', icmp }
    }
    const segment = parseSegment(packet, inbound)
    return segment === null ? null : { kind: text.startsWith('<') ? 'inbound' : 'outbound', segment }
  }
  const command = /^`([\s\S]*)`$/.exec(text)
  if (command !== null) return { kind: 'command', command: command[1]!.trim() }
  const code = /^%\{([\s\S]*)\}%$/.exec(text)
  if (code !== null) return { kind: 'code', code: code[1]!.trim() }
  const call =
    /^([a-z_0-9]+)\s*\(([\s\S]*)\)\s*=\s*(-?\w+|\?)(?:\s+([A-Z][A-Z0-9]*))?(?:\s*\(.*\))?$/.exec(text)
  if (call === null) return null
  return {
    kind: 'call',
    name: call[1]!,
    args: splitArguments(call[2]!),
    result: call[3]!,
    error: call[4] ?? null,
    until,
  }
}

/** `[1:1461(1460)] icmp unreachable frag_needed mtu 1400`; what is quoted stands before the type or at the end. */
function parseIcmp(text: string): ScriptIcmp | null {
  const quoted = /\[(\d+):\d+\(\d+\)\]/.exec(text)
  const rest = quoted === null ? text : text.replace(quoted[0], '').trim()
  const match = /^icmp\s+([a-z_]+)(?:\s+(?!mtu\b)([a-z_]+|\d+))?(?:\s+mtu\s+(\d+))?$/.exec(rest)
  if (match === null) return null
  const [, type = '', code = '', mtu] = match
  return { type, code, mtu: mtu === undefined ? null : Number(mtu), seq: quoted === null ? null : Number(quoted[1]) }
}

/** Splits at commas that stand in no bracket and no string. */
function splitArguments(text: string): string[] {
  const args: string[] = []
  let depth = 0
  let start = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (letter === '"' && text[at - 1] !== '\\') inString = !inString
    if (inString) continue
    if ('([{'.includes(letter)) depth++
    else if (')]}'.includes(letter)) depth--
    else if (letter === ',' && depth === 0) {
      args.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  const last = text.slice(start).trim()
  return last === '' && args.length === 0 ? [] : [...args, last]
}

const segmentFields = /^(?:\s*ack\s+(\d+))?(?:\s*win\s+(\d+))?(?:\s*urg\s+(\d+))?\s*$/

function parseSegment(text: string, inbound: boolean): ScriptSegment | null {
  const match = /^([FSRPUEWA.-]+)\s+(?:(\d+):(\d+)|\.\.\.)\((\d+)\)([^<]*)(?:<([^>]*)>)?$/.exec(text)
  const fields = match === null ? null : segmentFields.exec(match[5]!)
  if (match === null || fields === null) return null
  const [, flags, start, end, lengthText, , optionText] = match
  const [, ack, window, urgent] = fields
  const length = Number(lengthText)
  // No IP packet holds more.
  if (length > 0xffff) return null
  if (start !== undefined && (Number(end) - Number(start)) >>> 0 !== length) return null
  const options =
    optionText === undefined ? [] : optionText.trim() === '...' ? null : parseOptions(optionText, inbound)
  if (options === undefined) return null
  return {
    flags: flags!.replace('-', ''),
    seq: start === undefined ? null : Number(start),
    length,
    ack: ack === undefined ? null : Number(ack),
    window: window === undefined ? null : Number(window),
    urgent: urgent === undefined ? null : Number(urgent),
    options,
  }
}

/** The list between `<` and `>`; undefined when something in it is unknown. */
function parseOptions(text: string, inbound: boolean): TcpOption[] | undefined {
  const options: TcpOption[] = []
  for (const item of text.split(',').map((part) => part.trim())) {
    const option = item === '' ? undefined : (parseOption(item) ?? (inbound ? parseForeign(item) : undefined))
    if (option === undefined) return undefined
    options.push(option)
  }
  return options
}

/** Options that a peer may send and our stack does not know, by their numbers: TCP Fast Open's cookie, the MD5 signature. */
function parseForeign(text: string): TcpOption | undefined {
  const cookie = /^FO(EXP)?(?:\s+((?:[0-9a-f]{2})*))?$/.exec(text)
  if (cookie === null) return text === 'md5' ? { kind: 'unknown', code: 19, data: '\0'.repeat(16) } : undefined
  const octets = (cookie[2] ?? '').replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)))
  return cookie[1] === undefined ? { kind: 'unknown', code: 34, data: octets } : { kind: 'unknown', code: 254, data: `\xf9\x89${octets}` }
}

function parseOption(text: string): TcpOption | undefined {
  if (text === 'nop') return { kind: 'nop' }
  if (text === 'eol') return { kind: 'eol' }
  if (text === 'sackOK') return { kind: 'sack-permitted' }
  const mss = /^mss\s+(\d+)$/.exec(text)
  if (mss !== null) return { kind: 'mss', value: Number(mss[1]) }
  const scale = /^wscale\s+(\d+)$/.exec(text)
  if (scale !== null) return { kind: 'window-scale', shift: Number(scale[1]) }
  const stamps = /^TS\s+val\s+(\d+)\s+ecr\s+(\d+)$/.exec(text)
  if (stamps !== null) return { kind: 'timestamps', value: Number(stamps[1]), echo: Number(stamps[2]) }
  const sack = /^sack((?:\s+\d+:\d+)+)$/.exec(text)
  if (sack === null) return undefined
  const blocks = sack[1]!
    .trim()
    .split(/\s+/)
    .map((block): SackBlock => {
      const [left, right] = block.split(':')
      return [Number(left), Number(right)]
    })
  return { kind: 'sack', blocks }
}
