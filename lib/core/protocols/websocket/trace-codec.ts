// How WebSocket runs are written in a trace: events, effects and settings as words.
import { fail, ok, type Problem, type Result } from '#lib/core/problem.ts'
import { descriptiveKeys } from '#lib/core/protocols/scenario.ts'
import { formatMillis, type HeaderLine, type TraceCodec } from '#lib/core/protocols/trace.ts'
import type { Call, EndpointEffect } from '#lib/core/protocols/websocket/endpoint.ts'
import { parseExtensions } from '#lib/core/protocols/websocket/extensions.ts'
import { BINARY, TEXT } from '#lib/core/protocols/websocket/frame.ts'
import { printText, printWritten } from '#lib/core/protocols/websocket/frame-text.ts'
import type { HandshakeCheck } from '#lib/core/protocols/websocket/handshake.ts'
import {
  defaultSimulation,
  nextDue,
  websocket,
  type Behaviour,
  type HostName,
  type SimulationConfig,
  type SimulationEffect,
  type SimulationEvent,
  type SimulationState,
} from '#lib/core/protocols/websocket/simulation.ts'
import type { Violation } from '#lib/core/protocols/websocket/violation.ts'
import { bytesFromHex, hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

export const websocketTrace: TraceCodec<
  SimulationConfig,
  SimulationState,
  SimulationEvent,
  SimulationEffect
> = {
  machine: websocket,
  readConfig,
  readEvent,
  printEvent,
  printEffects: (effects) => effects.flatMap(printEffect),
  nextTick: (state) => {
    const due = nextDue(state)
    return due === null ? null : { event: { kind: 'tick' }, at: Math.max(due.at, state.now) }
  },
}

// — settings —

type Value = string | number | boolean | null

/** `name=value` pairs; a value in quotation marks may hold blanks. */
function readPairs(text: string): [name: string, value: string][] {
  return [...text.matchAll(/([\w.-]+)=(?:"([^"]*)"|(\S*))/g)].map((match) => [
    match[1]!,
    match[2] ?? match[3] ?? '',
  ])
}

function readValue(text: string): Value {
  if (text === 'yes' || text === 'no') return text === 'yes'
  if (text === 'none') return null
  return /^\d+$/.test(text) ? Number(text) : text
}

const list = (text: string): string[] => text.split(',').filter((each) => each !== '')

/** `known` with one entry replaced, if it has one of that name that may take the value; else null. */
function replace<T extends object>(known: T, name: string, value: Value): T | null {
  if (!Object.hasOwn(known, name)) return null
  const model = (known as Readonly<Record<string, unknown>>)[name]
  const fits = model === null || value === null || typeof model === typeof value
  return fits ? { ...known, [name]: value } : null
}

const behaviours: readonly string[] = ['listen', 'echo', 'upper'] satisfies Behaviour[]

/** A setting that both hosts have: of the limits, of the habits, or of the application. */
function setCommon<T extends SimulationConfig['A'] | SimulationConfig['B']>(
  host: T,
  name: string,
  text: string,
): T | null {
  const value = readValue(text)
  if (name === 'application') {
    return behaviours.includes(text) ? { ...host, application: text as Behaviour } : null
  }
  if (name === 'answerMs') return typeof value === 'number' ? { ...host, answerMs: value } : null
  const limits = replace(host.limits, name, value)
  if (limits !== null) return { ...host, limits }
  const habits = replace(host.habits, name, value)
  return habits === null ? null : { ...host, habits }
}

function setClient(A: SimulationConfig['A'], name: string, text: string): SimulationConfig['A'] | null {
  const request = (change: Partial<typeof A.request>) => ({ ...A, request: { ...A.request, ...change } })
  switch (name) {
    case 'host':
    case 'resource':
      return request({ [name]: text })
    case 'origin':
      return request({ origin: text === 'none' ? null : text })
    case 'protocols':
      return request({ protocols: list(text) })
    case 'offer': {
      const { extensions, fault } = parseExtensions(text)
      return fault === null ? request({ extensions }) : null
    }
    case 'needsCompression':
      return { ...A, needsCompression: text === 'yes' }
    case 'reconnect': {
      const match = /^(\d{1,9})-(\d{1,9})(-jitter)?$/.exec(text)
      if (match === null) return null
      const reconnect = { baseMs: Number(match[1]), maxMs: Number(match[2]), jitter: match[3] !== undefined }
      return { ...A, reconnect }
    }
    default:
      return setCommon(A, name, text)
  }
}

function setServer(B: SimulationConfig['B'], name: string, text: string): SimulationConfig['B'] | null {
  const policy = (change: Partial<typeof B.policy>) => ({ ...B, policy: { ...B.policy, ...change } })
  switch (name) {
    case 'origins':
      return policy({ origins: list(text) })
    case 'resources':
      return policy({ resources: list(text) })
    case 'protocols':
      return policy({ protocols: list(text) })
    case 'deflate':
      return policy({ deflate: text === 'yes' ? {} : null })
    default:
      return setCommon(B, name, text)
  }
}

