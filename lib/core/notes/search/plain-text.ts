// Markdown → the text that is searched and shown in snippets. Not a renderer: what it leaves of a mark is looked at
// for a moment, while parsing six hundred answers for good would hold a process up for seconds.

/** Prose, code and tables without their marks, in one line. Clozes show what they hide. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^\s*(?:```|~~~).*$/gm, ' ')
    .replace(/^\s*:{2,}.*$/gm, ' ')
    .replace(/^\s*\|?\s*:?-{3,}[-:|\s]*$/gm, ' ')
    .replace(/\{\{c\d+::(.*?)(?:::.*?)?\}\}/g, '$1')
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, ' ')
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, '$1')
    .replace(/`+|\*\*|__(?=\S)|~~/g, '')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)|(?<=\S)\*(?![\p{L}\p{N}*])/gu, '')
    .replace(/\s*\|\s*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
