// A block that asks to be drawn and cannot be would stand on the page as code.
import { drawBlock } from '#lib/core/notes/drawing/draw.ts'
import type { Rule } from '#lib/core/notes/rule.ts'
import { shorten } from '#lib/core/notes/shorten.ts'

export const drawingMalformed: Rule = {
  code: 'drawing-malformed',
  *checkTopic({ found }) {
    for (const { lang, value, position } of found.codeBlocks) {
      const drawn = lang == null ? null : drawBlock(lang, value)
      if (drawn === null || drawn.ok) continue
      const { line, column } = position!.start
      yield { at: { line: line + drawn.fault.line, column }, params: { kind: lang!, text: shorten(drawn.fault.text) } }
    }
  },
}
