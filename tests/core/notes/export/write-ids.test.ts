// Ids written into people's files: every byte that is not an id stays, in every encoding and with all line ends; the file
// reads as before, and each card has its id. The notes are the fixtures of the reader.
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeIds } from '#lib/core/notes/export/write-ids.ts'
import { matchCards } from '#lib/core/notes/identity.ts'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'

const notes = ['import', 'unseen'].flatMap((folder) => {
  const path = fileURLToPath(new URL(`../../../fixtures/${folder}/`, import.meta.url))
  return readdirSync(path)
    .filter((name) => /\.(?:md|tsv|csv|notes)$/.test(name))
    .map((name) => ({ name: name.replace(/\.notes$/, ''), text: readFileSync(path + name, 'utf8').replace(/^\ufeff/, '') }))
    .filter(({ text }) => !text.startsWith('%%% '))
})

/** What no standard encoder writes: the bytes of GB 18030, looked up by decoding all of its two-byte characters. */
const gb = new Map<string, readonly number[]>()
for (let first = 0x81; first <= 0xfe; first += 1)
  for (let second = 0x40; second <= 0xfe; second += 1) {
    const sign = second === 0x7f ? '\ufffd' : new TextDecoder('gb18030').decode(new Uint8Array([first, second]))
    if (sign.length === 1 && sign !== '\ufffd') gb.set(sign, [first, second])
  }
const four = new Map<string, readonly number[]>()
function gbBytes(sign: string): readonly number[] {
  const code = sign.codePointAt(0)!
  if (code < 0x80) return [code]
  const two = gb.get(sign)
  if (two !== undefined) return two
  if (code >= 0x10000) {
    const index = code - 0x10000
    return [0x90 + Math.floor(index / 12600), 0x30 + (Math.floor(index / 1260) % 10), 0x81 + (Math.floor(index / 10) % 126), 0x30 + (index % 10)]
  }
  if (four.size === 0)
    for (let index = 0; index < 39420; index += 1) {
      const bytes = [0x81 + Math.floor(index / 12600), 0x30 + (Math.floor(index / 1260) % 10), 0x81 + (Math.floor(index / 10) % 126), 0x30 + (index % 10)]
      four.set(new TextDecoder('gb18030').decode(new Uint8Array(bytes)), bytes)
    }
  return four.get(sign) ?? [0x3f]
}

const encodings = {
  utf8: (text: string) => new TextEncoder().encode(text),
  'utf8 with mark': (text: string) => new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)]),
  utf16le: (text: string) => new Uint8Array([0xff, 0xfe, ...signs(text).flatMap((sign) => units(sign).flatMap((unit) => [unit & 255, unit >> 8]))]),
  utf16be: (text: string) => new Uint8Array([0xfe, 0xff, ...signs(text).flatMap((sign) => units(sign).flatMap((unit) => [unit >> 8, unit & 255]))]),
  gb18030: (text: string) => new Uint8Array(signs(text).flatMap((sign) => gbBytes(sign))),
}
const units = (sign: string): number[] => Array.from({ length: sign.length }, (_, index) => sign.charCodeAt(index))
const signs = (text: string): string[] => Array.from(text)

function mark(bytes: Uint8Array, file: string) {
  const before = readNotes(bytes, { file })
  const ids = new Map(before.cards.map((_, index) => [index, `q-test${String(index)}`]))
  const made = writeIds(bytes, { file, ids })
  if (!made.ok) throw new Error(made.problem.code)
  return { before, ids, made: made.value, after: readNotes(made.value.bytes, { file }) }
}

/** The file with what was put in taken out again. */
function withoutInserted({ bytes, inserted }: ReturnType<typeof mark>['made']): Uint8Array {
  const kept: number[] = []
  let shift = 0
  let from = 0
  for (const { at, length } of inserted) {
    for (let index = from; index < at + shift; index += 1) kept.push(bytes[index]!)
    from = at + shift + length
    shift += length
  }
  for (let index = from; index < bytes.length; index += 1) kept.push(bytes[index]!)
  return new Uint8Array(kept)
}

