// CSV and TSV text → rows of fields with the line they begin on: RFC 4180 quotes, any separator, line ends inside quotes.
// Also the `#key:value` lines that Anki writes before the rows. Total and linear; says nothing of what fields mean.

export interface Row {
  readonly fields: readonly string[]
  /** 1-based line, and offset in characters, of the row's beginning. */
  readonly line: number
  readonly offset: number
}

export interface Delimited {
  /** Keys in lower case: `separator`, `html`, `guid column`, `columns`… */
  readonly directives: ReadonlyMap<string, string>
  readonly rows: readonly Row[]
}

const named: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  space: ' ',
  pipe: '|',
  colon: ':',
}

/** The rows of a text. The separator is Anki's if it names one, else the file's (`.tsv`), else the likeliest of its first line. */
export function readDelimited(text: string, file: string): Delimited {
  const directives = new Map<string, string>()
  let offset = 0
  let line = 1
  for (;;) {
    const match = /^#([a-z][a-z ]*):([^\r\n]*)(?:\r\n|\r|\n|$)/i.exec(text.slice(offset, offset + 2000))
    if (match === null) break
    directives.set(match[1]!.trim().toLowerCase(), match[2]!.trim())
    offset += match[0].length
    line += 1
    if (offset >= text.length) break
  }
  return {
    directives,
    rows: readRows(text, offset, line, findSeparator(directives, text.slice(offset, offset + 2000), file)),
  }
}

function findSeparator(directives: ReadonlyMap<string, string>, sample: string, file: string): string {
  const given = directives.get('separator')
  if (given !== undefined && given !== '') return named[given.toLowerCase()] ?? given[0]!
  if (/\.tsv$/i.test(file)) return '\t'
  const first = sample.split(/[\r\n]/)[0] ?? ''
  const count = (sign: string): number => first.split(sign).length - 1
  return [',', '\t', ';', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

function readRows(text: string, from: number, firstLine: number, separator: string): Row[] {
  const rows: Row[] = []
  let fields: string[] = []
  let field = ''
  let line = firstLine
  let start = { line, offset: from }
  let quoted = false
  const endRow = (next: number): void => {
    fields.push(field)
    if (fields.some((one) => one.trim() !== '')) rows.push({ fields, ...start })
    fields = []
    field = ''
    start = { line, offset: next }
  }
  for (let index = from; index < text.length; index += 1) {
    const sign = text[index]!
    const breaks = sign === '\n' || (sign === '\r' && text[index + 1] !== '\n')
    if (breaks) line += 1
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[index + 1] === '"') {
        field += '"'
        index += 1
      } else quoted = false
    } else if (sign === '"' && field === '') quoted = true
    else if (sign === separator) {
      fields.push(field)
      field = ''
    } else if (breaks) endRow(index + 1)
    else if (sign !== '\r') field += sign
  }
  endRow(text.length)
  return rows
}