function readConfig(header: readonly HeaderLine[]): { config: SimulationConfig; problems: Problem[] } {
  const problems: Problem[] = []
  let config = defaultSimulation
  for (const { key, value, line } of header) {
    if (descriptiveKeys.has(key)) continue
    const pairs = readPairs(value)
    for (const [name, text] of pairs) {
      const next = setOne(config, key, name, text)
      if (next !== null) config = next
      else problems.push({ code: 'trace-setting', params: { key, name: name.slice(0, 40) }, place: { line } })
    }
    if (pairs.length === 0)
      problems.push({ code: 'trace-setting', params: { key, name: '' }, place: { line } })
  }
  return { config, problems }
}

function setOne(config: SimulationConfig, key: string, name: string, text: string): SimulationConfig | null {
  if (key === 'A') {
    const A = setClient(config.A, name, text)
    return A === null ? null : { ...config, A }
  }
  if (key === 'B') {
    const B = setServer(config.B, name, text)
    return B === null ? null : { ...config, B }
  }
  if (key !== 'link' && key !== 'bounds') return null
  const part = replace<object>(config[key], name, readValue(text))
  return part === null ? null : { ...config, [key]: part }
}

// — events —

function printEvent(event: SimulationEvent, before: SimulationState): string {
  switch (event.kind) {
    case 'tick':
      return printTick(before)
    case 'connect':
      return 'A connect'
    case 'call':
      return `${event.host} ${printCall(event.call)}`
    case 'link':
      return `link ${event.do}`
  }
}

function printTick(state: SimulationState): string {
  const due = nextDue(state)
  if (due === null) return 'nothing'
  switch (due.what) {
    case 'arrival':
      return `${due.flight.from === 'A' ? 'B' : 'A'} takes #${due.flight.id}`
    case 'answer':
      return `${due.host} answers`
    case 'timer':
      return `${due.host} timer ${due.timer}`
    case 'proxy':
      return 'proxy times out'
    case 'reconnect':
      return 'A reconnects'
  }
}

