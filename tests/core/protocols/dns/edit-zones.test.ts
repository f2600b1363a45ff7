import { describe, expect, it } from 'vitest'
import { editZones, mostZoneCharacters } from '#lib/core/protocols/dns/edit-zones.ts'
import { labZones } from './lab.ts'

const shop = labZones.find(({ name }) => name === 'shop.com')!.text
const edit = (text: string, name = 'shop.com') => editZones(labZones, [{ name, text }])

describe('zones edited by hand', () => {
  it('take the place of those of their name; without an edit all stay the same objects', () => {
    const { zones, faults } = edit(shop.replace('203.0.113.40', '203.0.113.99'))
    expect(faults).toEqual([])
    expect(zones.filter(({ text }, at) => text !== labZones[at]!.text).map(({ name }) => name)).toEqual(['shop.com'])
    expect(editZones(labZones, []).zones).toBe(labZones)
  })

  it('have every fault at its line', () => {
    const { faults } = edit(`${shop}\nodd A 1.2.3\nwww A 203.0.113.1\n`)
    expect(faults.map(({ place }) => place)).toMatchObject([{ file: 'shop.com', line: shop.split('\n').length + 1 }, { file: 'shop.com' }])
  })

  it('are bounded: unknown zones, long texts, servers at more addresses than are opened', () => {
    expect(edit(shop, 'evil.test').faults).toMatchObject([{ code: 'trace-event' }])
    expect(edit(';'.repeat(mostZoneCharacters + 1)).faults).toMatchObject([{ code: 'lab-bound' }])
    const many = Array.from({ length: 1000 }, (_, i) => `@ NS n${i}\nn${i} A 203.0.${i >> 8}.${i & 255}`).join('\n')
    expect(edit(`${shop}\n${many}\n`).faults).toMatchObject([{ code: 'lab-bound', params: { what: 'addresses' } }])
  })
})
