// Text of a topic file → the topic, every problem with its place, and an outline for the check of the whole
// collection. Read DESIGN's grammar as these rules: `read-draft` reads, `rules/` judge, `build-topic` builds.
// It opens no files; `Reading` says what only the reader of the bytes can know.
import type { Topic } from '#lib/core/notes/card.ts'
import { buildTopic } from '#lib/core/notes/build-topic.ts'
import type { Draft } from '#lib/core/notes/draft.ts'
import { readFrontMatter } from '#lib/core/notes/front-matter.ts'
import { outlineTopic } from '#lib/core/notes/outline-topic.ts'
import { readDraft } from '#lib/core/notes/read-draft.ts'
import type { Finding, Reading, SourceFile, TopicOutline } from '#lib/core/notes/rule.ts'
import { rules } from '#lib/core/notes/rules.ts'
import type { Problem } from '#lib/core/problem.ts'

export interface ParsedTopic {
  /**
   * Null while the front matter is at fault or the file could not be read at all. Cards at fault are left
   * out.
   */
  readonly topic: Topic | null
  /** In the order of the text. Each card that was left out has at least one here, on its own lines. */
  readonly problems: readonly Problem[]
  readonly outline: TopicOutline
}

/**
 * Reads one topic file of format 1. `file` is the name that places carry, `<folder>/<topic>.<lang>.md`. Never
 * throws: whatever is wrong with the text is in `problems`.
 */
export function parseTopic(text: string, file: string, reading: Reading = {}): ParsedTopic {
  const source: SourceFile = { file, text: normalise(text), reading }
  const unreadable = rules.flatMap(({ code, checkFile }) => problemsOf(code, file, checkFile?.(source)))
  if (unreadable.length > 0) return { topic: null, problems: unreadable, outline: emptyOutline(file) }
  let draft: Draft
  try {
    draft = readDraft(source.text, file, readFrontMatter(source.text))
  } catch (error) {
    // Nesting that the guard before the parser did not foresee. The parser's only failure is to run out of
    // stack.
    if (!(error instanceof RangeError)) throw error
    const problem: Problem = { code: 'nesting-too-deep', place: { file, line: 1, column: 1 } }
    return { topic: null, problems: [problem], outline: emptyOutline(file) }
  }
  const problems = rules.flatMap(({ code, checkTopic }) => problemsOf(code, file, checkTopic?.(draft)))
  return { topic: buildTopic(draft), problems: problems.sort(byPlace), outline: outlineTopic(draft) }
}

/** A byte order mark and foreign line ends are no one's fault; lines and columns stay what they were. */
function normalise(text: string): string {
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text
  return bare.includes('\r') ? bare.replace(/\r\n?/g, '\n') : bare
}

/** The findings of one rule as problems. */
export function problemsOf(
  code: Problem['code'],
  file: string,
  findings: Iterable<Finding> | undefined,
): Problem[] {
  return Array.from(findings ?? [], ({ at, file: elsewhere, params, related }): Problem => {
    const { line, column } = 'line' in at ? at : (at.position?.start ?? { line: 1, column: 1 })
    return {
      code,
      place: { file: elsewhere ?? file, line, column },
      ...(params === undefined ? {} : { params }),
      ...(related === undefined ? {} : { related }),
    }
  })
}

/** By file, line, column and code. */
export function byPlace(a: Problem, b: Problem): number {
  const order = (x: string, y: string) => (x < y ? -1 : x > y ? 1 : 0)
  return (
    order(a.place?.file ?? '', b.place?.file ?? '') ||
    (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
    (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
    order(a.code, b.code)
  )
}

function emptyOutline(file: string): TopicOutline {
  const named = /(?:^|\/)([^/.]+)\.(zh|en)\.md$/.exec(file)
  return {
    file,
    topic: named?.[1] ?? null,
    lang: named === null ? null : named[2] === 'zh' ? 'zh' : 'en',
    attributes: {},
    requires: [],
    cards: [],
    links: [],
    citations: [],
    labs: [],
    sections: [],
  }
}
