// What a scenario's header says to people: its title, what to look for, the hosts' names. In both languages,
// or it is a problem with the file.
import type { Problem } from '#lib/core/problem.ts'
import { headerValue, headerValues, type HeaderLine } from '#lib/core/protocols/trace.ts'

export interface ScenarioText {
  readonly title: string
  /** One thing to look for each. */
  readonly look: readonly string[]
  /** Names of the lifelines, A first. */
  readonly names: readonly string[]
}

export interface ScenarioDescription {
  readonly en: ScenarioText
  readonly zh: ScenarioText
  /** What the scenario is about, for lists: `opening`, `loss`… */
  readonly tags: readonly string[]
  /** Virtual time at which the recorded run ends; null: when nothing is due any more. */
  readonly untilMs: number | null
}

/** Header keys that describe; all others are settings of the protocol's machine. */
export const descriptiveKeys: ReadonlySet<string> = new Set([
  ...['title.en', 'title.zh', 'look.en', 'look.zh', 'names.en', 'names.zh'],
  ...['tags', 'until', 'seed'],
])

export function describeScenario(header: readonly HeaderLine[]): {
  readonly description: ScenarioDescription
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  for (const key of ['title.en', 'title.zh', 'look.en', 'look.zh']) {
    if (!header.some((line) => line.key === key)) {
      problems.push({ code: 'trace-header', params: { key }, place: { line: 1 } })
    }
  }
  const text = (lang: 'en' | 'zh'): ScenarioText => ({
    title: headerValue(header, `title.${lang}`, ''),
    look: headerValues(header, `look.${lang}`),
    names: headerValue(header, `names.${lang}`, 'A, B').split(/\s*[,，、]\s*/),
  })
  const until = headerValue(header, 'until', '')
  return {
    description: {
      en: text('en'),
      zh: text('zh'),
      tags: headerValue(header, 'tags', '')
        .split(/\s*,\s*/)
        .filter((tag) => tag !== ''),
      untilMs: /^\d{1,9}$/.test(until) ? Number(until) : null,
    },
    problems,
  }
}