const tickText = /^(?:[AB] (?:takes #\d+|timer [a-z]+|answers)|proxy times out|A reconnects)$/

function printCall(call: Call): string {
  switch (call.do) {
    case 'send': {
      const cut = call.fragmentBytes === undefined ? '' : ` in ${call.fragmentBytes}s`
      const plain = call.compress === false ? ' uncompressed' : ''
      return `send ${printData(call.opcode, call.payload)}${cut}${plain}`
    }
    case 'send-fragment':
      return `${call.fin ? 'last fragment' : 'fragment'} ${printData(call.opcode, call.payload)}`
    case 'ping':
    case 'pong':
      return call.payload.length === 0 ? call.do : `${call.do} ${printData(TEXT, call.payload)}`
    case 'close':
      if (call.code === null) return 'close'
      return call.reason === '' ? `close ${call.code}` : `close ${call.code} ${JSON.stringify(call.reason)}`
    case 'raw':
      return `raw ${hexFromBytes(call.bytes)}`
    case 'drop':
      return 'drop'
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const bulk = (length: number): Uint8Array => new Uint8Array(length).fill(0x2a)
const mostBytes = 1_000_000

/** `"Hello"`; `1000 bytes`, asterisks; `hex 00ff`. Binary is said, text is not. */
function printData(opcode: number, payload: Uint8Array): string {
  const kind = opcode === BINARY ? 'binary ' : ''
  if (payload.length > 16 && payload.every((byte) => byte === 0x2a)) return `${kind}${payload.length} bytes`
  const text = decoder.decode(payload)
  const same = text.length <= payload.length && hexFromBytes(encoder.encode(text)) === hexFromBytes(payload)
  return same && opcode !== BINARY ? JSON.stringify(text) : `${kind}hex ${hexFromBytes(payload)}`
}

function readData(text: string): { opcode: 0x1 | 0x2; payload: Uint8Array } | null {
  const match = /^(binary )?(?:(\d{1,7}) bytes|hex ([0-9a-fA-F]*)|(".*"))$/.exec(text)
  if (match === null) return null
  const opcode = match[1] === undefined ? TEXT : BINARY
  let payload: Uint8Array | null
  if (match[2] !== undefined) payload = bulk(Math.min(Number(match[2]), mostBytes))
  else if (match[3] !== undefined) payload = bytesFromHex(match[3])
  else payload = readQuoted(match[4]!)
  return payload === null ? null : { opcode, payload }
}

function readQuoted(text: string): Uint8Array | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? encoder.encode(value) : null
  } catch {
    return null
  }
}

function readEvent(text: string): Result<SimulationEvent> {
  if (tickText.test(text)) return ok({ kind: 'tick' })
  if (text === 'A connect') return ok({ kind: 'connect' })
  const link = /^link (reset|silence|restore)$/.exec(text)
  if (link !== null) return ok({ kind: 'link', do: link[1] as 'reset' | 'silence' | 'restore' })
  const match = /^([AB]) (.+)$/.exec(text)
  const call = match === null ? null : readCall(match[2]!)
  if (match === null || call === null) {
    return fail({ code: 'trace-event', params: { text: text.slice(0, 80) } })
  }
  return ok({ kind: 'call', host: match[1] as HostName, call })
}

function readCall(text: string): Call | null {
  if (text === 'drop') return { do: 'drop' }
  if (text === 'close') return { do: 'close', code: null, reason: '' }
  const raw = /^raw ([0-9a-fA-F ]+)$/.exec(text)
  if (raw !== null) {
    const bytes = bytesFromHex(raw[1]!)
    return bytes === null || bytes.length === 0 ? null : { do: 'raw', bytes }
  }
  const close = /^close (\d{1,5})(?: (".*"))?$/.exec(text)
  if (close !== null) {
    const reason = close[2] === undefined ? encoder.encode('') : readQuoted(close[2])
    return reason === null ? null : { do: 'close', code: Number(close[1]), reason: decoder.decode(reason) }
  }
  const control = /^(ping|pong)(?: (.+))?$/.exec(text)
  if (control !== null) {
    const data = control[2] === undefined ? { payload: new Uint8Array(0) } : readData(control[2])
    return data === null ? null : { do: control[1] as 'ping' | 'pong', payload: data.payload }
  }
  const fragment = /^(last )?fragment (.+)$/.exec(text)
  if (fragment !== null) {
    const data = readData(fragment[2]!)
    return data === null ? null : { do: 'send-fragment', ...data, fin: fragment[1] !== undefined }
  }
  const send = /^send (.+?)(?: in (\d{1,7})s)?( uncompressed)?$/.exec(text)
  const data = send === null ? null : readData(send[1]!)
  if (send === null || data === null) return null
  return {
    do: 'send',
    ...data,
    ...(send[2] === undefined ? {} : { fragmentBytes: Number(send[2]) }),
    ...(send[3] === undefined ? {} : { compress: false }),
  }
}

// — effects —

function printEffect(effect: SimulationEffect): string[] {
  switch (effect.kind) {
    case 'sent': {
      const what = effect.what === 'bytes' ? printWritten(effect.bytes) : `TCP ${effect.what}`
      return [`${effect.host} sends #${effect.id} ${what}`]
    }
    case 'arrived':
      return []
    case 'lost':
      return [`lost #${effect.id}: ${effect.reason}`]
    case 'refused':
      return [`${effect.host} may not answer: ${effect.problem.code}`]
    case 'reconnects':
      return [`A waits until ${formatMillis(effect.at)}, attempt ${effect.attempt}`]
    case 'proxy':
      return [`proxy ends the connection: nothing passed for ${effect.idleMs} ms`]
    case 'endpoint':
      return printEndpoint(effect.host, effect.effect).map((line) => `${effect.host} ${line}`)
  }
}

/** Timers are left out: when one goes off, that is an event of its own. */
function printEndpoint(_host: HostName, effect: Exclude<EndpointEffect, { type: 'transmit' }>): string[] {
  switch (effect.type) {
    case 'transition':
      return [`${effect.from} -> ${effect.to} | ${effect.on}, ${effect.clause}`]
    case 'request':
    case 'response':
      return printChecks(effect.judgement.checks)
    case 'open': {
      const { protocol, extensions } = effect.agreement
      const agreed = [
        ...(protocol === null ? [] : [protocol]),
        ...extensions.map((extension) => extension.name),
      ]
      return agreed.length === 0 ? [] : [`agrees on ${agreed.join(', ')}`]
    }
    case 'message': {
      const { message } = effect
      const kind = message.opcode === TEXT ? 'text' : 'binary'
      const how = message.compressed ? `, from ${message.wireBytes} compressed` : ''
      const parts = message.fragments > 1 ? ` in ${message.fragments} fragments` : ''
      const shown = message.payload.length === 0 ? '' : `: ${printText(message.payload)}`
      return [`is given ${kind} of ${message.payload.length} bytes${how}${parts}${shown}`]
    }
    case 'ping':
    case 'pong':
      return []
    case 'close':
      return []
    case 'fail':
      return effect.violations.map(printViolation)
    case 'closed': {
      const reason = effect.reason === '' ? '' : ` ${JSON.stringify(effect.reason)}`
      return [`is told: closed ${effect.code}${reason}, ${effect.clean ? 'clean' : 'not clean'}`]
    }
    default:
      return []
  }
}

function printChecks(checks: readonly HandshakeCheck[]): string[] {
  const right = checks.filter((check) => check.verdict === 'right').length
  const wrong = checks.filter((check) => check.verdict === 'wrong')
  return [
    `checks ${checks.length} fields: ${right} right${wrong.length === 0 ? '' : `, ${wrong.length} wrong`}`,
    ...wrong.map((check) => `finds ${check.field} wrong | ${check.clause}`),
  ]
}

function printViolation(violation: Violation): string {
  const { problem, closeCode, status, clause } = violation
  const byte = problem.place?.byte
  const answer = closeCode ?? status
  const where = byte === undefined ? '' : ` at byte ${byte}`
  const how = answer === null ? '' : `, answers ${answer}`
  return `fails: ${problem.code}${where}${how} | ${clause}`
}
