// `reports export`: the mistakes that readers have reported, oldest first.
import type { Command } from '#lib/cli/command.ts'
import { withStore } from '#lib/cli/with-store.ts'
import { listReports } from '#lib/server/usecases/report-mistake.ts'

export const reportsExport: Command = {
  name: 'reports export',
  usage: '[--json]',
  summary: 'the mistakes in cards that readers have reported, oldest first',
  async run(_, say) {
    const reports = (await withStore(say, (store) => listReports({ store }))).map(({ createdAtMs, ...report }) => ({ ...report, at: new Date(createdAtMs).toISOString() }))
    const text = reports.length === 0 ? 'Nobody has reported a mistake.' : reports.map(({ at, card, lang, text: what, source }) => `${at}  ${card} (${lang})\n  ${what}${source === null ? '' : `\n  ${source}`}`).join('\n')
    return { exitCode: 0, value: reports, text }
  },
}
