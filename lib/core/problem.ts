// Every expected failure: code → HTTP status → one sentence in each language. This is the only such table.
// A failure that a person can meet is a `Problem` value; anything else is a bug and throws.
// `{name}` in a sentence is filled from the problem's `params`.

/** Where in a text or byte string something is: 1-based line and column, 0-based offset (characters) or byte. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly offset?: number
  readonly byte?: number
}

export interface Problem {
  readonly code: ProblemCode
  readonly params?: Readonly<Record<string, string | number>>
  readonly place?: Place
  /** A second place that explains the first, such as "first defined here". */
  readonly related?: Place
}

export type Result<T, P = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const fail = <P = Problem>(problem: P): { readonly ok: false; readonly problem: P } => ({ ok: false, problem })

interface ProblemEntry {
  /** HTTP status when it reaches a client; 422 for faults in a text. */
  readonly status: number
  readonly en: string
  readonly zh: string
}

const table = {
  // — the API —
  'bad-request': {
    status: 400,
    en: 'Unexpected {unexpected}, expected {expected}.',
    zh: '遇到 {unexpected}，应为 {expected}。',
  },
  'not-found': { status: 404, en: 'There is nothing at this address.', zh: '这个地址没有内容。' },
  // — notes, format 1 —
  // — the log and memory —
  // — lab: tcp —
  // — lab: dns —
  // — lab: websocket —
  // — importing notes —
  'notes-too-large': {
    status: 413,
    en: 'This file has {size} MB; notes are read up to {limit} MB a file. Split it.',
    zh: '这个文件有 {size} MB，每个笔记文件最多读取 {limit} MB，请拆开后再导入。',
  },
  'notes-too-many-lines': {
    status: 413,
    en: 'This file has more than {limit} lines. Split it.',
    zh: '这个文件超过 {limit} 行，请拆开后再导入。',
  },
  'notes-too-nested': {
    status: 422,
    en: 'Lists, quotes or brackets are nested too deeply here to be read.',
    zh: '这里的列表、引用或括号嵌套太深，无法读取。',
  },
  'notes-not-prose': {
    status: 422,
    en: 'One sign is repeated thousands of times here; notes do not look like that.',
    zh: '这里有一个字符连续重复了几千次，不像是笔记。',
  },
  'notes-binary': {
    status: 415,
    en: 'This is not a text file.',
    zh: '这不是文本文件。',
  },
  'notes-encoding': {
    status: 415,
    en: 'The encoding of this file is unknown, expected UTF-8, UTF-16 or GB 18030.',
    zh: '无法识别这个文件的编码，应为 UTF-8、UTF-16 或 GB 18030。',
  },
  'notes-restructured-text': {
    status: 415,
    en: 'This is reStructuredText, expected Markdown. Convert it first, for instance with pandoc.',
    zh: '这是 reStructuredText，应为 Markdown。请先转换，例如用 pandoc。',
  },
  'notes-without-answers': {
    status: 422,
    en: 'This file asks questions ({count}) but answers none of them, so it gives no cards.',
    zh: '这个文件只有问题（{count} 个）而没有答案，因此没有生成卡片。',
  },
  'notes-without-questions': {
    status: 422,
    en: 'No question or title with a text below it was found in this file.',
    zh: '这个文件里没有找到问题，也没有找到带正文的标题。',
  },
  'question-without-answer': {
    status: 422,
    en: 'Nothing answers this question: “{question}”.',
    zh: '这个问题没有答案：“{question}”。',
  },
  'questions-without-answers': {
    status: 422,
    en: 'These questions ({count}) stand in a list without answers.',
    zh: '这里列出了 {count} 个问题，但没有答案。',
  },
  'choice-without-right-option': {
    status: 422,
    en: 'None of the options is marked as right: “{question}”.',
    zh: '没有标出正确选项：“{question}”。',
  },
  'duplicate-note-id': {
    status: 422,
    en: 'The id “{id}” stands at two questions; it was kept at the first.',
    zh: '编号“{id}”出现在两个问题上，只保留在第一个上。',
  },
  // — interviews —
} as const satisfies Record<string, ProblemEntry>

export type ProblemCode = keyof typeof table

/** All codes, in the table's order: the fixtures' test holds one example against each. */
export const problemCodes = Object.keys(table) as readonly ProblemCode[]

/** The HTTP status that belongs to a code. */
export function problemStatus(code: ProblemCode): number {
  return table[code].status
}

/** The sentence that a person reads, in their language, with the problem's parameters filled in. */
export function describeProblem(problem: Problem, lang: 'zh' | 'en'): string {
  return table[problem.code][lang].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = problem.params?.[name]
    return value === undefined ? whole : String(value)
  })
}
