// What a command of `npm run -s cli -- …` is: words → use case → text. Progress goes to stderr; with `--json` exactly
// one JSON value to stdout. Exit codes: 0 good, 1 the work found faults, 2 the call was wrong.

export interface Call {
  /** What follows the command's own words, options taken out. */
  readonly args: readonly string[]
  readonly options: Readonly<Record<string, string | true>>
}

export interface Outcome {
  readonly exitCode: 0 | 1 | 2
  /** The one JSON value. */
  readonly value: unknown
  /** The same for people. */
  readonly text: string
  /** The one value went out while the command ran, because it runs until it is interrupted. */
  readonly printed?: true
}

export interface Command {
  /** One or two words, such as `notes check`. */
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly run: (call: Call, say: (line: string) => void) => Promise<Outcome>
}

/** The call was wrong: says how it is made. */
export function wrongCall(command: Pick<Command, 'name' | 'usage'>, reason: string): Outcome {
  const text = `${reason}\nusage: npm run -s cli -- ${command.name} ${command.usage}`
  return { exitCode: 2, value: { error: reason, usage: `${command.name} ${command.usage}` }, text }
}
