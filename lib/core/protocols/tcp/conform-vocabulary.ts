// Which words of a packetdrill script are modelled. A script that uses any other is not run: its outcome is
// `unsupported`, with one of the reasons listed here.
import { freebsdSysctls, modelledValues, neutralSysctls, neutralValues, sysctlNumber } from '#lib/core/protocols/tcp/freebsd.ts'
import { infoFields, parseAssertions } from '#lib/core/protocols/tcp/conform-info.ts'
import { isModelledCall, readsData, setsInline } from '#lib/core/protocols/tcp/conform-calls.ts'
import { meaningOf } from '#lib/core/protocols/tcp/conform-icmp.ts'
import type { Script, ScriptAction } from '#lib/core/protocols/tcp/packetdrill.ts'
import type { ConnectionState } from '#lib/core/protocols/tcp/transitions.ts'

/** The features that are not modelled. */
export const unsupportedReasons = [
  'a line that is no step we know (ICMP from the stack, UDP, unknown TCP options or syntax)',
  'a setting that is not modelled',
  'a system call or socket option that is not modelled',
  'a sysctl that is not modelled',
  'a command that is not modelled',
  'an assertion on a TCP_INFO field that is not modelled',
  'an ICMP message that is not modelled',
  'urgent data that the application reads',
  'ECN after the handshake',
] as const
export type UnsupportedReason = (typeof unsupportedReasons)[number]

const settings: ReadonlySet<string> = new Set(['ip_version', 'tolerance_usecs', 'mtu'])
/** Settings that change nothing here: addresses are not compared, and there is no device. */
const neutralSettings: ReadonlySet<string> = new Set([
  'local_ip', 'remote_ip', 'gateway_ip', 'netmask_ip', 'speed', 'verbose', 'debug', 'non_fatal', 'tun_dev', 'persistent_tun_dev',
  'tcp_ts_tick_usecs', 'code_command', 'code_format', 'code_sockopt', 'init_scripts', 'strict_segments',
])

/**
 * The first feature that the script needs and we lack, or null. Looks at what is injected and called only.
 */
export function findUnsupported(script: Script): UnsupportedReason | null {
  if (script.problems.length > 0) return unsupportedReasons[0]
  for (const [name, value] of Object.entries(script.settings)) {
    if (neutralSettings.has(name)) continue
    if (!settings.has(name)) return unsupportedReasons[1]
    if (name === 'ip_version' && value !== 'ipv4' && value !== 'ipv6') return unsupportedReasons[1]
    if (name !== 'ip_version' && !/^\d+$/.test(value)) return unsupportedReasons[1]
  }
  const ip = script.settings['ip_version'] === 'ipv6' ? 6 : 4
  // Its bits mean something only to whom the peer's SYN has promised to heed them.
  const ecnMayBeAgreed = script.steps.some(({ action }) => action.kind === 'inbound' && /S/.test(action.segment.flags) && /E/.test(action.segment.flags))
  let urgent = false
  let inline = false
  for (const { action } of script.steps) {
    const reason = unsupportedAction(action, ip)
    if (reason !== null) return reason
    const flags = action.kind === 'inbound' ? action.segment.flags : ''
    if (flags.includes('U')) urgent = true
    if (ecnMayBeAgreed && /[EW]/.test(flags) && !flags.includes('S')) return unsupportedReasons[8]
    if (action.kind === 'call' && setsInline(action)) inline = true
    // The kernel takes the urgent octet out of the stream, unless told not to; ours leaves it in, as RFC 9293 has it.
    if (urgent && !inline && action.kind === 'call' && readsData(action)) return unsupportedReasons[7]
  }
  return null
}

function unsupportedAction(action: ScriptAction, ip: 4 | 6): UnsupportedReason | null {
  if (action.kind === 'icmp' && meaningOf(action.icmp, ip) === null) return unsupportedReasons[6]
  if (action.kind === 'call' && !isModelledCall(action)) return unsupportedReasons[2]
  if (action.kind === 'command') {
    for (const command of commandsOf(action.command)) {
      const reason = unsupportedCommand(command)
      if (reason !== null) return reason
    }
    return null
  }
  if (action.kind === 'code') {
    const assertions = parseAssertions(action.code)
    const known = assertions !== null && assertions.every(({ field }) => field in infoFields)
    return known ? null : unsupportedReasons[5]
  }
  return null
}

