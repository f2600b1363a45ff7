// RFC 9293, Appendix B: each requirement and what shows that it is kept, or why it is not ours. A scenario or figure is
// held line by line by `scenarios.test.ts` and `rfc9293-figures.test.ts`; other tests are named by file and title.

export type Shown =
  | { readonly scenario: string }
  | { readonly figure: number }
  | { readonly test: readonly [file: string, title: string] }
  | { readonly reason: string }

const scenario = (name: string): Shown => ({ scenario: name })
const figure = (number: number): Shown => ({ figure: number })
const here = (title: string): Shown => ({ test: ['rfc9293-requirements.test.ts', title] })
const simulation = (title: string): Shown => ({ test: ['simulation.test.ts', title] })
const wire = (title: string): Shown => ({ test: ['wire.test.ts', title] })
const because = (reason: string): Shown => ({ reason })

const everyOctet = 'every octet arrives once and in order, whatever the link loses, delays and reorders'
const icmp = (title: string): Shown => ({ test: ['icmp.test.ts', title] })
const diffserv = because('Diffserv and TTL belong to the IP header, which a capture fills with fixed values')
const addresses = because('which addresses are valid is for the IP layer; the lab has two hosts with fixed ones')
const options = because('IP options are not modelled')

export const requirements: Readonly<Record<string, Shown>> = {
  // PUSH flag
  'MAY-16': simulation(everyOctet),
  'SHLD-27': scenario('slow-start'),
  'MAY-15': because('SEND has no PUSH parameter: every SEND is pushed as far as the windows allow'),
  'MUST-60': scenario('nagle-delayed-ack'),
  'MUST-61': scenario('slow-start'),
  'MAY-17': because('PSH is not told to the application: data is readable as soon as it is in order'),
  'SHLD-28': scenario('handshake'),
  // Window
  'MUST-1': here('MUST-1: a window field of 65535 is 65535, not −1'),
  'SHLD-1': here('MUST-8, SHLD-1, MUST-9: the ISN follows a clock and a key that nobody outside has'),
  'REC-1': scenario('window-scale'),
  'SHLD-14': simulation(everyOctet),
  'SHLD-15': here('MUST-34, SHLD-15, SHLD-16, SHLD-17: a window that shrinks stops new data and nothing else'),
  'SHLD-16': here('MUST-34, SHLD-15, SHLD-16, SHLD-17: a window that shrinks stops new data and nothing else'),
  'SHLD-17': here('MUST-34, SHLD-15, SHLD-16, SHLD-17: a window that shrinks stops new data and nothing else'),
  'MUST-34': here('MUST-34, SHLD-15, SHLD-16, SHLD-17: a window that shrinks stops new data and nothing else'),
  'MAY-8': scenario('zero-window'),
  'MUST-35': scenario('window-update-lost'),
  'MUST-36': scenario('zero-window'),
  'SHLD-29': scenario('zero-window'),
  'SHLD-30': scenario('window-update-lost'),
  'MUST-37': here('MUST-37: a window that stays closed for an hour ends nothing'),
  'MAY-7': because('data beyond the right edge is not sent again before the window opens'),
  'MUST-66': here('MUST-66: a RST and an urgent pointer count while the window is zero'),
  // Urgent data
  'MUST-30': here('MUST-30, MUST-31, MUST-62, MUST-32: urgent data is marked up to the octet after it, and told'),
  'MUST-62': here('MUST-30, MUST-31, MUST-62, MUST-32: urgent data is marked up to the octet after it, and told'),
  'MUST-31': here('MUST-30, MUST-31, MUST-62, MUST-32: urgent data is marked up to the octet after it, and told'),
  'MUST-32': here('MUST-30, MUST-31, MUST-62, MUST-32: urgent data is marked up to the octet after it, and told'),
  'MUST-33': here('MUST-66: a RST and an urgent pointer count while the window is zero'),
  'SHLD-13': because('it asks applications; none of ours uses the urgent mechanism'),
  // Options
  'MUST-4': wire('reads back what it wrote, checksum verified'),
  'MUST-5': wire('reads back what it wrote, checksum verified'),
  'MUST-6': here('MUST-6: an option that is not known changes nothing'),
  'MUST-68': wire('reads back what it wrote, checksum verified'),
  'MUST-7': wire('no bytes make it throw, and a problem names a byte inside them'),
  'MUST-64': wire('reads back what it wrote, checksum verified'),
  'MUST-14': scenario('handshake'),
  'SHLD-5': scenario('handshake'),
  'MAY-3': scenario('handshake'),
  'MUST-15': here('MUST-15: without an MSS option segments have 536 octets, or 1220 over IPv6'),
  'MUST-16': here('MUST-16: the options of every segment are taken from its size'),
  'SHLD-6': because('the link has one MTU; path MTU discovery is not modelled'),
  'MUST-65': here('MUST-65: MSS stands on SYN segments only'),
  'MUST-67': because('the setting MSS is what the host can receive: its MTU less 40'),
  'MUST-69': wire('RFC 9293 §3.1: a SYN with MSS and SACK-permitted, padded to a word'),
  // Checksums
  'MUST-2': { test: ['capture.test.ts', '$name at $vantage: whole packets, right checksums, and the flags that we say'] },
  'MUST-3': wire('a flipped bit is found by the checksum'),
  // ISN
  'MUST-8': here('MUST-8, SHLD-1, MUST-9: the ISN follows a clock and a key that nobody outside has'),
  'MUST-9': here('MUST-8, SHLD-1, MUST-9: the ISN follows a clock and a key that nobody outside has'),
  // Opening
  'MUST-10': figure(7),
  'MUST-11': figure(8),
  'MUST-41': here('MUST-41, MUST-42: listeners do not disturb connections, nor one another'),
  'MUST-42': here('MUST-41, MUST-42: listeners do not disturb connections, nor one another'),
  'MUST-44': because('a host has one address: there is nothing to ask IP for'),
  'MUST-45': because('a host has one address: there is nothing to ask IP for'),
  'MUST-46': addresses,
  'MUST-57': addresses,
  'MUST-63': addresses,
  'MUST-43': because('a host has one address: there is nothing to choose in OPEN'),
  // Closing
  'SHLD-2': here('SHLD-2: a RST may carry data'),
  'MUST-12': scenario('abort'),
  'MAY-1': scenario('data-after-close'),
  'SHLD-3': scenario('close-unread'),
  'MUST-13': figure(12),
  'MAY-2': { test: ['machine.test.ts', 'leads back to TIME-WAIT when the peer’s RST shows that it was old, and the wait begins anew'] },
  'SHLD-4': scenario('time-wait-reopen'),
  // Retransmissions
  'MUST-19': scenario('timeout-slow-start'),
  'MAY-4': because('the IP identification of a repetition is its own number in the capture'),
  'MUST-18': scenario('rto-backoff'),
  // Acknowledgments
  'MUST-58': scenario('delayed-ack'),
  'SHLD-31': scenario('fast-retransmit'),
  'MUST-59': scenario('fast-retransmit'),
  'MAY-13': scenario('reordering'),
  'SHLD-18': scenario('delayed-ack'),
  'MUST-40': scenario('delayed-ack'),
  'SHLD-19': scenario('delayed-ack'),
  'MUST-39': scenario('silly-window'),
  // Sending
  'MUST-49': diffserv,
  'MUST-38': scenario('silly-window'),
  'SHLD-7': scenario('nagle-delayed-ack'),
  'MUST-17': here('MUST-17: Nagle can be switched off'),
  // Connection failures
  'MUST-20': here('MUST-20, SHLD-9, SHLD-10, SHLD-11: at R1 the user is told, at R2 the connection ends'),
  'MUST-21': here('MUST-21: R2 can be set'),
  'SHLD-9': here('MUST-20, SHLD-9, SHLD-10, SHLD-11: at R1 the user is told, at R2 the connection ends'),
  'SHLD-10': here('MUST-20, SHLD-9, SHLD-10, SHLD-11: at R1 the user is told, at R2 the connection ends'),
  'SHLD-11': here('MUST-20, SHLD-9, SHLD-10, SHLD-11: at R1 the user is told, at R2 the connection ends'),
  'MUST-22': scenario('syn-lost'),
  'MUST-23': here('MUST-23: an unanswered SYN is given up after three minutes, not before'),
  // Keep-alive
  'MAY-5': scenario('keep-alive'),
  'MUST-24': here('MUST-24, MUST-26, MUST-27, MUST-29, SHLD-12: keep-alives on demand, idle only, without data'),
  'MUST-25': here('MUST-25: an idle connection is silent by default'),
  'MUST-26': here('MUST-24, MUST-26, MUST-27, MUST-29, SHLD-12: keep-alives on demand, idle only, without data'),
  'MUST-27': here('MUST-24, MUST-26, MUST-27, MUST-29, SHLD-12: keep-alives on demand, idle only, without data'),
  'MUST-28': because('there is no default: keep-alive is off, and who asks for it says how long to wait'),
  'MUST-29': here('MUST-24, MUST-26, MUST-27, MUST-29, SHLD-12: keep-alives on demand, idle only, without data'),
  'SHLD-12': here('MUST-24, MUST-26, MUST-27, MUST-29, SHLD-12: keep-alives on demand, idle only, without data'),
  'MAY-6': because('probes without an octet are answered by every host of ours'),
  // IP options
  'MUST-50': options,
  'MAY-10': options,
  'MAY-11': options,
  'MUST-51': options,
  'MUST-52': options,
  'MUST-53': options,
  'SHLD-24': options,
  // ICMP
  'MUST-54': icmp('MUST-54, SHLD-25, MUST-56: a soft error is told to the user and ends nothing'),
  'SHLD-25': icmp('MUST-54, SHLD-25, MUST-56: a soft error is told to the user and ends nothing'),
  'MUST-56': icmp('MUST-54, SHLD-25, MUST-56: a soft error is told to the user and ends nothing'),
  'SHLD-26': icmp('SHLD-26: a hard error ends the connection, or only one that is opening where a stack is careful'),
  'MUST-55': icmp('MUST-55: a Source Quench reaches no connection'),
  // Interface to the application
  'MUST-47': scenario('rto-backoff'),
  'SHLD-20': because('signals are effects: who does not want them does not look'),
  'MUST-48': diffserv,
  'SHLD-22': diffserv,
  'SHLD-21': diffserv,
  'SHLD-23': diffserv,
  'MAY-9': diffserv,
  'MAY-14': because('there is no FLUSH call'),
  'SHLD-8': because('ECN is agreed on in the handshake, but no marks are carried by the link'),
  'MAY-12': here('MAY-12: an ACK far behind SND.UNA is challenged'),
  'MAY-18': because('congestion control of this engine is Reno alone'),
}
