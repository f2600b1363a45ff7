// `npm run -s cli -- …`: finds the command, runs it, prints its outcome.
import type { Outcome } from '#lib/cli/command.ts'
import { commands } from '#lib/cli/commands.ts'
import { StartProblem } from '#lib/server/postgres/start-problem.ts'

/** Ends the process with the outcome's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const words = argv.filter((word) => !word.startsWith('--'))
  const command = commands.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '))
  const json = argv.includes('--json')
  let outcome: Outcome
  if (command === undefined) {
    const list = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(58)} ${summary}`).join('\n')
    const wanted = words.length === 0 ? 'No command given.' : `There is no command “${words.join(' ')}”.`
    outcome = { exitCode: 2, value: { error: wanted, commands: commands.map(({ name }) => name) }, text: `${wanted} There are:\n${list}` }
  } else {
    try {
      outcome = await command.run(parse(argv, command.name.split(' ').length), (line) => process.stderr.write(`protodeck: ${line}\n`))
    } catch (error) {
      if (!(error instanceof StartProblem)) throw error
      outcome = { exitCode: 1, value: { error: error.message, advice: error.advice }, text: `${error.message} ${error.advice}` }
    }
  }
  const out = outcome.printed === true ? '' : json ? `${JSON.stringify(outcome.value, null, 2)}\n` : outcome.exitCode === 2 ? '' : `${outcome.text}\n`
  if (outcome.exitCode === 2) process.stderr.write(`${outcome.text}\n`)
  // Pipes are written to asynchronously: leave only when everything has gone out.
  await new Promise<void>((resolve) => process.stdout.write(out, () => { resolve() }))
  process.exit(outcome.exitCode)
}

/** `--name value` and `--flag`; everything else, after the command's own words, is an argument. */
function parse(argv: readonly string[], words: number) {
  const args: string[] = []
  const options: Record<string, string | true> = {}
  const flags = new Set(['json', 'dry-run', 'spread'])
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!
    if (!word.startsWith('--')) args.push(word)
    else if (word.includes('=')) options[word.slice(2, word.indexOf('='))] = word.slice(word.indexOf('=') + 1)
    else if (flags.has(word.slice(2)) || argv[i + 1] === undefined || argv[i + 1]!.startsWith('--')) options[word.slice(2)] = true
    else options[word.slice(2)] = argv[++i]!
  }
  return { args: args.slice(words), options }
}
