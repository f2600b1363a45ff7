// Quotes what an author wrote inside a message: one line, 60 characters at most.

export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = Array.from(line)
  return characters.length <= 60 ? line : `${characters.slice(0, 59).join('')}…`
}
