// "Which name stands at this byte?" A message of a run in hexadecimal; the name asked for goes on by a
// pointer.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { inspectMessage } from '#lib/core/protocols/dns/inspect-message.ts'
import { encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { pick, playScenario, printEntries, type DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'

export const decodeNameKind = 'decode-name'

const clause = 'RFC 1035 §4.1.4'

interface Place {
  readonly at: number
  readonly bytes: Uint8Array
  readonly byte: number
  readonly name: string
  /** The labels written before the pointer. */
  readonly own: string
}

export function askDecodeName(scenario: DnsScenario, seed: string): Result<Exercise> {
  const timeline = playScenario(scenario, seed)
  const places: Place[] = []
  timeline.points.forEach(({ effects }, at) => {
    for (const effect of effects) {
      if (effect.kind !== 'sent' || !effect.message.qr) continue
      const bytes = encodeMessage(effect.message)
      if (bytes.length <= 300) places.push(...compressedNames(bytes, at))
    }
  })
  // Names with labels of their own before the pointer ask for more than following it.
  const long = places.filter(({ own }) => own !== '')
  const place = pick(long.length > 0 ? long : places, `${seed}/place`)
  if (place === null) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const { bytes, byte, name, own } = place
  const mistakes = own === ''
    ? []
    : [{
        value: own,
        why: { en: 'The labels end in a pointer: the name goes on there.', zh: '标签以指针结尾，名字在指针指向处继续。' },
      }]
  return ok({
    protocol: 'dns', kind: decodeNameKind, scenario: scenario.name, seed,
    question: {
      en: `Which name begins at byte ${byte} (0x${byte.toString(16)}) of this message?\n\n${hexDump(bytes)}`,
      zh: `这个报文第 ${byte} 字节（0x${byte.toString(16)}）处开始的名字是什么？\n\n${hexDump(bytes)}`,
    },
    shown: printEntries(scenario, timeline, 0, place.at - 1),
    outcome: printEntries(scenario, timeline, place.at - 1, place.at),
    form: {
      kind: 'fields',
      fields: [{
        name: 'name', label: { en: 'Name', zh: '名字' }, kind: 'word',
        accepted: [{ value: name, clause }, { value: name.replace(/\.$/, ''), clause: 'RFC 1034 §3.1' }],
        mistakes,
      }],
    },
    explanation: {
      en: `Both upper bits of a length octet make it a pointer; 14 bits say where the name goes on: ${name}`,
      zh: `长度字节最高两位为 1 表示指针，其余 14 位是名字继续处的字节位置：${name}`,
    },
    clauses: [clause],
  })
}

/** The names of records that end in a pointer. */
function compressedNames(bytes: Uint8Array, at: number): Place[] {
  return inspectMessage(bytes).flatMap(({ fields }) => fields.flatMap((field): Place[] => {
    if (field.name !== 'NAME' || field.clause !== clause) return []
    const byte = field.bit / 8
    let own = ''
    for (let i = byte; bytes[i]! < 0xc0; i += 1 + bytes[i]!) {
      own += String.fromCharCode(...bytes.subarray(i + 1, i + 1 + bytes[i]!)) + '.'
    }
    return [{ at, bytes, byte, name: field.value, own }]
  }))
}

/** Sixteen octets a line, each line with the place of its first. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += 16) {
    const octets = Array.from(bytes.subarray(at, at + 16), (octet) => octet.toString(16).padStart(2, '0'))
    lines.push(`${at.toString(16).padStart(4, '0')}  ${octets.join(' ')}`)
  }
  return lines.join('\n')
}
