// A run of the TCP lab as its page holds it.
import type { LabRun } from '#lib/core/protocols/lab-run.ts'
import type { SimulationConfig, SimulationEffect, SimulationEvent, SimulationState } from '#lib/core/protocols/tcp/simulation.ts'

export type TcpRun = LabRun<SimulationConfig, SimulationState, SimulationEvent, SimulationEffect>
