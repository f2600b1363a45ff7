// Markdown of one line → the words a person reads. For titles and for hashes, never for display: it drops markup
// by pattern and parses nothing, because titles are short and a title's Markdown is often broken.

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  mdash: '—',
}

/** Longer than any title; keeps every pattern here cheap on hostile text. */
const longest = 4000

/** The text without links' addresses, emphasis, code marks, HTML tags, heading anchors, footnote marks and escapes. */
export function plainText(markdown: string): string {
  // Most titles and list items hold no markup at all, and fifteen patterns cost more than reading them.
  if (!/[<[{\\*`_~=&\u200b-\u200f\u2060\ufeff]/.test(markdown))
    return markdown
      .slice(0, longest)
      .replace(/[\s\u3000]+/g, ' ')
      .trim()
  return markdown
    .slice(0, longest)
    .replace(/<!--.*?-->/g, '')
    .replace(/[ \t]*\{[ \t]*[#.][^{}]*\}[ \t]*$/, '')
    .replace(/!\[([^[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '')
    .replace(/\[([^[\]]*(?:\[[^[\]]*\][^[\]]*)*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '$1')
    .replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, '$1')
    .replace(/\[([^[\]]+)\]\[[^[\]]*\]/g, '$1')
    .replace(/\[\^[^[\]]+\]/g, '')
    .replace(/<\/?[a-zA-Z][^<>]*>/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/(\*{1,3})(?=\S)([^*]*[^\s*])\1/g, '$2')
    .replace(/~~(?=\S)([^~]*)~~/g, '$1')
    .replace(/==(?=[^\s=])([^=]*)==/g, '$1')
    .replace(/`+|\*\*/g, '')
    .replace(/(^|[\s(（])_{1,3}(?=\S)|(?<=\S)_{1,3}(?=$|[\s)）.,，。!?！？:：])/g, '$1')
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/&#(\d{1,7});/g, (whole, digits: string) => fromCode(Number(digits), whole))
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\s\u3000]+/g, ' ')
    .trim()
}

function fromCode(code: number, whole: string): string {
  return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : whole
}
