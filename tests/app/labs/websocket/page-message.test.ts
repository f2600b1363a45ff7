import { expect, it } from 'vitest'
import { compactJson, describeMessage } from '../../../../app/[lang]/labs/websocket/_components/page-message.ts'

it('lays JSON out when it comes back', () => {
  expect(describeMessage('{"type":"chat","to":["a","b"]}')).toEqual({
    kind: 'json',
    bytes: 30,
    shown: '{\n  "type": "chat",\n  "to": [\n    "a",\n    "b"\n  ]\n}',
  })
})

it.each(['5', '"x"', 'null', '{"a":', 'Hello'])('leaves %s the text that it is', (text) => {
  expect(describeMessage(text)).toEqual({ kind: 'text', bytes: text.length, shown: JSON.stringify(text) })
})

it('counts bytes, not characters, and cuts what is long', () => {
  expect(describeMessage('你好').bytes).toBe(6)
  expect(describeMessage('x'.repeat(5_000)).shown.length).toBeLessThan(210)
  expect(describeMessage(`[${'1,'.repeat(9_000)}1]`).shown.length).toBeLessThan(4_010)
})

it('shows the first bytes of a binary message', () => {
  expect(describeMessage(Uint8Array.of(0, 255, 128).buffer)).toEqual({ kind: 'binary', bytes: 3, shown: 'ArrayBuffer(3) 00 ff 80' })
  expect(describeMessage(new ArrayBuffer(0)).shown).toBe('ArrayBuffer(0)')
  expect(describeMessage(new ArrayBuffer(65_536)).shown).toMatch(/^ArrayBuffer\(65536\)( 00){16} …$/)
})

it('sends JSON without white space, and nothing else', () => {
  expect(compactJson('{ "a" : [1,\n 2] }')).toEqual({ text: '{"a":[1,2]}' })
  expect(compactJson('{a: 1}')).toHaveProperty('fault')
})
