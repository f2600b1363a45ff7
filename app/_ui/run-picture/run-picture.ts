// What every protocol's picture of a run takes, so that whoever shows one need not know which it is.
import type { Fact } from '#lib/core/protocols/diagram.ts'

export interface RunPictureProps {
  readonly facts: readonly Fact[]
  /** What stands above the two hosts' lines; the DNS picture has words of its own. */
  readonly names: Readonly<Record<'A' | 'B', string>>
  /** Entries done: what comes later is not drawn, or faintly. */
  readonly step: number
  /** Draw what comes after the step, faintly. */
  readonly ahead?: boolean
  /** Where a question cut the run, in entries: a line across. */
  readonly cut?: number
  readonly selected?: string | null
  /** Without it the picture is only looked at. */
  readonly onSelect?: (arrow: string) => void
}
