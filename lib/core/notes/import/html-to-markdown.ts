// The HTML that flashcard programs keep in their fields → Markdown. A tokenizer and a few rules, no document tree: tags
// that Markdown has are translated, all others go and their text stays; scripts and styles go whole. Total and linear.
// The Markdown is sanitised like any other when it is shown; this is not a security boundary.

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  times: '×',
  rarr: '→',
  larr: '←',
  le: '≤',
  ge: '≥',
  ne: '≠',
  middot: '·',
  bull: '•',
}

const inline: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  i: '*',
  em: '*',
  code: '`',
  tt: '`',
  kbd: '`',
  s: '~~',
  del: '~~',
  strike: '~~',
}
const blocks = new Set([
  'p',
  'div',
  'section',
  'article',
  'table',
  'ul',
  'ol',
  'dl',
  'blockquote',
  'header',
  'footer',
  'center',
  'figure',
  'tbody',
  'thead',
])
const deepestList = 8

/** What was opened and not yet closed, the finished lines, and the line being written. */
interface Output {
  readonly lines: string[]
  line: string
  readonly lists: { ordered: boolean; count: number }[]
  pre: boolean
  href: string | null
  cells: number
}

/** The Markdown of a field. Text without any tag or entity comes back as it is. */
export function htmlToMarkdown(html: string): string {
  if (!/[<&]/.test(html)) return html.trim()
  const lower = html.toLowerCase()
  const endOf = (sign: string, from: number): number => {
    const at = lower.indexOf(sign, from)
    return at < 0 ? html.length : at + sign.length
  }
  const out: Output = { lines: [], line: '', lists: [], pre: false, href: null, cells: 0 }
  let index = 0
  while (index < html.length) {
    const next = html.indexOf('<', index)
    const to = next < 0 ? html.length : next
    if (to > index) addText(out, decodeEntities(html.slice(index, to)))
    if (next < 0) break
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]{0,2000})>/.exec(html.slice(next, next + 2100))
    if (tag !== null) {
      const name = tag[2]!.toLowerCase()
      index = next + tag[0].length
      if (tag[1] === '' && (name === 'script' || name === 'style')) index = endOf(`</${name}>`, index)
      else addTag(out, name, tag[1] === '/', tag[3]!)
    } else if (html.startsWith('<!--', next)) {
      index = endOf('-->', next)
    } else {
      addText(out, '<')
      index = next + 1
    }
  }
  addBreak(out, 1)
  return out.lines
    .join('\n')
    .replace(/(\*\*|~~) ?\1/g, '')
    .trim()
}

function addText(out: Output, text: string): void {
  if (out.pre) {
    const [first = '', ...rest] = text.split(/\r\n|[\r\n]/)
    out.line += first
    for (const line of rest) {
      out.lines.push(out.line)
      out.line = line
    }
    return
  }
  const flat = text.replace(/[\s\u00a0]+/g, ' ')
  out.line += out.line === '' ? flat.trimStart() : flat
}

/** Ends the line; with 2 a blank one follows. */
function addBreak(out: Output, lines: 1 | 2): void {
  const line = out.line.trimEnd()
  out.line = ''
  if (line !== '') out.lines.push(line)
  if (lines === 2 && out.lines.length > 0 && out.lines.at(-1) !== '') out.lines.push('')
}

function addTag(out: Output, name: string, closing: boolean, attributes: string): void {
  const sign = inline[name]
  if (sign !== undefined) {
    if (!out.pre) out.line += sign
  } else if (name === 'br') {
    if (out.pre) addText(out, '\n')
    else addBreak(out, 1)
  } else if (name === 'pre') {
    addBreak(out, closing ? 1 : 2)
    out.line = '```'
    out.pre = !closing
    addBreak(out, closing ? 2 : 1)
  } else if (name === 'li') {
    if (!closing) addItem(out)
  } else if (name === 'ul' || name === 'ol') {
    if (closing) out.lists.pop()
    addBreak(out, out.lists.length === 0 ? 2 : 1)
    if (!closing && out.lists.length < deepestList) out.lists.push({ ordered: name === 'ol', count: 0 })
  } else if (/^h[1-6]$/.test(name)) {
    // A heading inside a card would end it; bold says as much.
    if (!closing) addBreak(out, 2)
    out.line += '**'
    if (closing) addBreak(out, 2)
  } else if (name === 'img') {
    const source = attribute(attributes, 'src')
    if (source !== null)
      out.line += `![${attribute(attributes, 'alt') ?? ''}](${source.includes(' ') ? `<${source}>` : source})`
  } else if (name === 'a') {
    addLink(out, closing, attributes)
  } else if (name === 'hr') {
    addBreak(out, 2)
    out.line = '---'
    addBreak(out, 2)
  } else addBlock(out, name, closing)
}

function addBlock(out: Output, name: string, closing: boolean): void {
  if (name === 'tr') {
    addBreak(out, 1)
    out.cells = 0
  } else if (name === 'td' || name === 'th') {
    if (!closing) {
      if (out.cells > 0) out.line += ' | '
      out.cells += 1
    }
  } else if (blocks.has(name)) {
    addBreak(out, name === 'div' || out.lists.length > 0 ? 1 : 2)
    if (name === 'blockquote' && !closing) out.line = '> '
  }
}

function addItem(out: Output): void {
  addBreak(out, 1)
  const list = out.lists.at(-1)
  if (list !== undefined) list.count += 1
  out.line =
    '  '.repeat(Math.max(0, out.lists.length - 1)) + (list?.ordered === true ? `${list.count}. ` : '- ')
}

function addLink(out: Output, closing: boolean, attributes: string): void {
  if (!closing) {
    out.href = attribute(attributes, 'href')
    if (out.href !== null) out.line += '['
  } else if (out.href !== null) {
    out.line += `](${out.href})`
    out.href = null
  }
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`\\b${name}\\s{0,9}=\\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    attributes,
  )
  const value = match?.[1] ?? match?.[2] ?? match?.[3]
  return value === undefined
    ? null
    : decodeEntities(value)
        .replace(/\(/g, '%28')
        .replace(/\)/g, '%29')
        .replace(/[\r\n]/g, '')
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{1,10}));/g,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return entities[name] ?? whole
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
      return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : whole
    },
  )
}
