// Which options a segment carries, and what the options of two SYNs agree on. Pure.
// Read first: RFC 9293 §3.2 and §3.7.1 (MSS), RFC 7323 §2.2, §3.2 and Appendix A (layout), RFC 2018 §2,
// RFC 3168 §6.1.1 (ECN, which is agreed by control bits, not by an option).
import type { Millis } from '#lib/core/engine/machine.ts'
import { sackBlocks } from '#lib/core/protocols/tcp/reassembly.ts'
import { defaultSendMss, type Agreed, type Range, type Tcb } from '#lib/core/protocols/tcp/tcb.ts'
import { ACK, CWR, ECE, optionLength, type SackBlock, type Segment, type TcpOption } from '#lib/core/protocols/tcp/wire.ts'

/** TSval: a clock of one tick a millisecond, RFC 7323 §5.4. */
export const timestampClock = (now: Millis): number => Math.floor(now) % 0x1_0000_0000

/** The least that a peer's MSS option can bring a segment down to: a peer that says 0 must not stop us. */
const leastMss = 64

/**
 * Puts NOPs where they align what follows: a window scale ends a word, timestamps and SACK blocks begin on
 * one.
 */
function align(options: readonly TcpOption[]): TcpOption[] {
  const aligned: TcpOption[] = []
  let length = 0
  for (const option of options) {
    const boundary =
      option.kind === 'window-scale' ? 1 : option.kind === 'timestamps' || option.kind === 'sack' ? 2 : -1
    while (boundary >= 0 && length % 4 !== boundary) {
      aligned.push({ kind: 'nop' })
      length++
    }
    aligned.push(option)
    length += optionLength(option)
  }
  return aligned
}

/**
 * Options of our SYN, or of our SYN,ACK: then only what the peer's SYN offered too. `sent` counts
 * retransmissions.
 */
export function synOptions(tcb: Tcb, now: Millis, sent: number): readonly TcpOption[] {
  const { config, agreed } = tcb
  if (!config.options) return []
  const options: TcpOption[] = [{ kind: 'mss', value: config.MSS }]
  const answering = tcb.state !== 'SYN-SENT'
  const bare = !answering && config.synOptionRetries !== null && sent > config.synOptionRetries
  if (bare) return options
  const offer = answering
    ? agreed
    : { scaling: config.windowScale !== null, sack: config.sack, timestamps: config.timestamps }
  if (offer.scaling) options.push({ kind: 'window-scale', shift: config.windowScale ?? 0 })
  if (offer.sack) options.push({ kind: 'sack-permitted' })
  if (offer.timestamps) options.push({ kind: 'timestamps', value: timestampClock(now), echo: tcb.TS.Recent })
  return align(options)
}

/**
 * Options of every segment after the handshake; `duplicate`: octets that came again (RFC 2883 §4); `reports`: whether it
 * says what has arrived.
 */
export function segmentOptions(tcb: Tcb, now: Millis, duplicate: Range | null, reports: boolean): readonly TcpOption[] {
  const { agreed } = tcb
  if (!agreed.timestamps && tcb.held.length === 0 && duplicate === null) return []
  const options: TcpOption[] = []
  if (agreed.timestamps) options.push({ kind: 'timestamps', value: timestampClock(now), echo: tcb.TS.Recent })
  if (agreed.sack && reports) {
    const room = agreed.timestamps ? 3 : 4
    const first: readonly SackBlock[] = duplicate === null ? [] : [duplicate]
    const blocks = [...first, ...sackBlocks(tcb.held, tcb.newestHeld, room - first.length)]
    if (blocks.length > 0) options.push({ kind: 'sack', blocks })
  }
  return align(options)
}

/** The control bits that go with a SYN for ECN's sake. */
export function ecnBits(tcb: Tcb, sent: number): number {
  if (tcb.state !== 'SYN-SENT') return tcb.agreed.ecn ? ECE : 0
  return tcb.config.ecn === 'active' && sent <= tcb.config.ecnRetries ? ECE | CWR : 0
}

/** What our settings and the peer's SYN agree on. Of an option given twice the last counts. */
export function agree(tcb: Tcb, SEG: Segment): Agreed {
  const { config } = tcb
  const asked = { mss: defaultSendMss(tcb.local), shift: -1, sack: false, timestamps: false }
  for (const option of SEG.options) {
    if (option.kind === 'mss') asked.mss = option.value
    // RFC 7323 §2.3: a shift above 14 is to be treated as 14.
    else if (option.kind === 'window-scale') asked.shift = Math.min(option.shift, 14)
    else if (option.kind === 'sack-permitted') asked.sack = true
    else if (option.kind === 'timestamps') asked.timestamps = true
  }
  const timestamps = config.options && config.timestamps && asked.timestamps
  const scaling = config.options && config.windowScale !== null && asked.shift >= 0
  // RFC 3168 §6.1.1: an ECN-setup SYN has both bits, an ECN-setup SYN,ACK only ECE.
  const answer = (SEG.CTL & ACK) !== 0
  const ecnAsked = (SEG.CTL & (ECE | CWR)) === (answer ? ECE : ECE | CWR)
  return {
    // Room for an octet beside the timestamps: a segment without any would be sent for ever.
    SendMSS: Math.max(Math.min(asked.mss, config.MSS), Math.min(leastMss, config.MSS), timestamps ? 13 : 1),
    scaling,
    SndWindShift: scaling ? asked.shift : 0,
    RcvWindShift: scaling ? config.windowScale : 0,
    sack: config.options && config.sack && asked.sack,
    timestamps,
    ecn: ecnAsked && (answer ? config.ecn === 'active' : config.ecn !== 'off'),
  }
}

/** Eff.snd.MSS less the options that every segment carries: the most data in one segment. */
export function effectiveMss({ agreed }: Pick<Tcb, 'agreed'>): number {
  return agreed.SendMSS - (agreed.timestamps ? 12 : 0)
}

/** The first timestamps option, or undefined. */
export function findTimestamps(SEG: Segment): Extract<TcpOption, { kind: 'timestamps' }> | undefined {
  for (const option of SEG.options) if (option.kind === 'timestamps') return option
  return undefined
}
