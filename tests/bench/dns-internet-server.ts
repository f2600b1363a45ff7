// The embedded Internet in a process of its own, spread over 127/8 at port 53: what both resolvers walk through.
// Prints `ready`, or why it cannot listen.
import { openInternet } from '#lib/server/labs/dns/embedded-internet.ts'
import { readZones } from '#lib/server/labs/dns/read-zones.ts'

await openInternet(await readZones(), 53, true).then(
  () => process.stdout.write('ready\n'),
  (error: unknown) => process.stdout.write(`${(error as NodeJS.ErrnoException).code ?? 'failed'}\n`),
)
