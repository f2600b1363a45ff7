// A run of the simulated half as its page holds it, and the things sent in it.
import type { LabRun } from '#lib/core/protocols/lab-run.ts'
import { printWritten } from '#lib/core/protocols/websocket/frame-text.ts'
import { otherHost, type HostName, type SimulationConfig, type SimulationEffect, type SimulationEvent, type SimulationState } from '#lib/core/protocols/websocket/simulation.ts'

export type WebSocketRun = LabRun<SimulationConfig, SimulationState, SimulationEvent, SimulationEffect>
export type Names = Readonly<Record<HostName, string>>

export interface Written {
  readonly id: number
  readonly entry: number
  readonly title: string
  readonly bytes: Uint8Array
}

/** Every write of a run; TCP's own segments have no bytes here. */
export function findWritten({ timeline }: WebSocketRun): Written[] {
  return timeline.points.flatMap(({ entry, effects }, at) =>
    effects.flatMap((effect): Written[] => {
      if (effect.kind !== 'sent' || effect.what !== 'bytes' || entry === null) return []
      const title = `#${effect.id} ${effect.host} → ${otherHost(effect.host)} ${printWritten(effect.bytes)}`
      return [{ id: effect.id, entry: at - 1, title, bytes: effect.bytes }]
    }),
  )
}
