import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspectMessage } from '#lib/core/protocols/dns/inspect-message.ts'
import { encodeMessage } from '#lib/core/protocols/dns/wire.ts'
import { anyMessage } from './dns-arbitraries.ts'
import { authorityOf, respond } from './ask.ts'

const zone = '$ORIGIN example.\n$TTL 60\n@ SOA ns admin 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\nwww A 192.0.2.80\n'
const edns = { udpSize: 1232, version: 0, dnssecOk: true, options: [] }

describe('inspectMessage', () => {
  const bytes = encodeMessage(respond(authorityOf(zone), 'www.example. A', { edns }))
  const layers = inspectMessage(bytes)

  it('names every part of a message, and they fill it', () => {
    expect(layers.map(({ name }) => name)).toEqual([
      'DNS header', 'Question 1', 'Answer 1', 'Authority 1', 'Additional 1', 'Additional 2',
    ])
    let at = 0
    for (const layer of layers) {
      expect(layer.offset).toBe(at)
      at += layer.length
      const bits = layer.fields.reduce((sum, field) => sum + field.bits, 0)
      expect(bits).toBe(layer.length * 8)
    }
    expect(at).toBe(bytes.length)
  })

  it('shows values, pointers and EDNS', () => {
    const values = layers.flatMap(({ name, fields }) => fields.map((field) =>
      `${name} ${field.name} ${field.value}`))
    expect(values).toEqual(expect.arrayContaining([
      'DNS header AA 1', 'Question 1 QNAME www.example.', 'Answer 1 NAME www.example.',
      'Answer 1 RDATA 192.0.2.80',
      'Authority 1 RDATA ns.example.', 'Additional 2 TYPE OPT', 'Additional 2 CLASS 1232',
      'Additional 2 TTL version 0, DO',
    ]))
    const name = layers[2]!.fields[0]!
    expect(name).toMatchObject({ bits: 16, clause: 'RFC 1035 §4.1.4', meaning: { en: 'Compressed: goes on at byte 12' } })
  })

  it('counts from an offset, as behind IP and UDP', () => {
    const packet = new Uint8Array(bytes.length + 28)
    packet.set(bytes, 28)
    const moved = inspectMessage(packet, 28)
    expect(moved.map(({ offset }) => offset - 28)).toEqual(layers.map(({ offset }) => offset))
    expect(moved[1]!.fields[0]!.bit).toBe(layers[1]!.fields[0]!.bit + 28 * 8)
  })

  it('never throws, and never shows a field beyond the bytes', () => {
    fc.assert(fc.property(anyMessage, fc.nat(), fc.integer({ min: 0, max: 255 }), (message, at, octet) => {
      const octets = encodeMessage(message)
      octets[at % octets.length] = octet
      for (const layer of inspectMessage(octets)) {
        for (const field of layer.fields) expect(field.bit + field.bits).toBeLessThanOrEqual(octets.length * 8)
      }
    }))
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => void inspectMessage(octets)))
  })
})
