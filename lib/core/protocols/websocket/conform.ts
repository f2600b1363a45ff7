// Runs the conformance cases against our own endpoint machine, in process and without a clock: a server that
// echoes, then a client that echoes. The machine sees bytes only, never the row.
import { caseGroups, conformCases, groupOf } from '#lib/core/protocols/websocket/cases.ts'
import type { ConformCase } from '#lib/core/protocols/websocket/conform-case.ts'
import { caseRequest, Tester } from '#lib/core/protocols/websocket/conform-tester.ts'
import { drive, echo } from '#lib/core/protocols/websocket/drive.ts'
import {
  goodHabits,
  type EndpointConfig,
  type EndpointEvent,
} from '#lib/core/protocols/websocket/endpoint.ts'
import { conformLimits } from '#lib/core/protocols/websocket/limits.ts'
import type { EndpointMachine } from '#lib/core/protocols/websocket/machine.ts'

export type Role = 'client' | 'server'
export const roles: readonly Role[] = ['server', 'client']

/** The endpoint under test, as the case's handshake needs it. */
function configOf(conformCase: ConformCase, role: Role): EndpointConfig {
  const base = { limits: conformLimits, habits: goodHabits }
  return role === 'server'
    ? { ...base, role, policy: { origins: null, resources: null, protocols: [], deflate: {} } }
    : { ...base, role, request: caseRequest(conformCase), needsCompression: false }
}

/** Why the endpoint in this role failed the case, or null when it passed. */
export function runCase(machine: EndpointMachine, conformCase: ConformCase, role: Role): string | null {
  const tester = new Tester(conformCase, role === 'server' ? 'client' : 'server')
  let state = machine.start(configOf(conformCase, role), `conform ${conformCase.id}`)
  const link = { ended: false }
  const give = (event: EndpointEvent): void => {
    const driven = drive(machine, state, event, 0, echo)
    state = driven.state
    for (const effect of driven.effects) {
      if (effect.type === 'end' || effect.type === 'abort') link.ended = true
      if (effect.type !== 'transmit') continue
      const answer = tester.hear(effect.bytes)
      if (answer !== null) give({ type: 'bytes', bytes: answer })
    }
  }
  give({ type: 'connected' })
  const opening = tester.opening()
  if (opening !== null) give({ type: 'bytes', bytes: opening })
  if (!tester.established) return tester.verdict(link.ended)
  for (const bytes of tester.writes()) {
    // What the endpoint discards anyway need not be made.
    if (tester.fault !== null || link.ended) break
    give({ type: 'bytes', bytes })
  }
  if (conformCase.testerCloses && !tester.over) give({ type: 'bytes', bytes: tester.closing() })
  return tester.verdict(link.ended)
}

export interface CaseFailure {
  readonly id: string
  readonly role: Role
  readonly reason: string
}

export interface ConformGroup {
  readonly name: string
  readonly title: string
  readonly counts: { readonly passed: number; readonly failed: number; readonly unsupported: number }
  readonly failures: readonly CaseFailure[]
}

export interface ConformReport {
  readonly passed: number
  readonly failed: number
  readonly unsupported: number
  readonly groups: readonly ConformGroup[]
}

/**
 * Runs cases one by one, so that a caller can show progress; a case counts as passed when it passed in both
 * roles.
 */
export function* conformRun(
  machine: EndpointMachine,
  cases: readonly ConformCase[] = conformCases,
): Generator<{ readonly id: string; readonly failures: readonly CaseFailure[] }, ConformReport> {
  const failures = new Map<string, CaseFailure[]>()
  for (const conformCase of cases) {
    const found: CaseFailure[] = []
    for (const role of roles) {
      const reason = runCase(machine, conformCase, role)
      if (reason !== null) found.push({ id: conformCase.id, role, reason })
    }
    failures.set(conformCase.id, found)
    yield { id: conformCase.id, failures: found }
  }
  const groups = caseGroups.flatMap(({ name, title }): ConformGroup[] => {
    const members = cases.filter((conformCase) => groupOf(conformCase) === name)
    if (members.length === 0) return []
    const bad = members.filter((member) => failures.get(member.id)!.length > 0)
    return [
      {
        name,
        title,
        counts: { passed: members.length - bad.length, failed: bad.length, unsupported: 0 },
        failures: bad.flatMap((member) => failures.get(member.id)!),
      },
    ]
  })
  const sum = (key: 'passed' | 'failed') => groups.reduce((total, group) => total + group.counts[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), unsupported: 0, groups }
}

/** The whole run at once. */
export function conformWebSocket(
  machine: EndpointMachine,
  cases: readonly ConformCase[] = conformCases,
): ConformReport {
  const run = conformRun(machine, cases)
  for (;;) {
    const got = run.next()
    if (got.done === true) return got.value
  }
}
