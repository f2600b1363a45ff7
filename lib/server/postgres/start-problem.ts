// Why the process cannot start: what is the case and what to do about it, in one sentence each. Exit code 1.

export class StartProblem extends Error {
  override readonly name = 'StartProblem'
  readonly advice: string

  constructor(message: string, advice: string) {
    super(message)
    this.advice = advice
  }
}
