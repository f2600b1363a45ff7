// Stepping through a run by time and by key: → ← Home End, Space to play. Keys that a control needs stay with it.
import { useEffect, useState } from 'react'

export const speeds = [0.5, 1, 2, 4] as const

export interface Stepping {
  readonly step: number
  readonly steps: number
  readonly playing: boolean
  readonly speed: number
  readonly setPlaying: (playing: boolean) => void
  readonly setSpeed: (speed: number) => void
  /** Goes to a step and stops playing. */
  readonly jump: (step: number) => void
}

/** `goTo` keeps within the run; `step` is how many entries are done. */
export function useStepping({ step, steps, goTo }: { step: number; steps: number; goTo: (step: number) => void }): Stepping {
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<number>(1)

  useEffect(() => {
    if (!playing) return
    const timer = setTimeout(() => {
      if (step < steps) goTo(step + 1)
      else setPlaying(false)
    }, 1000 / speed)
    return () => { clearTimeout(timer) }
  }, [playing, step, steps, speed, goTo])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { tagName } = event.target as HTMLElement
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(tagName)) return
      if (event.key === 'ArrowRight') goTo(step + 1)
      else if (event.key === 'ArrowLeft') goTo(step - 1)
      else if (event.key === 'Home') goTo(0)
      else if (event.key === 'End') goTo(steps)
      else if (event.key === ' ' && !/^(BUTTON|A|SUMMARY)$/.test(tagName)) setPlaying((now) => !now)
      else return
      if (event.key !== ' ') setPlaying(false)
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => { window.removeEventListener('keydown', onKey) }
  }, [goTo, step, steps])

  const jump = (to: number) => { setPlaying(false); goTo(to) }
  return { step, steps, playing, speed, setPlaying, setSpeed, jump }
}
