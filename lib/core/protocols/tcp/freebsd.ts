// FreeBSD's TCP as settings of our machine: what its sysctls and socket options mean here. Data and
// arithmetic only; the machine itself knows no FreeBSD. Sources: tcp(4), syncache(4), sysctl descriptions of
// FreeBSD 14.
import { defaultTcpConfig, type TcpConfig } from '#lib/core/protocols/tcp/config.ts'

/** The sysctls that are modelled, with FreeBSD's defaults. */
export const freebsdSysctls: Readonly<Record<string, number>> = {
  'kern.ipc.maxsockbuf': 2_097_152,
  'net.inet.tcp.rfc1323': 1,
  'net.inet.tcp.sack.enable': 1,
  'net.inet.tcp.ecn.enable': 2,
  'net.inet.tcp.ecn.maxretries': 1,
  'net.inet.tcp.blackhole': 0,
  'net.inet.tcp.recvspace': 65_536,
  'net.inet.tcp.sendspace': 32_768,
  'net.inet.tcp.rexmit_initial': 1000,
  'net.inet.tcp.rexmit_min': 30,
  'net.inet.tcp.rexmit_slop': 200,
  'net.inet.tcp.rexmit_drop_options': 0,
  'net.inet.tcp.keepinit': 75_000,
  'net.inet.tcp.insecure_rst': 0,
  'net.inet.tcp.insecure_syn': 0,
  'net.inet.tcp.insecure_ack': 0,
  'net.inet.tcp.drop_synfin': 0,
  'net.inet.tcp.delayed_ack': 1,
  'net.inet.tcp.delacktime': 40,
  'net.inet.tcp.msl': 30_000,
  'net.inet.tcp.finwait2_timeout': 60_000,
  'net.inet.tcp.initcwnd_segments': 10,
  'net.inet.tcp.rfc3042': 1,
  'net.inet.tcp.retries': 12,
  'net.inet.tcp.keepidle': 7_200_000,
  'net.inet.tcp.keepintvl': 75_000,
  'net.inet.tcp.keepcnt': 8,
  'net.inet.tcp.always_keepalive': 1,
  'net.inet.tcp.fast_finwait2_recycle': 0,
  'net.inet.tcp.icmp_may_rst': 1,
  'net.inet.tcp.syncache.rexmtlimit': 3,
  'net.inet.tcp.persmin': 5000,
  'net.inet.tcp.cc.algorithm': 1,
  'net.inet.tcp.do_prr': 1,
}

/** The numbers that stand here for congestion controls. */
const congestionControls: Readonly<Record<string, number>> = { newreno: 0, cubic: 1 }
export const congestionControlOf = (value: number): TcpConfig['congestionControl'] => (value === 1 ? 'cubic' : 'reno')

/** A value as written: a number or the name of a congestion control; null: neither. */
export function sysctlNumber(value: string): number | null {
  return congestionControls[value] ?? (/^-?\d+$/.test(value) ? Number(value) : null)
}

/** Of sysctls that are modelled: the values that are, where not all of them. */
export const modelledValues: Readonly<Record<string, ReadonlySet<string>>> = {
  'net.inet.tcp.ecn.enable': new Set(['0', '1', '2']),
  'net.inet.tcp.cc.algorithm': new Set(['newreno', 'cubic']),
}

/** Sysctls that change nothing as long as they have these values. */
export const neutralValues: Readonly<Record<string, ReadonlySet<string>>> = {
  'net.inet.tcp.do_prr_conservative': new Set(['0']),
  'net.inet.tcp.functions_default': new Set(['freebsd']),
  'net.inet.tcp.syncookies_only': new Set(['0']),
  'net.inet.tcp.tolerate_missing_ts': new Set(['0']),
  'net.inet.tcp.mssdflt': new Set(['536']),
  'net.inet.tcp.v6mssdflt': new Set(['1220']),
  'net.inet.tcp.minmss': new Set(['216']),
  'net.inet.tcp.abc_l_var': new Set(['1']),
  'net.inet.tcp.rfc6675_pipe': new Set(['1']),
  'net.inet.tcp.pmtud_blackhole_detection': new Set(['0']),
  'net.inet.tcp.nolocaltimewait': new Set(['0']),
  'net.inet.tcp.fastopen.server_enable': new Set(['0']),
  'net.inet.tcp.fastopen.client_enable': new Set(['0', '1']),
  'net.inet.tcp.tso': new Set(['0']),
}

/** Sysctls that change nothing the machine models: caches, automatic buffer sizes, logging. */
export const neutralSysctls: ReadonlySet<string> = new Set([
  'net.inet.tcp.hostcache.purgenow',
  'net.inet.tcp.hostcache.purge',
  'net.inet.tcp.hostcache.enable',
  'net.inet.tcp.sendbuf_auto',
  'net.inet.tcp.recvbuf_auto',
  'net.inet.tcp.log_in_vain',
  'net.inet.tcp.path_mtu_discovery',
  'net.inet.tcp.syncookies',
  'net.inet.tcp.icmplim',
  'net.inet.icmp.icmplim',
  'net.inet.tcp.sendbuf_inc',
  'net.inet.tcp.sendbuf_max',
  'net.inet.tcp.recvbuf_max',
  'net.inet.tcp.hostcache.expire',
  'net.inet.tcp.log_debug',
  'net.inet.tcp.ts_offset_per_conn',
  'net.inet.tcp.per_cpu_timers',
])

