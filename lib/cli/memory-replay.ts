// `memory replay FILE --zone ZONE --rollover H`: folds a CSV of reviews without a database.
import { readFile } from 'node:fs/promises'
import { wrongCall, type Command } from '#lib/cli/command.ts'
import { replayReviews } from '#lib/core/memory/replay.ts'
import { describeProblem } from '#lib/core/problem.ts'

export const memoryReplay: Command = {
  name: 'memory replay',
  usage: 'FILE --zone ZONE --rollover H [--json]',
  summary: 'fold a CSV of reviews (card_id,review_time,review_rating)',
  async run({ args, options }, say) {
    const zone = options['zone']
    const rollover = Number(options['rollover'])
    if (args.length !== 1) return wrongCall(memoryReplay, 'Which file?')
    if (typeof zone !== 'string' || typeof options['rollover'] !== 'string')
      return wrongCall(memoryReplay, 'A zone and a rollover hour are needed.')
    const csv = await readFile(args[0]!, 'utf8').catch((error: unknown) => error as NodeJS.ErrnoException)
    if (typeof csv !== 'string') return wrongCall(memoryReplay, `${args[0]!} cannot be read (${csv.code ?? ''}).`)
    const replayed = replayReviews(csv, { timeZone: zone, rolloverHour: rollover })
    if (!replayed.ok) return wrongCall(memoryReplay, describeProblem(replayed.problem, 'en'))
    const { cards, problems } = replayed.value
    for (const problem of problems) say(describeProblem(problem, 'en'))
    const rows = cards.map((card) => `${card.card_id}\t${card.stability}\t${card.difficulty}\t${card.due}\t${card.reps}\t${card.lapses}`)
    return {
      exitCode: problems.length > 0 ? 1 : 0,
      value: cards,
      text: ['card_id\tstability\tdifficulty\tdue\treps\tlapses', ...rows].join('\n'),
    }
  },
}
