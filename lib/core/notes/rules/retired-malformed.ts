// An entry of retired.yaml that says too little.
import type { Rule } from '#lib/core/notes/rule.ts'

export const retiredMalformed: Rule = {
  code: 'retired-malformed',
  *checkCollection({ retired }) {
    for (const { at, reason } of retired.faults) yield { at, file: retired.file, params: { reason } }
  },
}
