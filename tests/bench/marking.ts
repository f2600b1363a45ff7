// How far the marker agrees with marks made by hand: the halves that it was not tuned on. Agreement, not
// time, so that there is no floor.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { agreementByGroup, type Agreement, type MarkedTwice } from '#lib/core/answers/agreement.ts'
import { markKeyPoints, type MarkInput } from '#lib/core/answers/mark-key-points.ts'
import { makeRow, type Benchmark } from './benchmark.ts'

interface MarkedAnswer extends MarkInput {
  readonly marked: { readonly points: Readonly<Record<string, 'yes' | 'no'>>; readonly grade: number; readonly kind: string }
}

const folder = new URL('../fixtures/answers/', import.meta.url)
/** By row: b has sheets like ours, d hardly a synonym on the sheet, f answers in people's own words with roles swapped. */
const halves = { marking: 'b', 'marking-bare': 'd', 'marking-own-words': 'f' } as const

export const marking: Benchmark = {
  names: Object.keys(halves),
  run(say) {
    const rows = Object.entries(halves).map(([name, half]) => {
      const groups = agreementByGroup(readHalf(half).map(markTwice))
      say(`half ${half}: answers, precision, recall, recall with unsure, share unsure, weighted kappa`)
      for (const [group, each] of groups) say(`${group.padEnd(10)} ${figures(each)}`)
      const { kappa } = groups.get('all')!
      return makeRow(name, { value: kappa, unit: 'weighted kappa', floor: null }, '≥ 0.8', kappa >= 0.8)
    })
    return Promise.resolve(rows)
  },
}

function readHalf(half: string): MarkedAnswer[] {
  return ['en', 'zh'].flatMap((lang) =>
    readFileSync(fileURLToPath(new URL(`${half}.${lang}.jsonl`, folder)), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as MarkedAnswer))
}

const markTwice = (answer: MarkedAnswer): MarkedTwice =>
  ({ groups: ['all', answer.lang, answer.marked.kind], byHand: answer.marked, byMachine: markKeyPoints(answer) })

const figures = ({ answers, precision, recall, recallWithUnsure, unsure, kappa }: Agreement): string =>
  [String(answers).padStart(4), ...[precision, recall, recallWithUnsure, unsure, kappa].map((each) => each.toFixed(3).padStart(7))].join(' ')
