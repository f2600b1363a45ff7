import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answerOffers,
  checkChoice,
  formatExtension,
  parseExtensions,
  type DeflatePolicy,
} from '#lib/core/protocols/websocket/extensions.ts'

const parse = (text: string) => parseExtensions(text).extensions
const answer = (offer: string, policy: DeflatePolicy | null = {}) => {
  const { response } = answerOffers(parse(offer), policy)
  return response === null ? null : formatExtension(response)
}
const declined = (offer: string) => answerOffers(parse(offer), {}).verdicts.map((verdict) => verdict.declined)
const choose = (chosen: string, offered: string) => {
  const verdict = checkChoice(parse(chosen), parse(offered))
  return verdict.ok ? verdict.params : verdict.reason
}

describe('the grammar (RFC 6455 §9.1)', () => {
  it('reads names, parameters and quoted values', () => {
    expect(parse('mux; max-channels=4; flow-control ,, deflate-stream,x;a="10"; b = "\\t"')).toEqual([
      {
        name: 'mux',
        params: [
          { name: 'max-channels', value: '4' },
          { name: 'flow-control', value: null },
        ],
      },
      { name: 'deflate-stream', params: [] },
      {
        name: 'x',
        params: [
          { name: 'a', value: '10' },
          { name: 'b', value: 't' },
        ],
      },
    ])
  })

  it.each([
    ['a;', 2, 'a parameter name'],
    [';', 0, 'an extension name'],
    ['a b', 2, '“,” or “;”'],
    ['a; b=', 5, 'a parameter value'],
    ['a; b="x', 5, 'a parameter value'],
    ['a; b=""', 5, 'a parameter value'],
    ['a, @', 3, 'an extension name'],
  ])('%s breaks at %d', (text, at, expected) => expect(parseExtensions(text).fault).toEqual({ at, expected }))

  it('never fails to end, and what it writes it reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        const { extensions } = parseExtensions(text)
        expect(parse(extensions.map(formatExtension).join(', '))).toEqual(extensions)
      }),
    )
    const noise = fc.array(fc.constantFrom('a', ';', ',', '=', '"', ' ', '\\'), { maxLength: 20 })
    fc.assert(
      fc.property(noise, (pieces) => {
        const text = pieces.join('')
        const { extensions, fault } = parseExtensions(text)
        if (fault !== null) expect(fault.at).toBeLessThanOrEqual(text.length)
        expect(parse(extensions.map(formatExtension).join(', '))).toEqual(extensions)
      }),
    )
  })
})

describe('what a server answers (RFC 7692 §7.1)', () => {
  it.each([
    ['permessage-deflate', {}, 'permessage-deflate'],
    [
      'permessage-deflate; client_max_window_bits; server_max_window_bits=10',
      {},
      'permessage-deflate; server_max_window_bits=10',
    ],
    ['permessage-deflate; server_max_window_bits=15', {}, 'permessage-deflate; server_max_window_bits=15'],
    ['permessage-deflate; server_no_context_takeover', {}, 'permessage-deflate; server_no_context_takeover'],
    ['permessage-deflate; client_max_window_bits=9', {}, 'permessage-deflate; client_max_window_bits=9'],
    ['permessage-deflate', { clientMaxWindowBits: 10 }, 'permessage-deflate'],
    [
      'permessage-deflate; client_max_window_bits',
      { clientMaxWindowBits: 10 },
      'permessage-deflate; client_max_window_bits=10',
    ],
    ['permessage-deflate', { serverMaxWindowBits: 9 }, 'permessage-deflate; server_max_window_bits=9'],
    [
      'permessage-deflate',
      { serverNoContextTakeover: true, clientNoContextTakeover: true },
      'permessage-deflate; server_no_context_takeover; client_no_context_takeover',
    ],
    ['foo', {}, null],
  ] as const)('%s with %o → %s', (offer, policy, response) => expect(answer(offer, policy)).toBe(response))

  it('nothing when compression is switched off', () => expect(answer('permessage-deflate', null)).toBeNull())

  it('declines what RFC 7692 §7 says, and takes the next offer', () => {
    expect(declined('permessage-deflate; server_max_window_bits=7')).toEqual([
      'server_max_window_bits must be 8 to 15',
    ])
    expect(declined('permessage-deflate; server_max_window_bits=16')).toEqual([
      'server_max_window_bits must be 8 to 15',
    ])
    expect(declined('permessage-deflate; server_max_window_bits=08')).toEqual([
      'server_max_window_bits must be 8 to 15',
    ])
    expect(declined('permessage-deflate; server_max_window_bits')).toEqual([
      'server_max_window_bits must be 8 to 15',
    ])
    expect(declined('permessage-deflate; server_no_context_takeover=1')).toEqual([
      'server_no_context_takeover takes no value',
    ])
    expect(declined('permessage-deflate; client_max_window_bits; client_max_window_bits')).toEqual([
      'client_max_window_bits stands twice',
    ])
    expect(declined('permessage-deflate; x, permessage-foo, permessage-deflate, permessage-deflate')).toEqual(
      ['unknown parameter x', 'unknown extension', null, 'an earlier offer was accepted'],
    )
  })

  it('never names client_max_window_bits unasked', () => {
    const params = answerOffers(parse('permessage-deflate'), { clientMaxWindowBits: 8 }).params
    expect(params?.clientMaxWindowBits).toBe(15)
  })
})

