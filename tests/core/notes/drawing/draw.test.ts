import fc from 'fast-check'
import type { Element } from 'hast'
import { describe, expect, it } from 'vitest'
import { drawBlock, figureOf } from '#lib/core/notes/drawing/draw.ts'
import { textWidth } from '#lib/core/notes/drawing/svg.ts'
import { renderMarkdown } from '#lib/core/notes/render-markdown.ts'

const kinds = ['header', 'packet', 'sequence', 'graph', 'plot'] as const

function drawn(kind: string, code: string) {
  const result = drawBlock(kind, code)
  if (result?.ok !== true) throw new Error(`not drawn: ${JSON.stringify(result)}`)
  return result.value
}

const textsOf = (children: readonly Element[]) => children.filter(({ tagName }) => tagName === 'text').map(({ children: [text] }) => (text?.type === 'text' ? text.value : ''))
const numberOf = (element: Element, name: string) => Number(element.properties[name])

describe('a header', () => {
  const source = '32 bits\n16 source port\n16 destination port\n32 sequence number\n4 offset\n12 rest\n16 window\n* options'

  it('says each field with its bits, in order', () => {
    expect(drawn('header', source).said).toEqual(['source port (16)', 'destination port (16)', 'sequence number (32)', 'offset (4)', 'rest (12)', 'window (16)', 'options'])
  })

  it('draws fields as wide as they are long, without gap or overlap', () => {
    const boxes = drawn('header', source).children.filter(({ tagName }) => tagName === 'rect')
    const rows = [...new Set(boxes.map((box) => numberOf(box, 'y')))].map((y) => boxes.filter((box) => numberOf(box, 'y') === y))
    expect(rows.map((row) => row.length)).toEqual([2, 1, 3, 1])
    for (const row of rows) {
      let x = 1
      for (const box of row) {
        expect(numberOf(box, 'x')).toBeCloseTo(x, 0)
        x += numberOf(box, 'width')
      }
      expect(x).toBeCloseTo(385, 0)
    }
  })

  it.each([
    ['31 bits\n31 field', 1],
    ['32 bits\n16 a\n17 b', 3],
    ['32 bits\n16 a', 2],
    ['32 bits\n48 not whole rows', 2],
    ['32 bits\n16 a\n* any length, in the middle of a row', 3],
    ['32 bits\n31 a\n1 too long a name', 3],
    ['32 bits', 1],
    ['', 1],
  ])('names the line at fault: %j', (code, line) => {
    expect(drawBlock('header', code)).toMatchObject({ ok: false, fault: { line } })
  })
})

describe('a packet', () => {
  it('marks what stands in brackets, and says as what', () => {
    const { said, children } = drawn('packet', '[] = encrypted\ntunnel: new IP | ESP | [IP | TCP (20)] | ICV')
    expect(said).toEqual(['tunnel: new IP, ESP, IP [encrypted], TCP (20) [encrypted], ICV'])
    // Two parts and the one of the legend.
    expect(children.filter(({ properties }) => JSON.stringify(properties['className']) === '["marked"]')).toHaveLength(3)
  })

  it.each(['a | [b', 'a | b]', '[a]', '[] = x\n[a | [b]]', 'a || b', '[] = x'])('refuses %j', (code) => {
    expect(drawBlock('packet', code)).toMatchObject({ ok: false })
  })
})

describe('a sequence', () => {
  it('says who sends what to whom, what is lost, and which state follows', () => {
    const { said } = drawn('sequence', 'A, B\nA -> B: SYN\nB: SYN-RECEIVED\nB -x A: SYN,ACK\n-- a second later\nB -> A: SYN,ACK')
    expect(said).toEqual(['A → B: SYN', 'B: SYN-RECEIVED', 'B → A: SYN,ACK ✗', 'a second later', 'B → A: SYN,ACK'])
  })

  it('lets time run down: each message leaves below the one before, unless they cross', () => {
    const leaves = (code: string) => drawn('sequence', code).children.filter(({ tagName, properties }) => tagName === 'line' && properties['className'] === undefined).map((arrow) => numberOf(arrow, 'y1'))
    const [first, second, third] = leaves('A, B\nA -> B: one\nB -> A: two\n& A -> B: three')
    expect(second!).toBeGreaterThan(first!)
    expect(third).toBe(second)
  })

  it('has room for the longest text between two lifelines', () => {
    const { width } = drawn('sequence', 'A, B\nA -> B: a message with rather a lot to say of itself, all in one line')
    expect(width).toBeGreaterThan(textWidth('a message with rather a lot to say of itself, all in one line'))
  })

  it.each(['A', 'A, A\nA -> A: x', 'A, B\nA -> C: x', 'A, B\nA -> B', 'A, B\nA: alone', 'A, B\nA -> A: x'])('refuses %j', (code) => {
    expect(drawBlock('sequence', code)).toMatchObject({ ok: false })
  })
})