function unsupportedCommand(command: string): UnsupportedReason | null {
  const sysctls = parseSysctls(command)
  if (sysctls !== null) return sysctls.every(isModelledSysctl) ? null : unsupportedReasons[3]
  const drop = /^tcpdrop -s (\w+)$/.exec(command)
  const known = (drop !== null && drop[1]! in stateNames) || parseSockstat(command) !== null || isNeutralCommand(command)
  return known ? null : unsupportedReasons[4]
}

/** The commands of a line of the shell, one after the other. */
export const commandsOf = (line: string): string[] => {
  return line.split(/\s*(?:;|&&|\n)\s*/).filter((command) => command !== '' && !command.startsWith('#'))
}

/** Commands that touch nothing of the machine: words for a log, modules that are here already, a cache of addresses. */
export const isNeutralCommand = (command: string): boolean => {
  return /^(?:true|:|sync|echo\b[^|<>`$]*|kldload -n cc_(?:newreno|cubic)|(?:arp|ndp) -[\w\s.:]+)(?:\s*(?:>|2>)[>&\w\s/]*)?$/.test(command)
}

export interface Sysctl {
  readonly name: string
  /** As written; null: it is only asked for. */
  readonly value: string | null
}

function isModelledSysctl({ name, value }: Sysctl): boolean {
  if (value === null) return true
  if (name in freebsdSysctls) return sysctlNumber(value) !== null && (modelledValues[name]?.has(value) ?? true)
  return neutralSysctls.has(name) || (neutralValues[name]?.has(value) ?? false)
}

/** `sysctl -w net.inet.tcp.msl=1000`, several at a time, `name: value` and quiet as well; null: no such command. */
export function parseSysctls(command: string): readonly Sysctl[] | null {
  const match = /^(?:\/sbin\/)?sysctl((?: -[a-zA-Z]+)*)((?:\s+[a-zA-Z0-9_.]+(?:=[\w.-]+)?)+)(?:\s*(?:>|2>)[>&\w\s/]*)?$/.exec(command)
  if (match === null) return null
  return match[2]!.trim().split(/\s+/).map((item) => {
    const [name = '', value] = item.split('=')
    return { name, value: value ?? null }
  })
}

/** The names that sockstat and tcpdrop give the states. */
export const stateNames: Readonly<Record<string, ConnectionState>> = {
  CLOSED: 'CLOSED',
  LISTEN: 'LISTEN',
  SYN_SENT: 'SYN-SENT',
  SYN_RCVD: 'SYN-RECEIVED',
  ESTABLISHED: 'ESTABLISHED',
  FIN_WAIT_1: 'FIN-WAIT-1',
  FIN_WAIT_2: 'FIN-WAIT-2',
  CLOSE_WAIT: 'CLOSE-WAIT',
  CLOSING: 'CLOSING',
  LAST_ACK: 'LAST-ACK',
  TIME_WAIT: 'TIME-WAIT',
}

export interface SockstatQuery {
  readonly port: number | null
  /** Only sockets of the process that runs the script. */
  readonly ownProcess: boolean
  readonly state: ConnectionState
  /** What the count must contain: the last grep. */
  readonly expected: string
}

/** `sockstat -4 -P tcp -s [-p PORT] | [grep packetdril |] grep -c STATE | grep N` */
export function parseSockstat(command: string): SockstatQuery | null {
  const [first, ...filters] = command.split('|').map((part) => part.trim())
  if (first === undefined || !/^sockstat(?: -[46]| -s| -P tcp| -p \d+)*$/.test(first)) return null
  const port = /-p (\d+)/.exec(first)
  let ownProcess = false
  let state: ConnectionState | null = null
  let expected: string | null = null
  for (const filter of filters) {
    const count = /^grep -c (\w+)$/.exec(filter)
    const word = /^grep (\w+)$/.exec(filter)
    if (count !== null && state === null) state = stateNames[count[1]!] ?? null
    else if (word !== null && state !== null) expected = word[1]!
    else if (word !== null && word[1]!.startsWith('packetdril')) ownProcess = true
    else return null
  }
  if (state === null || expected === null) return null
  return { port: port === null ? null : Number(port[1]), ownProcess, state, expected }
}
