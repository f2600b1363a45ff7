// Candidates and a small blueprint for the interview tests; no real card stands here.
import type { Blueprint, BlueprintRequest, PlannedQuestion } from '#lib/core/interview/blueprint.ts'
import type { Candidate } from '#lib/core/interview/candidate.ts'
import type { CardId, CardKind, Layer, Level, TopicId } from '#lib/core/notes/card.ts'

export const minute = 60_000

export function candidate(card: string, over: Partial<Candidate> = {}): Candidate {
  return {
    card: card as CardId,
    topic: 'tcp' as TopicId,
    layer: 'transport',
    tags: [],
    level: 1,
    importance: 2,
    kind: 'explain',
    question: `What about ${card}?`,
    keyPoints: [
      { id: 'ack', text: 'the server acknowledges the segment', weight: 2, synonyms: [] },
      { id: 'timer', text: 'the retransmission timer runs out', weight: 1, synonyms: ['timeout'] },
    ],
    pitfalls: [],
    followUps: [],
    memory: null,
    ...over,
  }
}

/** `count` cards over four topics, all levels and kinds; every third follows on to the next two. */
export function manyCandidates(count: number): Candidate[] {
  const kinds: readonly CardKind[] = ['explain', 'explain', 'choice', 'explain', 'typed', 'order']
  const topics: readonly [string, Layer][] = [
    ['tcp', 'transport'],
    ['http', 'application'],
    ['dns', 'application'],
    ['ip', 'network'],
  ]
  return Array.from({ length: count }, (_, i) => {
    const [topic, layer] = topics[Math.floor(i / 18) % topics.length]!
    const next = [(i + 6) % count, (i + 12) % count]
    return candidate(`card-${i}`, {
      topic: topic as TopicId,
      layer,
      level: ((Math.floor(i / 6) % 3) + 1) as Level,
      importance: ((Math.floor(i / 3) % 3) + 1) as 1 | 2 | 3,
      kind: kinds[i % kinds.length]!,
      followUps:
        i % 3 === 0
          ? next.map((target) => ({
              question: `And then ${target}?`,
              topic: topic as TopicId,
              card: `card-${target}` as CardId,
            }))
          : [],
    })
  })
}

export const request: BlueprintRequest = {
  minutes: 20,
  level: 2,
  scope: { kind: 'all' },
  lang: 'en',
  mode: 'mixed',
  mayPause: true,
  personal: true,
  seed: 'one',
}

const question = (id: string, card: string, followUps: readonly PlannedQuestion[] = []): PlannedQuestion => ({
  id,
  card: card as CardId,
  topic: 'tcp' as TopicId,
  question: `What about ${card}?`,
  kind: 'explain',
  level: 2,
  importance: 2,
  plannedMs: 2 * minute,
  followUps,
})

/** Ten minutes: q1 with two follow-ups (the first with one of its own), q2, q3. */
export const small: Blueprint = {
  format: 1,
  request: { ...request, minutes: 10, mode: 'explain' },
  totalMs: 10 * minute,
  pauseMs: 5 * minute,
  sections: [
    {
      kind: 'core',
      plannedMs: 10 * minute,
      questions: [
        question('q1', 'a', [question('q1.1', 'b', [question('q1.1.1', 'c')]), question('q1.2', 'd')]),
        question('q2', 'e'),
        question('q3', 'f'),
      ],
    },
  ],
}

export const smallCards: ReadonlyMap<CardId, Candidate> = new Map(
  ['a', 'b', 'c', 'd', 'e', 'f'].map((card) => [card as CardId, candidate(card)]),
)

export const smallPoints: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ['q1', 'q1.1', 'q1.1.1', 'q1.2', 'q2', 'q3'].map((id) => [id, ['ack', 'timer']]),
)