describe('what a client accepts', () => {
  it('the agreed parameters', () => {
    expect(
      choose(
        'permessage-deflate; server_max_window_bits=10',
        'permessage-deflate; server_max_window_bits=12',
      ),
    ).toEqual({
      serverNoContextTakeover: false,
      clientNoContextTakeover: false,
      serverMaxWindowBits: 10,
      clientMaxWindowBits: 15,
    })
    expect(choose('', 'permessage-deflate')).toBeNull()
    expect(
      choose('permessage-deflate; server_max_window_bits=9', 'permessage-deflate; foo, permessage-deflate'),
    ).toMatchObject({ serverMaxWindowBits: 9 })
  })

  it.each([
    ['permessage-deflate', '', 'not offered'],
    ['x-foo', 'x-foo', 'not supported'],
    ['permessage-deflate, permessage-deflate', 'permessage-deflate', 'chosen twice'],
    [
      'permessage-deflate; client_max_window_bits=10',
      'permessage-deflate',
      'client_max_window_bits was not offered',
    ],
    [
      'permessage-deflate; client_max_window_bits',
      'permessage-deflate; client_max_window_bits',
      'client_max_window_bits must be 8 to 15',
    ],
    [
      'permessage-deflate',
      'permessage-deflate; server_no_context_takeover',
      'server_no_context_takeover is missing',
    ],
    [
      'permessage-deflate',
      'permessage-deflate; server_max_window_bits=10',
      'server_max_window_bits is above 10',
    ],
    ['permessage-deflate; foo', 'permessage-deflate', 'unknown parameter foo'],
  ])('not “%s” for “%s”: %s', (chosen, offered, reason) => expect(choose(chosen, offered)).toBe(reason))

  it('every answer of our server', () => {
    const bits = fc.option(fc.integer({ min: 8, max: 15 }), { nil: undefined })
    fc.assert(
      fc.property(
        fc.record({ serverMaxWindowBits: bits, clientMaxWindowBits: bits }, { requiredKeys: [] }),
        fc.subarray([
          'server_no_context_takeover',
          'client_no_context_takeover',
          'client_max_window_bits',
          'server_max_window_bits=11',
        ]),
        (policy, params) => {
          const offers = parse(['permessage-deflate', ...params].join('; '))
          const given = answerOffers(offers, JSON.parse(JSON.stringify(policy)) as DeflatePolicy)
          const verdict = checkChoice([given.response!], offers)
          expect(verdict).toEqual({ ok: true, params: given.params })
        },
      ),
    )
  })
})
