// Cuts the YAML front matter from a topic file and reads it into keys, values and places. It does not judge
// the values; `readAttributes` says for each key what is accepted, and the rules report what is not.
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Node as YamlNode } from 'yaml'
import type { Spot } from '#lib/core/notes/spot.ts'
import type { Lang, Layer, Level, TopicId } from '#lib/core/notes/card.ts'

export interface FrontMatterEntry {
  readonly key: string
  /** A scalar, a list of scalars, or undefined for anything deeper. */
  readonly value: FrontMatterValue
  readonly at: Spot
  readonly valueAt: Spot
  /** As written, for messages. */
  readonly written: string
}

export type FrontMatterValue =
  string | number | boolean | null | readonly (string | number | boolean | null)[] | undefined

export interface FrontMatter {
  /** Offset at which the Markdown begins; 0 where there is no front matter. */
  readonly end: number
  readonly present: boolean
  readonly faults: readonly { readonly at: Spot; readonly reason: string }[]
  readonly entries: readonly FrontMatterEntry[]
}

// Far above any honest front matter, far below what makes a YAML parser slow.
const maxLength = 16_384

const idPattern = /^[a-z0-9-]{2,40}$/
export const isTopicId = (text: unknown): text is TopicId => typeof text === 'string' && idPattern.test(text)
export const isLang = (text: unknown): text is Lang => text === 'zh' || text === 'en'

const layers: readonly unknown[] = [
  'link',
  'network',
  'transport',
  'security',
  'application',
  'general',
] satisfies Layer[]
const isTexts = (value: FrontMatterValue) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item.trim() !== '')

function isDate(value: FrontMatterValue): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

interface Attribute {
  readonly accepts: (value: FrontMatterValue) => boolean
  readonly expected: string
  readonly optional?: true
}

/** Every key of format 1, what it takes, and how to say so. */
export const attributes: Readonly<Record<string, Attribute>> = {
  format: { accepts: (value) => value === 1, expected: '1' },
  topic: { accepts: isTopicId, expected: '[a-z0-9-]{2,40}' },
  title: { accepts: (value) => typeof value === 'string' && value.trim() !== '', expected: 'text' },
  lang: { accepts: isLang, expected: 'zh | en' },
  layer: { accepts: (value) => layers.includes(value), expected: layers.join(' | ') },
  tags: { accepts: isTexts, expected: '[text, …]' },
  level: { accepts: (value) => value === 1 || value === 2 || value === 3, expected: '1 | 2 | 3' },
  license: { accepts: (value) => typeof value === 'string' && value.trim() !== '', expected: 'text' },
  sources: { accepts: isTexts, expected: '[text, …]' },
  reviewed: { accepts: isDate, expected: 'YYYY-MM-DD' },
  order: { accepts: Number.isSafeInteger, expected: 'integer' },
  requires: {
    accepts: (value) => Array.isArray(value) && value.every(isTopicId),
    expected: '[topic, …]',
    optional: true,
  },
}

export interface Attributes {
  readonly topic: TopicId
  readonly title: string
  readonly lang: Lang
  readonly layer: Layer
  readonly tags: readonly string[]
  readonly level: Level
  readonly license: string
  readonly sources: readonly string[]
  readonly reviewed: string
  readonly order: number
  readonly requires: readonly TopicId[]
}

/**
 * The front matter as a topic's attributes; null while any key is missing or has a value that is not
 * accepted.
 */
export function readAttributes(frontMatter: FrontMatter): Attributes | null {
  const values: Record<string, FrontMatterValue> = { requires: [] }
  for (const { key, value } of frontMatter.entries) {
    const attribute = attributes[key]
    if (attribute?.accepts(value) === true) values[key] = value
    else if (attribute !== undefined) return null
  }
  if (frontMatter.faults.length > 0 || Object.keys(attributes).some((key) => !(key in values))) return null
  const { format: _, ...topic } = values
  return topic as unknown as Attributes
}

/** Reads the front matter of a text with LF line ends. */
export function readFrontMatter(text: string): FrontMatter {
  if (!/^---[ \t]*(?:\n|$)/.test(text)) return { end: 0, present: false, faults: [], entries: [] }
  const start = text.indexOf('\n') + 1
  const closing = /^---[ \t]*$/m.exec(text.slice(start, start + maxLength))
  if (start === 0 || closing === null) {
    return {
      end: 0,
      present: true,
      faults: [{ at: { line: 1, column: 1 }, reason: 'no closing ---' }],
      entries: [],
    }
  }
  const yaml = text.slice(start, start + closing.index)
  const lines = new LineCounter()
  const spot = (offset: number): Spot => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1) + 1, column: Math.max(col, 1) }
  }
  const end = start + closing.index + closing[0].length
  try {
    const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false })
    const faults = document.errors.map(({ message, pos }) => ({ at: spot(pos[0]), reason: message }))
    const { contents } = document
    if (contents !== null && !isMap(contents)) {
      return {
        end,
        present: true,
        faults: [...faults, { at: { line: 2, column: 1 }, reason: 'no keys' }],
        entries: [],
      }
    }
    const entries = (contents?.items ?? []).map(({ key, value }): FrontMatterEntry => {
      const keyRange = (key as YamlNode | null)?.range ?? [0, 0]
      const valueNode = value as YamlNode | null
      const at = spot(keyRange[0])
      const range = valueNode?.range
      return {
        key: isScalar(key) ? String(key.value) : yaml.slice(keyRange[0], keyRange[1]),
        value: plainValue(valueNode),
        at,
        valueAt: range ? spot(range[0]) : at,
        written: range ? yaml.slice(range[0], range[1]).trim() : '',
      }
    })
    return { end, present: true, faults, entries }
  } catch (error) {
    // The composer recurses: a few thousand nested brackets run it out of stack, which is a fault of the
    // text.
    if (!(error instanceof RangeError)) throw error
    return {
      end,
      present: true,
      faults: [{ at: { line: 2, column: 1 }, reason: 'nested too deeply' }],
      entries: [],
    }
  }
}

function plainValue(node: YamlNode | null): FrontMatterValue {
  if (node === null) return null
  if (isScalar(node)) return plainScalar(node.value)
  if (!isSeq(node)) return undefined
  const items = node.items.map((item) => (isScalar(item) ? plainScalar(item.value) : undefined))
  return items.includes(undefined) ? undefined : (items as readonly (string | number | boolean | null)[])
}

function plainScalar(value: unknown): string | number | boolean | null | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return undefined
}
