// Which sections an RFC has, so that a source can be checked without its text. `content/rfc-sections.json` is
// a copy of the index for the RFCs that the notes cite, made by `pickRfcSections`; it is never written by
// hand.

export interface RfcEntry {
  readonly number: number
  readonly title: string
  readonly obsoletedBy: readonly number[]
  /** Number → title; an empty list where nothing is numbered. */
  readonly sections: Readonly<Record<string, string>> | readonly []
  /** Headings, for RFCs that number nothing. */
  readonly unnumbered?: readonly string[]
  /** Other numbers for sections, such as `3` for `3.0`. */
  readonly aliases?: Readonly<Record<string, string>>
}

export type RfcIndex = readonly RfcEntry[]

/**
 * The entries of the cited RFCs, by number, with only the fields that the check needs. Unlisted numbers are
 * left out.
 */
export function pickRfcSections(index: RfcIndex, citedNumbers: readonly number[]): RfcEntry[] {
  const cited = new Set(citedNumbers)
  return index
    .filter(({ number }) => cited.has(number))
    .sort((a, b) => a.number - b.number)
    .map(({ number, title, obsoletedBy, sections, unnumbered, aliases }) => ({
      number,
      title,
      obsoletedBy,
      sections: Array.isArray(sections) ? {} : sections,
      ...(unnumbered === undefined ? {} : { unnumbered }),
      ...(aliases === undefined ? {} : { aliases }),
    }))
}

/** Whether an RFC has a section of that number, alias or, where none is numbered, heading. */
export function hasSection(rfc: RfcEntry, section: string): boolean {
  return (
    Object.hasOwn(rfc.sections, section) ||
    Object.hasOwn(rfc.aliases ?? {}, section) ||
    (rfc.unnumbered ?? []).includes(section)
  )
}
