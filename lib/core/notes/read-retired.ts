// Reads `content/retired.yaml`: what became of built-in ids that the notes no longer hold.
// `id: {successor: id | none, reason: text}`, where an id is a card (`tcp-isn`) or one facet of a card that
// stays (`tcp-isn#c2`). A successor reads the old reviews as its own.
import { LineCounter, isMap, isScalar, parseDocument } from 'yaml'
import type { Node as YamlNode } from 'yaml'
import type { Spot } from '#lib/core/notes/spot.ts'

/** `tcp-isn` or `tcp-isn#c2`. */
const cardOrFacet = /^[a-z0-9-]{2,40}(?:#(?:main|c[1-9]\d?|x-[a-z0-9-]{1,24}))?$/

export interface RetiredId {
  /** A card, or one facet of a card. */
  readonly id: string
  /** Null: nothing takes its place; its reviews are kept and it leaves the queue. */
  readonly successor: string | null
  readonly reason: string
  readonly at: Spot
}

export interface RetiredList {
  readonly file: string
  readonly ids: readonly RetiredId[]
  readonly faults: readonly { readonly at: Spot; readonly reason: string }[]
}

/** Reads the file's text; null stands for no file. Entries at fault are left out and listed in `faults`. */
export function readRetired(text: string | null, file = 'retired.yaml'): RetiredList {
  const ids: RetiredId[] = []
  const faults: { at: Spot; reason: string }[] = []
  if (text === null) return { file, ids, faults }
  const lines = new LineCounter()
  const spot = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
    for (const { message, pos } of document.errors) faults.push({ at: spot(pos[0]), reason: message })
    const { contents } = document
    if (contents !== null && !isMap(contents)) faults.push({ at: { line: 1, column: 1 }, reason: 'no ids' })
    for (const { key, value } of isMap(contents) ? contents.items : []) {
      const at = spot((key as YamlNode | null)?.range?.[0] ?? 0)
      const id = isScalar(key) ? String(key.value) : ''
      const successor: unknown = isMap(value) ? value.get('successor') : undefined
      const reason: unknown = isMap(value) ? value.get('reason') : undefined
      const others = isMap(value) ? value.items.length : 0
      if (!cardOrFacet.test(id)) faults.push({ at, reason: id })
      else if (typeof successor !== 'string' || !cardOrFacet.test(successor))
        faults.push({ at, reason: `${id}: successor` })
      else if (typeof reason !== 'string' || reason.trim() === '' || others !== 2)
        faults.push({ at, reason: `${id}: reason` })
      else ids.push({ id, successor: successor === 'none' ? null : successor, reason, at })
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    faults.push({ at: { line: 1, column: 1 }, reason: 'nested too deeply' })
  }
  return { file, ids, faults }
}
