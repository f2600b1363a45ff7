// The font of the pictures is cut down: a title that it cannot draw would stand there in boxes.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { langs } from '#lib/core/notes/card.ts'
import { readTopics } from '#lib/server/usecases/read-topics.ts'
import { messages } from '../../../app/_ui/i18n/messages.ts'

const file = fileURLToPath(new URL('../../../app/[lang]/topics/[topic]/picture.png/noto-sans-sc-bold.otf', import.meta.url))

describe('the font of the pictures', () => {
  it.each(langs)('has every character of titles, first questions and layers, %s', async (lang) => {
    const drawn = charactersOf(readFileSync(file))
    const pages = await readTopics(lang)
    expect(pages.length).toBeGreaterThan(40)
    const texts = [...Object.values(messages[lang].topics.layers), ...pages.flatMap(({ title, firstQuestion }) => [title, firstQuestion])]
    const missing = new Set(Array.from(texts.join('')).filter((character) => !drawn.has(character.codePointAt(0)!)))
    expect([...missing]).toEqual([])
  })
})

/** The code points in the font's character map. OpenType, `cmap`, formats 4 and 12. */
function charactersOf(font: Buffer): ReadonlySet<number> {
  const found = new Set<number>()
  const addAll = (from: number, to: number) => { for (let at = from; at <= to; at++) found.add(at) }
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i)
  const cmap = font.readUInt32BE(tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap')! + 8)
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4)
    const format = font.readUInt16BE(at)
    if (format === 12)
      for (let group = 0; group < font.readUInt32BE(at + 12); group++) addAll(font.readUInt32BE(at + 16 + 12 * group), font.readUInt32BE(at + 20 + 12 * group))
    if (format === 4) {
      const segments = font.readUInt16BE(at + 6) / 2
      for (let segment = 0; segment < segments; segment++) {
        const [to, from] = [font.readUInt16BE(at + 14 + 2 * segment), font.readUInt16BE(at + 16 + 2 * segments + 2 * segment)]
        if (to !== 0xffff) addAll(from, to)
      }
    }
  }
  return found
}
