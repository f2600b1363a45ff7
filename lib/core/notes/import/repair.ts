// What was mended in a person's text before it was read: a countable list that people see ("dedented 27 blocks").
// The file itself is never changed; repairs live in the lines that the reader works on.

export type RepairKind =
  | 'dedented-block'
  | 'mended-heading'
  | 'heading-out-of-list'
  | 'split-line'
  | 'opened-admonition'
  | 'opened-details'
  | 'opened-quote'
  | 'opened-table'
  | 'closed-fence'
  | 'demoted-heading'

export interface Repair {
  readonly kind: RepairKind
  /** 1-based line of the original. */
  readonly line: number
}

/** A repair as the repairing functions note it: by offset, because lines shift while they work. */
export interface RepairNote {
  readonly kind: RepairKind
  readonly offset: number
}

const words: Readonly<Record<RepairKind, { readonly en: readonly [string, string]; readonly zh: string }>> = {
  'dedented-block': { en: ['dedented {n} block', 'dedented {n} blocks'], zh: '取消缩进 {n} 处' },
  'mended-heading': { en: ['mended {n} heading', 'mended {n} headings'], zh: '修正标题 {n} 个' },
  'heading-out-of-list': {
    en: ['freed {n} heading from a list', 'freed {n} headings from lists'],
    zh: '从列表中取出标题 {n} 个',
  },
  'split-line': {
    en: ['split {n} flattened line', 'split {n} flattened lines'],
    zh: '拆开压成一行的文字 {n} 处',
  },
  'opened-admonition': { en: ['opened {n} admonition', 'opened {n} admonitions'], zh: '展开提示框 {n} 个' },
  'opened-details': { en: ['opened {n} folded part', 'opened {n} folded parts'], zh: '展开折叠块 {n} 个' },
  'opened-quote': { en: ['opened {n} quote', 'opened {n} quotes'], zh: '展开引用 {n} 处' },
  'opened-table': { en: ['opened {n} table row', 'opened {n} table rows'], zh: '展开表格 {n} 行' },
  'closed-fence': { en: ['closed {n} code block', 'closed {n} code blocks'], zh: '补上代码块结尾 {n} 处' },
  'demoted-heading': {
    en: ['read {n} underlined paragraph as text', 'read {n} underlined paragraphs as text'],
    zh: '把误成标题的段落还原 {n} 处',
  },
}

/** How often each kind of repair was made, in the table's order; kinds that were not needed are left out. */
export function countRepairs(repairs: readonly Repair[]): readonly { kind: RepairKind; count: number }[] {
  return (Object.keys(words) as RepairKind[])
    .map((kind) => ({ kind, count: repairs.filter((repair) => repair.kind === kind).length }))
    .filter(({ count }) => count > 0)
}

/** One sentence for people: "dedented 27 blocks, mended 2 headings". Empty where nothing was mended. */
export function describeRepairs(repairs: readonly Repair[], lang: 'zh' | 'en'): string {
  return countRepairs(repairs)
    .map(({ kind, count }) => {
      const [one, many] = words[kind].en
      const template = lang === 'zh' ? words[kind].zh : count === 1 ? one : many
      return template.replace('{n}', String(count))
    })
    .join(lang === 'zh' ? '，' : ', ')
}
