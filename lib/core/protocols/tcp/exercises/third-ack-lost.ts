// "The third ACK is lost: what opens the server's side?" A silent client against one that sends at once.
// Which of the two is asked, the seed says; the run says what is right.
import { drawInteger, drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Bilingual, Choice, Exercise } from '#lib/core/protocols/exercise.ts'
import {
  hostTitles,
  playScenario,
  printEntries,
  varyScenario,
  type Scenario,
  type TcpLog,
  type TcpTimeline,
} from '#lib/core/protocols/tcp/exercises/run.ts'
import { ACK, SYN } from '#lib/core/protocols/tcp/wire.ts'

export const thirdAckLostKind = 'third-ack-lost'

type Repair = 'SYN,ACK again' | 'data' | 'ACK again' | 'reset' | 'never'

const words: Readonly<Record<Repair, Bilingual>> = {
  'SYN,ACK again': {
    en: 'The server’s timer: it sends the SYN,ACK again, and the client’s answer to that opens it',
    zh: '服务器的定时器：它重发 SYN,ACK，客户端对此的应答使连接建立',
  },
  data: {
    en: 'The client’s data: it carries the same ACK, so nothing has to be retransmitted',
    zh: '客户端的数据：它带着同样的 ACK，无需任何重传',
  },
  'ACK again': {
    en: 'The client’s timer: it sends the ACK again',
    zh: '客户端的定时器：它重发那个 ACK',
  },
  reset: { en: 'Nothing: the server answers with a RST', zh: '无法建立：服务器回以 RST' },
  never: {
    en: 'Nothing: the server waits in SYN-RECEIVED for ever',
    zh: '无法建立：服务器永远停在 SYN-RECEIVED',
  },
}

const whyWrong: Readonly<Record<Repair, Bilingual>> = {
  'SYN,ACK again': {
    en: 'The server’s timer would do it, but the data comes first.',
    zh: '服务器的定时器本可以补救，但数据先到了。',
  },
  data: { en: 'The client sends no data here.', zh: '这里客户端并不发送数据。' },
  'ACK again': {
    en: 'A bare ACK takes no sequence number: it is never retransmitted, and no timer runs for it.',
    zh: '单独的 ACK 不占序列号：不会被重传，也没有为它运行的定时器。',
  },
  reset: {
    en: 'An ACK of its SYN is acceptable to the server whenever it comes.',
    zh: '对其 SYN 的确认何时到达，服务器都会接受。',
  },
  never: {
    en: 'Its SYN is unacknowledged, so its retransmission timer runs.',
    zh: '它的 SYN 尚未被确认，重传定时器在运行。',
  },
}

/** What made the server ESTABLISHED in this run. */
function findRepair({ points }: TcpTimeline): {
  readonly repair: Repair
  readonly at: number
  readonly clause: string
} {
  let retransmitted = false
  for (const [at, { effects }] of points.entries()) {
    for (const effect of effects) {
      const again = effect.kind === 'sent' && effect.host === 'B' && effect.reason === 'retransmission'
      if (again && (effect.SEG.CTL & (SYN | ACK)) === (SYN | ACK)) retransmitted = true
      if (effect.kind !== 'endpoint' || effect.host !== 'B' || effect.effect.kind !== 'transition') continue
      if (effect.effect.to !== 'ESTABLISHED') continue
      return { repair: retransmitted ? 'SYN,ACK again' : 'data', at: at - 1, clause: effect.effect.clause }
    }
  }
  return { repair: 'never', at: points.length - 1, clause: 'RFC 9293 §3.10.7.4' }
}

export function askThirdAckLost(scenario: Scenario, seed: string): Result<Exercise> {
  const sends = drawInteger(startRandom(`${seed}/sends`), 2).value === 1
  const varied = varyScenario(scenario, seed)
  const openAt = varied.entries.find(({ event }) => event.kind === 'call' && event.call.name === 'open')?.at
  if (openAt === undefined) return fail({ code: 'exercise-no-cut', params: { scenario: scenario.name } })
  const others = varied.entries.filter(({ event }) => !(event.kind === 'call' && event.call.name === 'send'))
  const sendAt = openAt + 2 * varied.config.link.delayMs + 1
  const send: TcpLog['entries'] = [
    { at: sendAt, event: { kind: 'call', host: 'A', call: { name: 'send', data: 'hello' } } },
  ]
  const timeline = playScenario(scenario, { ...varied, entries: sends ? [...others, ...send] : others })
  const { repair, at, clause } = findRepair(timeline)
  const lost = timeline.points.findIndex(({ effects }) => effects.some((effect) => effect.kind === 'lost'))
  const names = hostTitles(scenario)
  const client = sends
    ? { en: 'sends data at once', zh: '马上发送数据' }
    : { en: 'sends nothing', zh: '不发送任何数据' }
  const choices = (Object.keys(words) as Repair[]).map((one): Choice => {
    const right = one === repair
    const why = right ? { en: `So it is (${clause}).`, zh: `正是如此（${clause}）。` } : whyWrong[one]
    return { text: words[one], verdict: right ? 'right' : 'wrong', why, clause: right ? clause : null }
  })
  return ok({
    ...{ protocol: 'tcp', kind: thirdAckLostKind, scenario: scenario.name, seed },
    question: {
      en:
        `The third segment of the handshake is lost, and ${names.A.en} ${client.en}. ` +
        `What opens the connection at ${names.B.en}?`,
      zh: `握手的第三个报文段丢失，随后${names.A.zh}${client.zh}。${names.B.zh}一侧靠什么进入 ESTABLISHED？`,
    },
    shown: printEntries(scenario, timeline, 0, lost),
    outcome: printEntries(scenario, timeline, lost, at + 1),
    form: { kind: 'choice', choices: drawShuffled(startRandom(`${seed}/order`), choices).value },
    explanation: words[repair],
    clauses: [clause, repair === 'data' ? 'RFC 9293 §3.10.7.4' : 'RFC 6298 §5 (5.4)'],
  })
}
