// `doctor`: finds memories that differ from the fold of their events, and mends them.
import type { Command } from '#lib/cli/command.ts'
import { withStore } from '#lib/cli/with-store.ts'
import { mendMemories } from '#lib/server/usecases/mend-memories.ts'

export const doctor: Command = {
  name: 'doctor',
  usage: '[--user EMAIL] [--dry-run] [--json]',
  summary: 'compare every memory with the fold of its events, and mend what differs',
  async run({ options }, say) {
    const email = typeof options['user'] === 'string' ? options['user'] : null
    const report = await withStore(say, (store) => mendMemories({ store }, { email, dryRun: options['dry-run'] === true, say }))
    const text = `${report.people} people, ${report.events} events, ${report.memories} memories: ${report.differing} differed, ${report.mended} mended.`
    return { exitCode: report.differing > report.mended ? 1 : 0, value: report, text }
  },
}
