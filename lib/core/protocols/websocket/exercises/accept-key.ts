// "What does the server put into Sec-WebSocket-Accept?" The key is drawn by the seed; the wrong choices are
// the right functions on the wrong input.
import { sha1 } from '@noble/hashes/legacy.js'
import type { Result } from '#lib/core/problem.ts'
import { fail, ok } from '#lib/core/problem.ts'
import type { Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import { base64, WEBSOCKET_GUID } from '#lib/core/protocols/websocket/accept-key.ts'
import {
  choiceForm,
  findEffects,
  logOf,
  makeExercise,
  play,
  type Scenario,
} from '#lib/core/protocols/websocket/exercises/run.ts'

export const acceptKeyKind = 'accept-key'

const encoder = new TextEncoder()

/** The same three functions, wrongly put together; each value with what was done. */
function wrongWays(key: string): { value: string; how: Choice['text']; why: Choice['why'] }[] {
  const nonce = Uint8Array.from(atob(key), (char) => char.charCodeAt(0))
  const hash = (bytes: Uint8Array) => base64(sha1(bytes))
  const decodedFirst = new Uint8Array(16 + WEBSOCKET_GUID.length)
  decodedFirst.set(nonce)
  decodedFirst.set(encoder.encode(WEBSOCKET_GUID), 16)
  return [
    {
      value: hash(decodedFirst),
      how: { en: 'the 16 decoded bytes and the GUID', zh: '解码后的 16 字节与 GUID' },
      why: {
        en: 'The key is taken as it stands in the header: nobody decodes it.',
        zh: '密钥按头部里的文本使用，不需要解码。',
      },
    },
    {
      value: hash(encoder.encode(WEBSOCKET_GUID + key)),
      how: { en: 'the GUID, then the key', zh: 'GUID 在前、密钥在后' },
      why: { en: 'The key comes first.', zh: '密钥在前。' },
    },
    {
      value: hash(encoder.encode(key)),
      how: { en: 'the key alone', zh: '只用密钥' },
      why: {
        en: 'Without the GUID any server that hashes what it is sent would pass.',
        zh: '没有 GUID 的话，任何会对输入取散列的服务器都能蒙混过关。',
      },
    },
  ]
}

export function askAcceptKey(scenario: Scenario, seed: string): Result<Exercise> {
  const timeline = play(scenario, logOf(scenario, seed))
  const [judged] = findEffects(timeline, 'request')
  const steps = judged?.effect.judgement.accept
  if (judged === undefined || steps === null || steps === undefined) {
    return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  }
  const clause = 'RFC 6455 §4.2.2'
  const say = (how: Choice['text'], value: string): Choice['text'] => ({
    en: `${value} = base64 of the SHA-1 of ${how.en}`,
    zh: `${value} = 对${how.zh}取 SHA-1 再作 base64`,
  })
  const right: Choice = {
    text: say({ en: 'the key and the GUID', zh: '密钥文本与 GUID' }, steps.accept),
    verdict: 'right',
    why: { en: `SHA-1 gives ${steps.sha1Hex}.`, zh: `SHA-1 的结果是 ${steps.sha1Hex}。` },
    clause,
  }
  const wrong = wrongWays(steps.key).map(({ value, how, why }): Choice => ({
    text: say(how, value),
    verdict: 'wrong',
    why,
    clause: null,
  }))
  return ok(
    makeExercise({
      ...{ scenario, kind: acceptKeyKind, seed, timeline, cut: judged.at, end: judged.at + 1 },
      question: {
        en:
          `The request says Sec-WebSocket-Key: ${steps.key}. What does the server put into ` +
          'Sec-WebSocket-Accept?',
        zh: `请求中写着 Sec-WebSocket-Key: ${steps.key}。服务器应在 Sec-WebSocket-Accept 中填什么？`,
      },
      form: choiceForm([right, ...wrong], seed),
      explanation: {
        en: `${steps.joined} → SHA-1 ${steps.sha1Hex} → base64 ${steps.accept}`,
        zh: `${steps.joined} → SHA-1 ${steps.sha1Hex} → base64 ${steps.accept}`,
      },
      clauses: [clause, 'RFC 6455 §1.3'],
    }),
  )
}
