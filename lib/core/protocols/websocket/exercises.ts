// The kinds of WebSocket exercise, by name: what a card's `ask` may say, and on which scenarios.
import { fail, type Result } from '#lib/core/problem.ts'
import type { Bilingual, Exercise } from '#lib/core/protocols/exercise.ts'
import { acceptKeyKind, askAcceptKey } from '#lib/core/protocols/websocket/exercises/accept-key.ts'
import { askBackOff, backOffKind } from '#lib/core/protocols/websocket/exercises/back-off.ts'
import { askBuildFrame, buildFrameKind } from '#lib/core/protocols/websocket/exercises/build-frame.ts'
import { askCloseCode, closeCodeKind } from '#lib/core/protocols/websocket/exercises/close-code.ts'
import { askDeadPeerTime, deadPeerTimeKind } from '#lib/core/protocols/websocket/exercises/dead-peer-time.ts'
import {
  askFirstByteTime,
  firstByteTimeKind,
} from '#lib/core/protocols/websocket/exercises/first-byte-time.ts'
import {
  askFragmentLayout,
  fragmentLayoutKind,
} from '#lib/core/protocols/websocket/exercises/fragment-layout.ts'
import {
  askHandshakeStatus,
  handshakeStatusKind,
} from '#lib/core/protocols/websocket/exercises/handshake-status.ts'
import {
  askPingBetweenFragments,
  pingBetweenFragmentsKind,
} from '#lib/core/protocols/websocket/exercises/ping-between-fragments.ts'
import { askReadFrame, readFrameKind } from '#lib/core/protocols/websocket/exercises/read-frame.ts'
import type { Scenario } from '#lib/core/protocols/websocket/exercises/run.ts'
import { askSubprotocol, subprotocolKind } from '#lib/core/protocols/websocket/exercises/subprotocol.ts'
import { askToldCodes, toldCodesKind } from '#lib/core/protocols/websocket/exercises/told-codes.ts'
import { askUtf8Byte, utf8ByteKind } from '#lib/core/protocols/websocket/exercises/utf8-byte.ts'
import { askWireBytes, wireBytesKind } from '#lib/core/protocols/websocket/exercises/wire-bytes.ts'

export interface ExerciseKind {
  readonly name: string
  readonly title: Bilingual
  /** Scenarios that it can be asked of. */
  readonly scenarios: readonly string[]
  /** The same scenario and seed: the same question. */
  readonly ask: (scenario: Scenario, seed: string) => Result<Exercise>
  /** A place of the engine that turns the answer, somewhere, into another: what the exercise is about. */
  readonly flippedBy: string
}

export const exerciseKinds: readonly ExerciseKind[] = [
  {
    name: acceptKeyKind,
    title: { en: 'The accept key', zh: '计算 Sec-WebSocket-Accept' },
    scenarios: ['handshake', 'echo'],
    ask: askAcceptKey,
    flippedBy: 'the order of key and GUID in acceptSteps',
  },
  {
    name: readFrameKind,
    title: { en: 'Reading a masked frame', zh: '读懂带掩码的帧' },
    scenarios: ['masking'],
    ask: askReadFrame,
    flippedBy: 'the key’s rotation in maskInto',
  },
  {
    name: buildFrameKind,
    title: { en: 'Building a frame', zh: '构造一个帧' },
    scenarios: ['echo'],
    ask: askBuildFrame,
    flippedBy: 'FIN in encodeFrame',
  },
  {
    name: closeCodeKind,
    title: { en: 'Which close code', zh: '用哪个关闭码' },
    scenarios: [
      ...['bad-server', 'close-codes', 'control-flood', 'deflate-bomb', 'idle', 'masking'],
      ...['ping-between-fragments', 'too-big', 'utf8-fail-fast'],
    ],
    ask: askCloseCode,
    flippedBy: 'a row of answers in violation.ts',
  },
  {
    name: utf8ByteKind,
    title: { en: 'The byte at which UTF-8 fails', zh: 'UTF-8 在哪个字节出错' },
    scenarios: ['utf8-fail-fast'],
    ask: askUtf8Byte,
    flippedBy: 'the narrower ranges in afterContinuation',
  },
  {
    name: pingBetweenFragmentsKind,
    title: { en: 'Between two fragments', zh: '两个分片之间' },
    scenarios: ['ping-between-fragments'],
    ask: askPingBetweenFragments,
    flippedBy: 'openFrame being asked about control frames too',
  },
  {
    name: toldCodesKind,
    title: { en: 'What each application is told', zh: '两端应用各得知什么' },
    scenarios: [
      'close-codes',
      'echo',
      'masking',
      'proxy-idle',
      'silent-peer',
      'simultaneous-close',
      'too-big',
    ],
    ask: askToldCodes,
    flippedBy: 'the code of closed effects in closeTransport',
  },
  {
    name: handshakeStatusKind,
    title: { en: 'Which handshake status', zh: '握手回答哪个状态码' },
    scenarios: ['no-upgrade'],
    ask: askHandshakeStatus,
    flippedBy: 'a status in violation.ts',
  },
  {
    name: subprotocolKind,
    title: { en: 'Which subprotocol', zh: '商定哪个子协议' },
    scenarios: ['handshake', 'echo'],
    ask: askSubprotocol,
    flippedBy: 'the list that chooseProtocol goes through',
  },
  {
    name: wireBytesKind,
    title: { en: 'Bytes on the wire', zh: '线上的字节数' },
    scenarios: ['echo'],
    ask: askWireBytes,
    flippedBy: 'the bounds in minimalLengthBits',
  },
  {
    name: fragmentLayoutKind,
    title: { en: 'The frames of a message', zh: '一条消息的各个帧' },
    scenarios: ['fragments'],
    ask: askFragmentLayout,
    flippedBy: 'FIN or opcode in framesOf',
  },
  {
    name: firstByteTimeKind,
    title: { en: 'The first echoed byte', zh: '第一个回显字节' },
    scenarios: ['echo'],
    ask: askFirstByteTime,
    flippedBy: 'the flights that open TCP in the simulation',
  },
  {
    name: backOffKind,
    title: { en: 'Waiting before the next attempt', zh: '重连前的等待' },
    scenarios: ['abnormal'],
    ask: askBackOff,
    flippedBy: 'the doubling in onClosed',
  },
  {
    name: deadPeerTimeKind,
    title: { en: 'When a dead peer is noticed', zh: '何时发现对端已消失' },
    scenarios: ['half-open'],
    ask: askDeadPeerTime,
    flippedBy: 'the pong timer of the heartbeat',
  },
]

/** Asks an exercise of a kind; a kind that is not known, or not of this scenario, is a problem. */
export function askExercise(kind: string, scenario: Scenario, seed: string): Result<Exercise> {
  const known = exerciseKinds.find(({ name }) => name === kind)
  if (known === undefined || !known.scenarios.includes(scenario.name)) {
    return fail({ code: 'exercise-unknown', params: { kind, scenario: scenario.name } })
  }
  return known.ask(scenario, seed)
}
