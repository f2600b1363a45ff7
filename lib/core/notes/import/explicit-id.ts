// The ids that people (or their programs) wrote beside their questions: `<a id="…">`, `{#…}`, Obsidian's ` ^…`,
// `<!-- id: … -->`. An id that is no card id as CONTRACTS has them (2 to 40 of [a-z0-9-]) identifies nothing here.

const forms = [
  /<a\b[^<>]*\b(?:id|name)\s*=\s*["']([^"'<>]+)["'][^<>]*>/i,
  /\{[ \t]*#([\w-]+)[^{}]*\}[ \t]*#*[ \t]*$/,
  /(?:^|[ \t])\^([\w-]+)[ \t]*$/,
  /<!--[ \t]*(?:card[- ]?)?id[ \t]*[:=][ \t]*([\w-]+)[ \t]*-->/i,
]

const cardId = /^[a-z0-9-]{2,40}$/

/** The id in a line of Markdown, or null. */
export function findExplicitId(markdown: string): string | null {
  if (!/[<{^]/.test(markdown) || markdown.length > 4000) return null
  for (const form of forms) {
    const id = form.exec(markdown)?.[1]?.toLowerCase()
    if (id !== undefined && cardId.test(id)) return id
  }
  return null
}
