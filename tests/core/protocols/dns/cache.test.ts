import { expect, it } from 'vitest'
import { emptyCache, findAnswer, mostHeld, rank, storeReply, type RankedSet } from '#lib/core/protocols/dns/cache.ts'
import type { DnsName } from '#lib/core/protocols/dns/name.ts'

const setOf = (name: string, ttl: number): RankedSet =>
  ({ name: name as DnsName, type: 'A', class: 'IN', ttl, data: [{ type: 'A', address: '203.0.113.1' }], rank: rank.answerAuthoritative })
const questionOf = (name: string) => ({ name: name as DnsName, type: 'A', class: 'IN' })
const replyOf = (name: string, ttl: number) => ({ rcode: 'NOERROR', aa: true, ra: false, answer: [setOf(name, ttl)], authority: [], additional: [] })

it('a flood of names pushes the oldest out, and the cache stays as small as it was', () => {
  let cache = emptyCache
  for (let at = 0; at < 3 * mostHeld; at++) cache = storeReply(cache, 0, replyOf(`n${at}.example.`, 300), questionOf(`n${at}.example.`)).cache
  expect(Object.keys(cache.sets).length).toBeLessThanOrEqual(mostHeld)
  expect(Object.keys(cache.answers).length).toBeLessThanOrEqual(mostHeld)
  expect(findAnswer(cache, 0, questionOf(`n${3 * mostHeld - 1}.example.`))?.answer).toHaveLength(1)
  expect(findAnswer(cache, 0, questionOf('n0.example.'))).toBeNull()
})

it('what is over goes before what is old', () => {
  let cache = storeReply(emptyCache, 0, replyOf('old.example.', 86_400), questionOf('old.example.')).cache
  for (let at = 0; at < mostHeld - 5; at++) cache = storeReply(cache, 0, replyOf(`brief${at}.example.`, 1), questionOf(`brief${at}.example.`)).cache
  for (let at = 0; at < 10; at++) cache = storeReply(cache, 5000, replyOf(`new${at}.example.`, 300), questionOf(`new${at}.example.`)).cache
  expect(findAnswer(cache, 5000, questionOf('new0.example.'))?.answer).toHaveLength(1)
  expect(findAnswer(cache, 5000, questionOf('old.example.'))?.answer).toHaveLength(1)
  expect(Object.keys(cache.sets).length).toBeLessThan(20)
})
