// "Which SACK blocks does the acknowledgment carry?" The block with the newest arrival comes first.
import type { Result } from '#lib/core/problem.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import { askMoment, describeArrival, sentIn, type Moment } from '#lib/core/protocols/tcp/exercises/moment.ts'
import { hostTitles, type Scenario } from '#lib/core/protocols/tcp/exercises/run.ts'
import type { SackBlock } from '#lib/core/protocols/tcp/wire.ts'

export const sackBlocksKind = 'sack-blocks'

function blocksIn(moment: Moment): readonly SackBlock[] {
  const { arrival } = moment
  if (arrival === null || arrival.SEG.data === '') return []
  const option = sentIn(moment, arrival.host)[0]?.SEG.options.find(({ kind }) => kind === 'sack')
  return option?.kind === 'sack' ? option.blocks : []
}

export function askSackBlocks(scenario: Scenario, seed: string): Result<Exercise> {
  return askMoment(
    sackBlocksKind,
    scenario,
    seed,
    (moment) => blocksIn(moment).length > 0,
    (moment) => {
      const blocks = blocksIn(moment)
      const { SEG, host } = moment.arrival!
      const name = hostTitles(scenario)[host]
      const arrives = describeArrival(moment)
      const value = blocks.flat().join(' ')
      const mistakes = [
        {
          value: [...blocks].reverse().flat().join(' '),
          why: {
            en: 'The block that holds the newest arrival comes first.',
            zh: '包含最新到达数据的块排在最前。',
          },
        },
        {
          value: `${SEG.SEQ} ${SEG.SEQ + SEG.data.length}`,
          why: {
            en: 'A block is a whole contiguous run, and every run is reported.',
            zh: '一个块是一整段连续数据，且每一段都要报告。',
          },
        },
        {
          value: blocks.map(([left, right]) => `${left} ${right - 1}`).join(' '),
          why: { en: 'The right edge is the octet after the run.', zh: '右边界是该段之后的那个字节。' },
        },
      ]
      return {
        question: {
          en: `${arrives.en} at ${name.en}. Which SACK blocks does its answer carry? (left right left right …)`,
          zh: `${arrives.zh}${name.zh}。它的应答带有哪些 SACK 块？（按“左 右 左 右 …”填写）`,
        },
        form: {
          kind: 'fields',
          fields: [
            {
              ...{ name: 'SACK', label: { en: 'SACK blocks', zh: 'SACK 块' }, kind: 'numbers' },
              accepted: [{ value, clause: 'RFC 2018 §4' }],
              mistakes: mistakes.filter((one) => one.value !== value),
            },
          ],
        },
        explanation: {
          en: `Held beyond the gap: ${blocks.map(([left, right]) => `${left}–${right}`).join(', ')}; the newest first.`,
          zh: `缺口之后已收到：${blocks.map(([left, right]) => `${left}–${right}`).join('，')}；最新的在前。`,
        },
        clauses: ['RFC 2018 §3', 'RFC 2018 §4'],
      }
    },
  )
}