/** What a socket buffer may be at most, here: enough for every script, and what fits into memory. */
export const mostBuffer = 1 << 26

/** rtt values on which the tick counts: FreeBSD's most, TCPTV_REXMTMAX. */
const rexmitMaxMs = 64_000

/** The shift that makes 65535 cover the largest socket buffer: the least that does, at most 14. */
function windowScale(maxsockbuf: number): number {
  let shift = 0
  while (shift < 14 && 65_535 * 2 ** shift < maxsockbuf) shift++
  return shift
}

// FIN-WAIT-2 without fast recycling: the time after which keep-alive would give up, asked once too early.

/** The machine's settings under these sysctls, on a link of this MTU. */
export function freebsdConfig(sysctls: Readonly<Record<string, number>>, ip: 4 | 6, mtu: number): TcpConfig {
  const value = (name: string): number => Math.max(0, sysctls[name] ?? freebsdSysctls[name] ?? 0)
  const octets = (name: string): number => Math.min(Math.max(value(name), 1), mostBuffer)
  const delayMs = (name: string): number => Math.max(value(name), 1)
  // 0: neither, 1: both, 2: window scale only, 3: timestamps only.
  const rfc1323 = value('net.inet.tcp.rfc1323')
  const keepAlive = {
    idleMs: value('net.inet.tcp.keepidle'),
    intervalMs: delayMs('net.inet.tcp.keepintvl'),
    probes: value('net.inet.tcp.keepcnt'),
  }
  const rexmitInitialMs = delayMs('net.inet.tcp.rexmit_initial')
  return {
    ...defaultTcpConfig,
    MSS: Math.min(Math.max(mtu - (ip === 4 ? 40 : 60), 0), 0xffff),
    windowScale: rfc1323 === 1 || rfc1323 === 2 ? windowScale(value('kern.ipc.maxsockbuf')) : null,
    timestamps: rfc1323 === 1 || rfc1323 === 3,
    sack: value('net.inet.tcp.sack.enable') !== 0,
    ecn: (['off', 'active', 'passive'] as const)[value('net.inet.tcp.ecn.enable')] ?? 'off',
    ecnRetries: value('net.inet.tcp.ecn.maxretries'),
    synOptionRetries: value('net.inet.tcp.rexmit_drop_options') === 0 ? null : 2,
    receiveBuffer: octets('net.inet.tcp.recvspace'),
    sendBuffer: octets('net.inet.tcp.sendspace'),
    roundBufferToMss: true,
    mslMs: value('net.inet.tcp.msl'),
    delayedAckMs: value('net.inet.tcp.delayed_ack') === 0 ? 0 : value('net.inet.tcp.delacktime'),
    rtoInitialMs: rexmitInitialMs,
    rtoMinMs: delayMs('net.inet.tcp.rexmit_min'),
    rtoMaxMs: rexmitMaxMs,
    rtoSlopMs: value('net.inet.tcp.rexmit_slop'),
    rtoAfterSynLossMs: 3 * rexmitInitialMs,
    openGiveUpMs: value('net.inet.tcp.keepinit'),
    synRetries: value('net.inet.tcp.retries'),
    synAckRetries: value('net.inet.tcp.syncache.rexmtlimit'),
    giveUpMs: Number.MAX_SAFE_INTEGER,
    retries: value('net.inet.tcp.retries'),
    finWait2Ms: value('net.inet.tcp.fast_finwait2_recycle') === 0 ? keepAlive.intervalMs * (keepAlive.probes + 1) : value('net.inet.tcp.finwait2_timeout'),
    keepAlive: value('net.inet.tcp.always_keepalive') === 0 ? null : keepAlive,
    persistMinMs: value('net.inet.tcp.persmin'),
    initialWindowSegments: Math.max(value('net.inet.tcp.initcwnd_segments'), 1),
    congestionControl: congestionControlOf(value('net.inet.tcp.cc.algorithm')),
    rateReduction: value('net.inet.tcp.do_prr') === 0 ? 'at once' : 'proportional',
    limitedTransmit: value('net.inet.tcp.rfc3042') !== 0,
    rstCheck: value('net.inet.tcp.insecure_rst') === 0 ? 'rfc5961' : 'rfc793',
    synCheck: value('net.inet.tcp.insecure_syn') === 0 ? 'rfc5961' : 'rfc793',
    ackCheck: value('net.inet.tcp.insecure_ack') === 0 ? 'rfc5961 and ISS' : 'rfc793',
    resetEdge: 'Last.ACK.sent',
    oldTimestamp: 'ACK data',
    dsack: true,
    promptAcks: true,
    dataAfterClose: 'any',
    giveUpSends: 'RST,ACK',
    closeInSynReceived: 'forget',
    icmpHardErrors: 'in SYN-SENT',
    dropSynFin: value('net.inet.tcp.drop_synfin') !== 0,
    keepFinOfSyn: false,
    halfOpen: 'syn-cache',
    windowCheck: 'buffer',
    useOldAcks: true,
    timeWaitSyn: 'reopen or drop',
    timeWaitRst: 'ignore',
    rstWhileClosing: 'told',
    resetUnread: false,
    abortSends: 'RST,ACK',
    repeatedSyn: 'SYN,ACK',
    synAckInListen: 'drop',
    repeatFin: true,
    blackhole: (['none', 'SYN', 'all', 'all'] as const)[value('net.inet.tcp.blackhole')] ?? 'none',
    acceptOverflow: 'ignore',
  }
}
