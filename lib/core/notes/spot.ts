// A place in a notes file.

/** 1-based line and column of a file. */
export interface Spot {
  readonly line: number
  readonly column: number
}