function expectOnlyIds(bytes: Uint8Array, file: string) {
  const { before, made, after, ids } = mark(bytes, file)
  expect(withoutInserted(made)).toEqual(bytes)
  expect(made.inserted).toHaveLength(made.written.length)
  expect(after.cards.map(({ question, answer, kind, context }) => ({ question, answer, kind, context }))).toEqual(
    before.cards.map(({ question, answer, kind, context }) => ({ question, answer, kind, context })),
  )
  const written = new Set(made.written)
  for (const [index, card] of after.cards.entries()) if (written.has(ids.get(index)!)) expect(card.id).toBe(ids.get(index))
  return { cards: before.cards.filter((card) => !card.explicitId).length, written: made.written.length }
}

describe('ids in people’s own files', () => {
  it.each(notes.map(({ name, text }) => [name, text] as const))('%s: the rest stays byte for byte, in each encoding', (name, text) => {
    for (const [encoding, encode] of Object.entries(encodings))
      for (const form of encoding === 'utf8' ? [text, text.replace(/\n/g, '\r\n'), text.trimEnd()] : [text]) {
        const { cards, written } = expectOnlyIds(encode(form), name)
        if (!/\.(?:csv|tsv|txt)$/.test(name)) expect(written, encoding).toBe(cards)
      }
  })

  it('a second writing changes nothing', () => {
    for (const { name, text } of notes) {
      const { made } = mark(encodings.utf8(text), name)
      const again = mark(made.bytes, name).made
      if (made.left.length === 0) expect(again.bytes).toEqual(made.bytes)
    }
  })

  it('a reworded question is known by its id', () => {
    const { made, before, ids } = mark(encodings.utf8('## What is ARP?\n\nIt finds link-layer addresses.\n\n## What is RARP?\n\nThe reverse.\n'), 'a.md')
    const text = new TextDecoder().decode(made.bytes)
    expect(text).toBe('## What is ARP? <!-- id: q-test0 -->\n\nIt finds link-layer addresses.\n\n## What is RARP? <!-- id: q-test1 -->\n\nThe reverse.\n')
    const reworded = text.replace('What is ARP?', '地址解析协议做什么？').replace('It finds link-layer addresses.', '由 IP 地址找 MAC 地址。')
    const known = before.cards.map((card, index) => ({ ...card, id: ids.get(index)!, textId: null, file: 'a.md', line: card.place.line }))
    const { joins, missing, added } = matchCards(known, readNotes(reworded, { file: 'a.md' }).cards)
    expect(joins.map(({ known: id, rule, change }) => `${id} ${rule} ${change}`)).toEqual(['q-test0 explicit-id material', 'q-test1 explicit-id none'])
    expect({ missing, added }).toEqual({ missing: [], added: [] })
  })

  it('whatever a note is pieced together from, only ids come in', () => {
    const piece = fc.constantFrom(
      '# Title\n', '## What is a port?\n', '##没有空格？\n', '\r\n', '\n', '    indented\n', '- item?\n  answer\n', '> 引用吗？\n', 'Q: a?\nA: b\n', '```\ncode\n', '```\n',
      '<details><summary>Why?</summary>\n', '</details>\n', '|Q|A|\n|---|---|\n|x?|y|\n', '??? question "w?"\n    z\n', '1. 什么是 X？\nX 是。\n', 'a::b\n', '#flashcards\n', 'text 😀 text\n', '<!-- c -->\n', '**Bold?**\nyes\n', '---\n', 'What?\n----\nbody\n',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.constantFrom(...Object.keys(encodings)), (pieces, encoding) => {
        const bytes = encodings[encoding as keyof typeof encodings](pieces.join(''))
        expectOnlyIds(bytes, 'x.md')
      }),
      { numRuns: 150 },
    )
  })
})
