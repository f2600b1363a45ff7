// A segment as one line of text, in the notation of RFC 9293's figures: `<SEQ=100><ACK=300><CTL=SYN,ACK>`,
// with window, urgent pointer, data and options behind it where they matter.
import {
  controlBits,
  describeControlBits,
  type Segment,
  type TcpOption,
} from '#lib/core/protocols/tcp/wire.ts'
import { ACK } from '#lib/core/protocols/tcp/wire.ts'

/** `withPorts`: for segments that no host of the run sent. */
export function printSegment(SEG: Segment, withPorts: boolean): string {
  const parts: string[] = []
  if (withPorts) parts.push(`<PORTS=${SEG.sourcePort},${SEG.destinationPort}>`)
  parts.push(`<SEQ=${SEG.SEQ}>`)
  if (SEG.CTL & ACK) parts.push(`<ACK=${SEG.ACK}>`)
  if (SEG.data !== '') parts.push(`<DATA=${SEG.data.length}>`)
  parts.push(`<CTL=${describeControlBits(SEG.CTL)}>`, `<WND=${SEG.WND}>`)
  if (SEG.UP !== 0) parts.push(`<UP=${SEG.UP}>`)
  if (SEG.options.length > 0) parts.push(`[${SEG.options.map(printOption).join(', ')}]`)
  return parts.join('')
}

/** `<SEQ=100><CTL=SYN>` and nothing else: what a question or a label has room for. */
export function printBrief(SEG: Segment): string {
  const ack = SEG.CTL & ACK ? `<ACK=${SEG.ACK}>` : ''
  const data = SEG.data === '' ? '' : `<DATA=${SEG.data.length}>`
  return `<SEQ=${SEG.SEQ}>${ack}${data}<CTL=${describeControlBits(SEG.CTL)}>`
}

export function printOption(option: TcpOption): string {
  switch (option.kind) {
    case 'mss':
      return `MSS ${option.value}`
    case 'window-scale':
      return `WS ${option.shift}`
    case 'sack-permitted':
      return 'SACK-permitted'
    case 'sack':
      return `SACK ${option.blocks.map(([left, right]) => `${left}-${right}`).join(' ')}`
    case 'timestamps':
      return `TS ${option.value} ${option.echo}`
    case 'unknown':
      return `kind ${option.code}`
    case 'nop':
      return 'NOP'
    case 'eol':
      return 'EOL'
  }
}

/** Reads what `printSegment` writes with ports; data is that many octets `x`. Null when it is no segment. */
export function parseSegment(text: string): Segment | null {
  const options = /\[([^\]]*)\]$/.exec(text)
  const head = options === null ? text : text.slice(0, options.index)
  if (!/^(?:<[A-Z]+=[^<>]*>)+$/.test(head)) return null
  const fields = new Map<string, string>()
  for (const [, key = '', value = ''] of head.matchAll(/<([A-Z]+)=([^<>]*)>/g)) fields.set(key, value)
  const ports = (fields.get('PORTS') ?? '').split(',').map(Number)
  const CTL = parseControlBits(fields.get('CTL') ?? '')
  const number = (key: string, most: number): number | null => {
    const value = fields.get(key) ?? '0'
    return /^\d{1,10}$/.test(value) && Number(value) <= most ? Number(value) : null
  }
  const [SEQ, ack, WND, UP, DATA] = [
    number('SEQ', 0xffffffff),
    number('ACK', 0xffffffff),
    number('WND', 0xffff),
    number('UP', 0xffff),
    number('DATA', 65_495),
  ]
  const read = options === null ? [] : parseOptions(options[1]!)
  if (SEQ === null || ack === null || WND === null || UP === null || DATA === null) return null
  if (
    CTL === null ||
    read === null ||
    ports.length !== 2 ||
    ports.some((port) => !(port >= 0 && port <= 0xffff))
  )
    return null
  const [sourcePort = 0, destinationPort = 0] = ports
  return { sourcePort, destinationPort, SEQ, ACK: ack, CTL, WND, UP, options: read, data: 'x'.repeat(DATA) }
}

function parseControlBits(text: string): number | null {
  if (text === 'none') return 0
  let CTL = 0
  for (const name of text.split(',')) {
    const bit = controlBits.find(([, known]) => known === name)?.[0]
    if (bit === undefined) return null
    CTL |= bit
  }
  return CTL
}

function parseOptions(text: string): TcpOption[] | null {
  const options: TcpOption[] = []
  for (const item of text.split(', ')) {
    const [kind, ...values] = item.split(' ')
    const numbers = values.map(Number)
    if (kind === 'NOP') options.push({ kind: 'nop' })
    else if (kind === 'MSS' && numbers.length === 1)
      options.push({ kind: 'mss', value: numbers[0]! & 0xffff })
    else if (kind === 'WS' && numbers.length === 1)
      options.push({ kind: 'window-scale', shift: numbers[0]! & 0xff })
    else if (kind === 'SACK-permitted') options.push({ kind: 'sack-permitted' })
    else if (kind === 'TS' && numbers.length === 2) {
      options.push({ kind: 'timestamps', value: numbers[0]! >>> 0, echo: numbers[1]! >>> 0 })
    } else return null
  }
  return options
}
