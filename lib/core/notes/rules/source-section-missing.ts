// A section that the RFC does not have: the most common sign of a citation from memory.
import { hasSection } from '#lib/core/notes/rfc-sections.ts'
import type { Rule } from '#lib/core/notes/rule.ts'

export const sourceSectionMissing: Rule = {
  code: 'source-section-missing',
  *checkCollection({ outlines, rfcs }) {
    for (const { file, citations } of outlines) {
      for (const { rfc, section, at } of citations) {
        const entry = rfcs.get(rfc)
        if (entry !== undefined && !hasSection(entry, section)) yield { at, file, params: { rfc, section } }
      }
    }
  },
}
