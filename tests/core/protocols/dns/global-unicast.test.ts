import { describe, expect, it } from 'vitest'
import { isGlobalUnicast } from '#lib/core/protocols/dns/global-unicast.ts'
import { buildInternet, hintsOf } from '#lib/core/protocols/dns/internet.ts'
import { rootHints } from '#lib/core/protocols/dns/root-hints.ts'

describe('global unicast', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.0', '192.0.1.1', '223.255.255.255', '2606:4700::1111', '2a00:1450:4001::1'])(
    'is %s', (address) => { expect(isGlobalUnicast(address)).toBe(true) })

  it.each([
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8',
    '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.80', '224.0.0.251', '239.1.1.1', '240.0.0.1', '255.255.255.255',
    '::', '::1', '::ffff:8.8.8.8', '64:ff9b::808:808', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::fb', '2001:db8::1', '2002:7f00:1::', '2001::1', '3fff::1',
    '', 'localhost', '8.8.8', '08.8.8.8', '8.8.8.8.', '1.2.3.4/8', '2130706433', '0x7f.1',
  ])('is not %j', (address) => { expect(isGlobalUnicast(address)).toBe(false) })
})

describe('the root hints', () => {
  it('are thirteen servers that anybody may ask', () => {
    const internet = buildInternet([rootHints])
    expect(internet.faults).toEqual([])
    const { servers, addresses } = hintsOf(internet)
    expect(servers).toHaveLength(13)
    expect(new Set(addresses.map(({ address }) => address)).size).toBe(13)
    expect(addresses.filter(({ address }) => !isGlobalUnicast(address))).toEqual([])
  })
})