describe('graph', () => {
  const source = 'INIT at 1 1\nBOUND at 2 1\nEND at 3 1\nINIT -> BOUND: ACK\nBOUND -> INIT: NAK\nINIT -> END'

  it('says what leads where', () => {
    expect(drawn('graph', source).said).toEqual(['INIT → BOUND: ACK', 'BOUND → INIT: NAK', 'INIT → END'])
  })

  it('goes around a state that stands between', () => {
    const { children } = drawn('graph', source)
    const inBetween = children.find(({ tagName, properties }, i) => tagName === 'rect' && properties['className'] === undefined && textsOf(children.slice(i, i + 2))[0] === 'BOUND')!
    const around = children.filter(({ tagName }) => tagName === 'polyline').at(-1)!
    const points = String(around.properties['points']).split(' ').map((point) => point.split(',').map(Number))
    const [x, y, width, height] = (['x', 'y', 'width', 'height'] as const).map((name) => numberOf(inBetween, name)) as [number, number, number, number]
    expect(points.filter(([px, py]) => px! > x && px! < x + width && py! > y && py! < y + height)).toEqual([])
  })

  it.each(['A at 1 1', 'A at 1 1\nB at 1 1\nA -> B', 'A at 1 1\nA -> A: x', 'A at 1 1\nA -> B: x', 'A at 0 1'])('refuses %j', (code) => {
    expect(drawBlock('graph', code)).toMatchObject({ ok: false })
  })
})

describe('a plot', () => {
  const source = 'round trips, cwnd\nslow start: 0 1, 1 2, 2 4\navoidance: 2 4, 6 8\n6 8 -> 6 4: loss\n-- 0 4, 2 4: ssthresh'
  const pointsOf = (curve: Element) => String(curve.properties['points']).split(' ').map((point) => point.split(',').map(Number))

  it('says each phase, jump and level with its points', () => {
    expect(drawn('plot', source).said).toEqual(['cwnd / round trips', 'slow start: 0 1, 1 2, 2 4', 'avoidance: 2 4, 6 8', 'loss: 6 8, 6 4', 'ssthresh: 0 4, 2 4'])
  })

  it('lets phases follow each other, to scale, more being higher', () => {
    const [slow, avoidance] = drawn('plot', source).children.filter(({ tagName }) => tagName === 'polyline').map(pointsOf)
    expect(avoidance![0]).toEqual(slow!.at(-1))
    const [[x0, y1], [x1, y2], [x2, y4]] = slow as [[number, number], [number, number], [number, number]]
    expect(x2 - x1).toBeCloseTo(x1 - x0, 0)
    expect(y2 - y4).toBeCloseTo(2 * (y1 - y2), 0)
    expect(y4).toBeLessThan(y1)
  })

  it('writes above a jump what it is, whether up or down', () => {
    const heightOf = (jump: string) => numberOf(drawn('plot', `time, size\na: 0 4, 5 4\n${jump}: now`).children.find(({ tagName, children: [text] }) => tagName === 'text' && text?.type === 'text' && text.value === 'now')!, 'y')
    expect(heightOf('5 4 -> 5 8')).toBe(heightOf('5 8 -> 5 4'))
  })

  it('writes the name of a phase below it, in two lines where it must', () => {
    const texts = textsOf(drawn('plot', 'time, size\ngrows without a pause: 0 1, 2 9\nrests: 2 9, 6 9').children)
    expect(texts).toEqual(expect.arrayContaining(['grows without a', 'pause', 'rests']))
    expect(texts).not.toContain('grows without a pause')
  })

  it.each([
    ['time', 1],
    ['time, size', 1],
    ['time, size\nback: 3 1, 2 4', 2],
    ['time, size\none point: 3 1', 2],
    ['time, size\na: 0 1, 2 4\n2 4 -> 3 1: no jump', 3],
    ['time, size\na: 0 1, 2 4\n-- 0 4, 2 3: no level', 3],
    ['time, size\nno room for any of so many words: 0 1, 1 2\nb: 1 2, 20 1', 2],
    ['time, size\na: 0 1, 1 2000', 2],
    [`${'time '.repeat(12)}, size\na: 0 1, 1 2`, 1],
    [`time, size\na: 0 1, 9 2\n9 2 -> 9 1: ${'too long '.repeat(8)}`, 3],
    ['time, size\na: 0 1, 9 2\n-- 8 2, 9 2: no room for it there', 3],
  ])('names the line at fault: %j', (code, line) => {
    expect(drawBlock('plot', code)).toMatchObject({ ok: false, fault: { line } })
  })
})

