import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspectPacket } from '#lib/core/protocols/tcp/inspect-segment.ts'
import { encodePacket } from '#lib/core/protocols/tcp/capture.ts'
import { SYN, type Segment } from '#lib/core/protocols/tcp/wire.ts'

const syn: Segment = {
  ...{ sourcePort: 49152, destinationPort: 80, SEQ: 99, ACK: 0, CTL: SYN, WND: 65535, UP: 0, data: '' },
  options: [{ kind: 'mss', value: 1460 }, { kind: 'nop' }, { kind: 'window-scale', shift: 7 }],
}

describe('byte inspector', () => {
  it.each(['192.0.2.1', '2001:db8::1'])('names every bit of a packet from %s exactly once', (source) => {
    const bytes = encodePacket({ ...syn, data: 'hi' }, source, source.replace(/1$/, '2'), 1)
    const seen = new Uint8Array(bytes.length * 8)
    for (const { fields } of inspectPacket(bytes)) {
      for (const { bit, bits } of fields) for (let at = bit; at < bit + bits; at++) seen[at]!++
    }
    expect([...seen].filter((times) => times !== 1)).toEqual([])
  })

  it('gives values, meanings and where they are defined', () => {
    const bytes = encodePacket(syn, '192.0.2.1', '192.0.2.2', 1)
    const fields = inspectPacket(bytes).flatMap((layer) => layer.fields)
    const field = (name: string) => fields.find((one) => one.name === name)
    expect(field('Sequence Number')).toMatchObject({
      value: '99',
      bit: (20 + 4) * 8,
      bits: 32,
      clause: 'RFC 9293 §3.1',
    })
    expect(field('SYN')).toMatchObject({ value: '1', bits: 1 })
    expect(field('Maximum Segment Size')).toMatchObject({ value: '1460', clause: 'RFC 9293 §3.2' })
    expect(field('Window Scale')).toMatchObject({ value: '7', clause: 'RFC 7323 §2.2' })
    expect(field('Checksum')?.meaning.en).toBe('Right for these bytes')
    expect(field('Protocol')?.meaning.en).toBe('TCP')
  })

  it('shows a wrong checksum as wrong', () => {
    const bytes = encodePacket(syn, '192.0.2.1', '192.0.2.2', 1)
    bytes[24]! ^= 1
    const fields = inspectPacket(bytes).flatMap((layer) => layer.fields)
    expect(fields.find(({ name }) => name === 'Checksum')?.meaning.en).toBe('Wrong for these bytes')
  })

  it('no bytes make it throw or loop', () => {
    const ip = fc.uint8Array({ minLength: 40, maxLength: 120 }).map((bytes) => {
      bytes[0] = 0x45
      bytes[9] = 6
      return bytes
    })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), ip), (bytes) => void inspectPacket(bytes)),
      { numRuns: 1000 },
    )
  })
})
