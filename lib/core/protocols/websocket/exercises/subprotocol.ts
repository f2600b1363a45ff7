// "Which subprotocol is agreed on?" Both lists are drawn by the seed; the handshake of the run decides.
import { drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import {
  choiceForm,
  draw,
  findEffects,
  logOf,
  makeExercise,
  play,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'

export const subprotocolKind = 'subprotocol'

const names = ['chat', 'superchat', 'mqtt', 'graphql-ws', 'wamp.2.json', 'soap']

export function askSubprotocol(scenario: Scenario, seed: string): Result<Exercise> {
  const shuffled = (list: readonly string[], salt: string) =>
    drawShuffled(startRandom(`${seed}/${salt}`), list).value
  const offered = shuffled(names, 'offer').slice(0, draw(2, 4, `${seed}/offered`))
  const spoken = shuffled(names, 'speak').slice(0, draw(1, 4, `${seed}/spoken`))
  const log = logOf(scenario, seed)
  const A = { ...log.config.A, request: { ...log.config.A.request, protocols: offered } }
  const B = { ...log.config.B, policy: { ...log.config.B.policy, protocols: spoken } }
  const timeline = play(scenario, { ...log, config: { ...log.config, A, B } }, 50)
  const [opened] = findEffects(timeline, 'open')
  if (opened === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const { protocol } = opened.effect.agreement
  const clause = 'RFC 6455 §4.2.2'
  const choices = [...new Set([...offered, ...spoken])].map((name): Choice => {
    const right = name === protocol
    const both = offered.includes(name) && spoken.includes(name)
    return {
      text: { en: name, zh: name },
      verdict: right ? 'right' : both ? 'allowed' : 'wrong',
      why: right
        ? {
            en: 'The first of the client’s list that the server speaks.',
            zh: '客户端列表中服务器支持的第一个。',
          }
        : both
          ? {
              en:
                'A server may prefer another of the common ones; the list is in the client’s order of ' +
                'preference.',
              zh: '服务器可以选另一个双方都支持的；列表是按客户端的偏好排序的。',
            }
          : offered.includes(name)
            ? { en: 'The server does not speak it.', zh: '服务器不支持它。' }
            : {
                en: 'The client did not offer it: it would fail the connection.',
                zh: '客户端没有提议它，收到它会判定连接失败。',
              },
      clause: right || both ? clause : null,
    }
  })
  choices.push({
    text: { en: 'None: the field is left out of the answer', zh: '没有：回答中不出现这个字段' },
    verdict: protocol === null ? 'right' : 'allowed',
    why:
      protocol === null
        ? {
            en: 'Nothing is common, so the field MUST be left out.',
            zh: '没有共同支持的，因此不得出现这个字段。',
          }
        : { en: 'A server need not agree to any.', zh: '服务器可以一个都不选。' },
    clause,
  })
  return ok(
    makeExercise({
      ...{ scenario, kind: subprotocolKind, seed, timeline, cut: 0, end: opened.at + 1 },
      question: {
        en:
          `The client offers “${offered.join(', ')}”; the server speaks ${spoken.join(', ')}. Which ` +
          'one does the server choose?',
        zh: `客户端提议“${offered.join(', ')}”，服务器支持 ${spoken.join('、')}。服务器选择哪一个？`,
      },
      form: choiceForm(choices, seed),
      explanation: {
        en: `The server chooses one of what was offered, or none: ${protocol ?? 'none'}.`,
        zh: `服务器只能从提议中选一个，或一个都不选：${protocol ?? '无'}。`,
      },
      clauses: [clause, 'RFC 6455 §4.1'],
    }),
  )
}
