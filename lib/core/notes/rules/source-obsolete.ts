// An obsoleted RFC may be named as history in prose, but it does not back a claim.
import type { Rule } from '#lib/core/notes/rule.ts'

/** TLS 1.3: the notes were written against RFC 8446, before the text of RFC 9846 could be read. */
const successorUnread: ReadonlySet<number> = new Set([8446])

export const sourceObsolete: Rule = {
  code: 'source-obsolete',
  *checkCollection({ outlines, rfcs }) {
    for (const { file, citations } of outlines) {
      for (const { rfc, where, at } of citations) {
        const successors = rfcs.get(rfc)?.obsoletedBy ?? []
        if (where === 'prose' || successors.length === 0 || successorUnread.has(rfc)) continue
        yield {
          at,
          file,
          params: { rfc, successors: successors.map((number) => `RFC ${number}`).join(', ') },
        }
      }
    }
  },
}
