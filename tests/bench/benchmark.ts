// What a benchmark is, and how its figure becomes a row: always beside a floor measured in the same run, because
// machines differ and a machine differs from itself from minute to minute.

export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The same work by the least that could do it; null where there is nothing to hold against. */
  readonly floor: number | null
  /** value / floor. */
  readonly ratio: number | null
  /** In words; `ok` says whether it was kept. */
  readonly budget: string
  readonly ok: boolean
}

export interface Benchmark {
  /** The rows that `run` brings. */
  readonly names: readonly string[]
  /** Takes minutes: left out unless one of its rows is asked for. */
  readonly onlyWhenNamed?: true
  /** `say` is for progress. */
  run(say: (line: string) => void): Promise<readonly Row[]>
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Three digits that matter. */
const round = (value: number): number => Number(value.toPrecision(3))

/** A row; `kept` gets the ratio before it is rounded. */
export function makeRow(
  name: string,
  { value, unit, floor }: { value: number; unit: string; floor: number | null },
  budget: string,
  ok: boolean,
  ratio = floor === null ? null : value / floor,
): Row {
  return { name, value: round(value), unit, floor: floor === null ? null : round(floor), ratio: ratio === null ? null : round(ratio), budget, ok }
}

/** Milliseconds that `work` took. */
export async function timeMs(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
