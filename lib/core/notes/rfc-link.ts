// The public address of an RFC's section. Numbered sections and appendices have anchors there, headings have
// none.

/** `RFC 9293`, `RFC 9293 §3.5`, as people write it in prose; groups: number, section. */
export const rfcMention = /\bRFC[ \u00a0](\d{1,5})(?:,?[ \u00a0]?§[ \u00a0]?([0-9A-Z]+(?:\.[0-9A-Z]+)*))?/g

/** For instance `https://www.rfc-editor.org/rfc/rfc9293#section-3.5`. */
export function rfcUrl(rfc: number, section: string | null): string {
  const page = `https://www.rfc-editor.org/rfc/rfc${rfc}`
  if (section === null || !/^[0-9A-Z]+(?:\.[0-9A-Z]+)*$/.test(section)) return page
  return `${page}#${/^\d/.test(section) ? 'section' : 'appendix'}-${section}`
}
