/** Fills `{name}` in a sentence that needs no plural: where a page is too small to carry a message formatter. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
}
