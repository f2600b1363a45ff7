import { describe, expect, it } from 'vitest'
import { caseGroups, conformCases, groupOf } from '#lib/core/protocols/websocket/cases.ts'
import type { ConformCase } from '#lib/core/protocols/websocket/conform-case.ts'
import { conformWebSocket, runCase } from '#lib/core/protocols/websocket/conform.ts'
import { createEndpoint } from '#lib/core/protocols/websocket/machine.ts'
import { plainDeflate } from '#lib/core/protocols/websocket/permessage-deflate.ts'

const endpoint = createEndpoint(plainDeflate)

describe('the table', () => {
  it('has the cases of each group', () => {
    const counts = caseGroups.map(({ name }) => conformCases.filter((each) => groupOf(each) === name).length)
    expect(counts).toEqual([16, 11, 7, 10, 20, 145, 37, 54, 1, 90, 126])
    expect(new Set(conformCases.map((each) => each.id)).size).toBe(conformCases.length)
  })
})

describe('our endpoint', () => {
  it('passes every case, as a server and as a client', { timeout: 600_000 }, () => {
    const report = conformWebSocket(endpoint)
    expect(report.groups.flatMap((group) => group.failures)).toEqual([])
    expect(report).toMatchObject({ passed: 517, failed: 0, unsupported: 0 })
  })
})

describe('a flipped expectation is seen', () => {
  const find = (id: string) => conformCases.find((each) => each.id === id)!
  const flips: [string, (row: ConformCase) => ConformCase][] = [
    ['1.1.2', (row) => ({ ...row, replies: () => [] })],
    ['1.1.2', (row) => ({ ...row, replies: () => [...row.replies(), ...row.replies()] })],
    ['2.2', (row) => ({ ...row, replies: () => [{ kind: 'pong', payload: new Uint8Array([1]) }] })],
    ['3.1', (row) => ({ ...row, close: 1003 })],
    ['4.1.3', (row) => ({ ...row, replies: () => [] })],
    ['5.6', (row) => ({ ...row, replies: () => [...row.replies()].reverse() })],
    ['6.3.1', (row) => ({ ...row, close: 1002 })],
    ['6.6.1', (row) => ({ ...row, close: 1000, testerCloses: true })],
    ['7.3.1', (row) => ({ ...row, close: 1000 })],
    ['7.9.3', (row) => ({ ...row, close: 1004 })],
    [
      '10.1.1',
      (row) => ({ ...row, replies: () => [{ kind: 'message', opcode: 2, payload: new Uint8Array(65536) }] }),
    ],
    ['12.1.1', (row) => ({ ...row, replies: () => [...row.replies()].slice(1) })],
    [
      '13.3.1',
      (row) => ({
        ...row,
        compression: { offer: 'permessage-deflate; server_max_window_bits=7', fragmentBytes: null },
      }),
    ],
  ]
  it.each(flips)('%s', (id, flip) => {
    for (const role of ['server', 'client'] as const) {
      expect(runCase(endpoint, find(id), role)).toBeNull()
      expect(runCase(endpoint, flip(find(id)), role)).not.toBeNull()
    }
  })
})
