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
  // — lab: tcp —
  // — lab: dns —
  'dns-short': {
    status: 422,
    en: 'Unexpected end of the message, expected {missing} more octets.',
    zh: '报文到此意外结束，还应有 {missing} 个字节。',
  },
  'dns-trailing': {
    status: 422,
    en: 'Unexpected {octets} octets after the last record, expected the end of the message.',
    zh: '最后一条记录之后还有 {octets} 个字节，报文应在此结束。',
  },
  'dns-label-octet': {
    status: 422,
    en: 'Unexpected octet 0x{octet} at the start of a label, expected a length of at most 63 or a pointer.',
    zh: '标签开头的字节是 0x{octet}，应为不超过 63 的长度或压缩指针。',
  },
  'dns-pointer': {
    status: 422,
    en: 'Unexpected pointer to byte {target}, expected one to an earlier name in this message.',
    zh: '压缩指针指向第 {target} 字节，只能指向报文中更早出现的名字。',
  },
  'dns-pointer-forbidden': {
    status: 422,
    en: 'Unexpected pointer, expected a name that is written out: this field may not be compressed.',
    zh: '此字段不允许名字压缩，却出现了压缩指针。',
  },
  'dns-label-empty': {
    status: 422,
    en: 'Unexpected empty label, expected at least one character between two dots.',
    zh: '出现了空标签，两个点之间至少要有一个字符。',
  },
  'dns-label-too-long': {
    status: 422,
    en: 'Unexpected label of {octets} octets, expected at most 63.',
    zh: '标签有 {octets} 个字节，最多 63 个。',
  },
  'dns-name-too-long': {
    status: 422,
    en: 'Unexpected name of {octets} octets, expected at most 255.',
    zh: '名字有 {octets} 个字节，最多 255 个。',
  },
  'dns-name-octet': {
    status: 422,
    en: 'Unexpected character “{character}” in a name, expected printable ASCII or an escape.',
    zh: '名字中出现字符“{character}”，应为可打印的 ASCII 字符或转义。',
  },
  'dns-escape': {
    status: 422,
    en: 'Unexpected escape, expected a backslash with three digits up to 255 or with one other character.',
    zh: '转义写法不对，反斜杠后应为不超过 255 的三位数字，或另一个字符。',
  },
  'dns-rdata-long': {
    status: 422,
    en: 'Unexpected {octets} octets at the end of the data of a {type} record, expected none.',
    zh: '{type} 记录的数据末尾多出 {octets} 个字节。',
  },
  'dns-type-bitmap': {
    status: 422,
    en: 'Unexpected block in a type bitmap, expected ascending windows of 1 to 32 octets.',
    zh: '类型位图的窗口不对，应按编号递增，每块 1 到 32 个字节。',
  },
  'dns-param-order': {
    status: 422,
    en: 'Unexpected key {key} of a service parameter, expected keys in strictly ascending order.',
    zh: '服务参数的键 {key} 位置不对，键必须严格递增。',
  },
  'dns-opt-place': {
    status: 422,
    en: 'Unexpected OPT record, expected at most one, named “.”, in the additional section.',
    zh: 'OPT 记录的位置不对：只能有一条，名字为“.”，放在附加段。',
  },
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