describe('any block', () => {
  const anyLine = fc.oneof(
    fc.string(),
    fc.constantFrom('32 bits', '16 a', '* b', '[] = c', 'a | b', '[a | b]', 'A, B', 'A -> B: x', '& B -> A: y', 'A: z', '-- n', 'A at 1 1', 'B at 2 1', 'A -> B', 'rise: 0 1, 4 9', '4 9 -> 4 2: fall', '-- 0 5, 4 5: level', 'constructor, __proto__'),
  )

  it('is drawn with finite numbers within its bounds, or refused with its line', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.array(anyLine, { maxLength: 14 }), (kind, lines) => {
        const result = drawBlock(kind, lines.join('\n'))!
        if (!result.ok) {
          expect(result.fault.line).toBeGreaterThan(0)
          return
        }
        const { width, height, children, said } = result.value
        expect(said.length).toBeGreaterThan(0)
        expect(width > 0 && height > 0 && width < 20_000 && height < 20_000).toBe(true)
        expect(JSON.stringify(children)).not.toMatch(/NaN|Infinity/)
      }),
      { numRuns: 2000 },
    )
  })

  it('of more lines or characters than can be read is refused', () => {
    expect(drawBlock('sequence', ['A, B', ...Array.from({ length: 80 }, () => 'A -> B: x')].join('\n'))).toMatchObject({ ok: false, fault: { line: 61 } })
    expect(drawBlock('packet', 'a'.repeat(500))).toMatchObject({ ok: false, fault: { line: 1 } })
  })

  it('of another language is code', () => {
    expect(drawBlock('text', 'A, B')).toBeNull()
    expect(drawBlock('constructor', 'A, B')).toBeNull()
  })
})

describe('on the page', () => {
  it('is a figure that is read aloud as a list, in its language', () => {
    const html = renderMarkdown('```sequence\nA, B\nA -> B: SYN\n```', { lang: 'zh' })
    expect(html).toMatch(/^<figure class="drawing" tabindex="0" role="group" aria-label="示意图"><svg viewBox="0 0 \d+ \d+"/)
    expect(html).toContain('aria-label="示意图: A → B: SYN"')
    expect(html).not.toContain('style=')
  })

  it('is code where it cannot be drawn, and text is never markup', () => {
    expect(renderMarkdown('```sequence\nonly one\n```', { lang: 'en' })).toContain('<pre')
    const html = renderMarkdown('```packet\n"><img src=x onerror=alert(1)> | b\n```', { lang: 'en' })
    // In an attribute a quote is what counts, in text the bracket.
    expect(html.replace(/aria-label="[^"]*"/g, '')).not.toContain('<img')
    expect(html).toContain('>"&#x3C;img src=x'.replace('>"', '>">'))
  })

  it('scrolls where it is wider than a phone', () => {
    expect(figureOf(drawn('packet', 'a rather long name | another rather long name | and a third one | and more'), 'en').properties['className']).toEqual(['drawing', 'wide'])
  })
})
