// Every expected failure: code → HTTP status → one sentence in each language. This is the only such table.
// A failure that a person can meet is a `Problem` value; anything else is a bug and throws.
// `{name}` in a sentence is filled from the problem's `params`.

/** Where in a text or byte string something is: 1-based line and column, 0-based offset (characters) or byte. */
export interface Place {
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly offset?: number
  readonly byte?: number
}

export interface Problem {
  readonly code: ProblemCode
  readonly params?: Readonly<Record<string, string | number>>
  readonly place?: Place
  /** A second place that explains the first, such as "first defined here". */
  readonly related?: Place
}

export type Result<T, P = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const fail = <P = Problem>(problem: P): { readonly ok: false; readonly problem: P } => ({ ok: false, problem })

interface ProblemEntry {
  /** HTTP status when it reaches a client; 422 for faults in a text. */
  readonly status: number
  readonly en: string
  readonly zh: string
}

const table = {
  // — the API —
  'bad-request': {
    status: 400,
    en: 'Unexpected {unexpected}, expected {expected}.',
    zh: '遇到 {unexpected}，应为 {expected}。',
  },
  'not-found': { status: 404, en: 'There is nothing at this address.', zh: '这个地址没有内容。' },
  // — notes, format 1 —
  // — the log and memory —
  'unknown-time-zone': {
    status: 422,
    en: 'Unexpected time zone “{zone}”, expected an IANA name such as Asia/Shanghai.',
    zh: '无法识别时区“{zone}”，应为 IANA 名称，例如 Asia/Shanghai。',
  },
  'bad-rollover-hour': {
    status: 422,
    en: 'Unexpected rollover hour {hour}, expected a whole number from 0 to 23.',
    zh: '换日时刻 {hour} 无效，应为 0 到 23 之间的整数。',
  },
  'bad-weights': {
    status: 422,
    en: 'Unexpected {unexpected}, expected {expected} finite numbers as FSRS-6 weights.',
    zh: '遇到 {unexpected}，FSRS-6 的权重应为 {expected} 个有限的数。',
  },
  'bad-event': {
    status: 422,
    en: 'In the event {id}, {field} is unexpected: {unexpected}; expected {expected}.',
    zh: '事件 {id} 的 {field} 有误：遇到 {unexpected}，应为 {expected}。',
  },
  'bad-settings': {
    status: 422,
    en: 'Unexpected {unexpected} as {field}, expected {expected}.',
    zh: '设置项 {field} 不能是 {unexpected}，应为 {expected}。',
  },
  'nothing-to-undo': { status: 409, en: 'There is nothing to undo.', zh: '没有可以撤销的操作。' },
  'nothing-to-redo': { status: 409, en: 'There is nothing to redo.', zh: '没有可以重做的操作。' },
  'bad-replay-header': {
    status: 422,
    en: 'Unexpected first line “{unexpected}”, expected the columns card_id, review_time and review_rating.',
    zh: '首行是“{unexpected}”，应含 card_id、review_time、review_rating 三列。',
  },
  'bad-replay-row': {
    status: 422,
    en: 'Line {line} was left out: unexpected {field} “{unexpected}”, expected {expected}.',
    zh: '第 {line} 行未计入：{field} 为“{unexpected}”，应为 {expected}。',
  },
  // — lab: tcp —
  'packet-truncated': {
    status: 422,
    en: 'Unexpected end of the {what} after {length} bytes, expected more.',
    zh: '{what} 在第 {length} 字节处就结束了，后面应当还有内容。',
  },
  'packet-field': {
    status: 422,
    en: 'Unexpected {field} {found}, expected {expected}.',
    zh: '{field} 的值 {found} 不对，应为 {expected}。',
  },
  'checksum-wrong': {
    status: 422,
    en: 'Unexpected checksum {found} in the {what}, expected one that fits its bytes.',
    zh: '{what} 的校验和 {found} 与内容不符。',
  },
  'lab-nothing-due': {
    status: 422,
    en: 'Nothing is due after {at} ms: no segment is on its way and no timer runs.',
    zh: '{at} 毫秒之后没有待发生的事：没有在途报文段，也没有运行中的定时器。',
  },
  'lab-due': {
    status: 422,
    en: 'Unexpected event at {at} ms, expected what is due at {due} ms first.',
    zh: '事件发生在 {at} 毫秒，但 {due} 毫秒时已有事情到期，应先处理。',
  },
  'lab-past': {
    status: 422,
    en: 'Unexpected time {at} ms, expected {now} ms or later: a run does not go back.',
    zh: '时间 {at} 毫秒已经过去，应不早于 {now} 毫秒：运行不能倒退。',
  },
  'lab-bound': {
    status: 422,
    en: 'The run has reached its bound of {limit} {what} and stops here.',
    zh: '运行达到上限（{limit} {what}），到此为止。',
  },
  'lab-host-down': {
    status: 422,
    en: 'Host {host} has crashed; reboot it first.',
    zh: '主机 {host} 已崩溃，请先重启。',
  },
  'lab-no-connection': {
    status: 422,
    en: 'Host {host} has no connection for this call.',
    zh: '主机 {host} 没有可执行该调用的连接。',
  },
  'lab-not-in-flight': {
    status: 422,
    en: 'Segment #{segment} is not on its way any more.',
    zh: '报文段 #{segment} 已不在途中。',
  },
  'trace-line': {
    status: 422,
    en: 'Unexpected line “{text}”, expected a line of a trace.',
    zh: '无法读懂这一行：“{text}”，应为轨迹文件的一行。',
  },
  'trace-event': {
    status: 422,
    en: 'Unexpected event “{text}”, expected one that this lab knows.',
    zh: '无法读懂事件“{text}”，应为本实验认识的事件。',
  },
  'trace-header': {
    status: 422,
    en: 'Unexpected end of the header, expected “{key}”.',
    zh: '文件头缺少“{key}”。',
  },
  'trace-setting': {
    status: 422,
    en: 'Unexpected setting “{name}” under “{key}”.',
    zh: '“{key}”下有不认识的设置“{name}”。',
  },
  'trace-differs': {
    status: 422,
    en: 'Unexpected “{found}”, expected “{expected}”.',
    zh: '实际是“{found}”，文件中写的是“{expected}”。',
  },
  'exercise-unknown': {
    status: 422,
    en: 'There is no exercise “{kind}” on the scenario “{scenario}”.',
    zh: '场景“{scenario}”没有名为“{kind}”的练习。',
  },
  'exercise-no-cut': {
    status: 422,
    en: 'The scenario “{scenario}” has no place for this question.',
    zh: '场景“{scenario}”中没有可以提这个问题的地方。',
  },
  'script-line': {
    status: 422,
    en: 'Unexpected line “{text}”, expected a step of a packetdrill script.',
    zh: '无法读懂这一行：“{text}”，应为 packetdrill 脚本的一步。',
  },
  // — lab: dns —
  // — lab: websocket —
  // — importing notes —
  // — interviews —
} as const satisfies Record<string, ProblemEntry>

export type ProblemCode = keyof typeof table

/** All codes, in the table's order: the fixtures' test holds one example against each. */
export const problemCodes = Object.keys(table) as readonly ProblemCode[]

/** The HTTP status that belongs to a code. */
export function problemStatus(code: ProblemCode): number {
  return table[code].status
}

/** The sentence that a person reads, in their language, with the problem's parameters filled in. */
export function describeProblem(problem: Problem, lang: 'zh' | 'en'): string {
  return table[problem.code][lang].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = problem.params?.[name]
    return value === undefined ? whole : String(value)
  })
}
