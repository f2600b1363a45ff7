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
  // — lab: websocket —
  'ws-reserved-bit': {
    status: 422,
    en: 'The frame sets {bit}, which no negotiated extension gives a meaning.',
    zh: '帧置位了 {bit}，但没有协商过的扩展赋予它含义。',
  },
  'ws-rsv1-misplaced': {
    status: 422,
    en: 'RSV1 is set on a {frame} frame; compression marks only the first frame of a data message.',
    zh: 'RSV1 出现在 {frame} 帧上；压缩标记只能出现在数据消息的首帧。',
  },
  'ws-reserved-opcode': {
    status: 422,
    en: 'Unexpected opcode {opcode}, expected 0x0, 0x1, 0x2, 0x8, 0x9 or 0xA.',
    zh: '遇到操作码 {opcode}，应为 0x0、0x1、0x2、0x8、0x9 或 0xA。',
  },
  'ws-unmasked-frame': {
    status: 422,
    en: 'The client sent a frame without a masking key.',
    zh: '客户端发来的帧没有掩码。',
  },
  'ws-masked-frame': { status: 422, en: 'The server sent a masked frame.', zh: '服务器发来的帧带有掩码。' },
  'ws-length-not-minimal': {
    status: 422,
    en: 'A payload length of {length} is written in {bits} bits, expected the shortest form.',
    zh: '载荷长度 {length} 用了 {bits} 位表示，应使用最短的形式。',
  },
  'ws-length-sign-bit': {
    status: 422,
    en: 'The most significant bit of the 64-bit payload length is 1, expected 0.',
    zh: '64 位载荷长度的最高位是 1，应为 0。',
  },
  'ws-control-fragmented': {
    status: 422,
    en: 'A {frame} frame has FIN=0; control frames are never fragmented.',
    zh: '{frame} 帧的 FIN=0；控制帧不得分片。',
  },
  'ws-control-too-long': {
    status: 422,
    en: 'A {frame} frame carries {length} bytes, expected at most 125.',
    zh: '{frame} 帧携带 {length} 字节，最多只能是 125 字节。',
  },
  'ws-continuation-alone': {
    status: 422,
    en: 'Unexpected continuation frame: no fragmented message is open.',
    zh: '遇到延续帧，但当前没有未完成的分片消息。',
  },
  'ws-message-interrupted': {
    status: 422,
    en: 'Unexpected {frame} frame inside a fragmented message, expected a continuation or a control frame.',
    zh: '分片消息尚未结束就遇到 {frame} 帧，应为延续帧或控制帧。',
  },
  'ws-utf8': {
    status: 422,
    en: 'Byte {value} at {position} of the {what} cannot occur there in UTF-8.',
    zh: '{what} 的第 {position} 字节 {value} 在 UTF-8 中不可能出现在此处。',
  },
  'ws-utf8-cut': {
    status: 422,
    en: 'The {what} ends in the middle of a UTF-8 character.',
    zh: '{what} 在一个 UTF-8 字符的中间结束。',
  },
  'ws-close-body': {
    status: 422,
    en: 'A Close frame carries 1 byte, expected none or a 2-byte status code.',
    zh: 'Close 帧只有 1 字节内容，应为空或以 2 字节状态码开头。',
  },
  'ws-close-code': {
    status: 422,
    en: 'Status code {status} must not be sent in a Close frame.',
    zh: '状态码 {status} 不得出现在 Close 帧中。',
  },
  'ws-message-too-big': {
    status: 422,
    en: 'The message would reach {size} bytes, expected at most {limit}.',
    zh: '消息将达到 {size} 字节，上限为 {limit}。',
  },
  'ws-too-many-fragments': {
    status: 422,
    en: 'A message of more than {limit} fragments.',
    zh: '消息的分片超过了 {limit} 个。',
  },
  'ws-control-flood': {
    status: 422,
    en: 'More than {limit} control frames within {window} ms.',
    zh: '{window} 毫秒内的控制帧超过了 {limit} 个。',
  },
  'ws-deflate': {
    status: 422,
    en: 'The compressed message is not valid DEFLATE data: {fault}.',
    zh: '压缩消息不是有效的 DEFLATE 数据：{fault}。',
  },
  'ws-handshake-timeout': {
    status: 422,
    en: 'The opening handshake was not complete within {limit} ms.',
    zh: '开启握手未能在 {limit} 毫秒内完成。',
  },
  'ws-idle-timeout': { status: 422, en: 'Nothing arrived for {limit} ms.', zh: '已有 {limit} 毫秒没有收到任何数据。' },
  'ws-life-over': {
    status: 422,
    en: 'The connection reached its longest life of {limit} ms.',
    zh: '连接已达到 {limit} 毫秒的最长存活时间。',
  },
  'ws-pong-timeout': {
    status: 422,
    en: 'No Pong came within {limit} ms of a Ping.',
    zh: '发出 Ping 后 {limit} 毫秒内没有收到 Pong。',
  },
  'ws-close-timeout': {
    status: 422,
    en: 'The peer did not finish the closing handshake within {limit} ms.',
    zh: '对端未能在 {limit} 毫秒内完成关闭握手。',
  },
  'ws-unsent-limit': {
    status: 422,
    en: '{size} bytes wait to be sent, more than {limit}: the peer does not read.',
    zh: '有 {size} 字节等待发送，超过上限 {limit}：对端没有在读取。',
  },
  'ws-transport-lost': {
    status: 422,
    en: 'The TCP connection ended without a Close frame.',
    zh: 'TCP 连接在没有 Close 帧的情况下结束。',
  },
  'ws-head-too-large': {
    status: 422,
    en: 'The header section is longer than {limit} bytes.',
    zh: '头部超过了 {limit} 字节。',
  },
  'ws-head-syntax': {
    status: 422,
    en: 'Unexpected {unexpected} in the HTTP header section, expected {expected}.',
    zh: 'HTTP 头部中遇到 {unexpected}，应为 {expected}。',
  },
  'ws-method': { status: 422, en: 'Unexpected method {method}, expected GET.', zh: '遇到方法 {method}，应为 GET。' },
  'ws-http-version': {
    status: 422,
    en: 'Unexpected {version}, expected HTTP/1.1.',
    zh: '遇到 {version}，应为 HTTP/1.1。',
  },
  'ws-request-target': {
    status: 422,
    en: 'Unexpected request target, expected a path that begins with “/”.',
    zh: '请求目标有误，应为以“/”开头的路径。',
  },
  'ws-no-resource': {
    status: 422,
    en: 'No WebSocket endpoint is at {target}.',
    zh: '{target} 处没有 WebSocket 端点。',
  },
  'ws-field-missing': { status: 422, en: 'The {field} header field is missing.', zh: '缺少头字段 {field}。' },
  'ws-field-repeated': {
    status: 422,
    en: 'The {field} header field stands {count} times, expected once.',
    zh: '头字段 {field} 出现了 {count} 次，只应出现一次。',
  },
  'ws-field-value': {
    status: 422,
    en: 'Unexpected value of {field}: {unexpected}, expected {expected}.',
    zh: '{field} 的值是 {unexpected}，应为 {expected}。',
  },
  'ws-version': {
    status: 422,
    en: 'Unexpected Sec-WebSocket-Version {version}, expected 13.',
    zh: '遇到 Sec-WebSocket-Version {version}，应为 13。',
  },
  'ws-key': {
    status: 422,
    en: 'Sec-WebSocket-Key must be the base64 form of 16 bytes.',
    zh: 'Sec-WebSocket-Key 应为 16 字节的 base64 形式。',
  },
  'ws-origin': {
    status: 422,
    en: 'Pages of the origin {origin} may not connect here.',
    zh: '来源 {origin} 的页面不得连接到这里。',
  },
  'ws-request-body': { status: 422, en: 'An upgrade request must not carry a body.', zh: '升级请求不得携带消息体。' },
  'ws-status': {
    status: 422,
    en: 'The server answered {status}, expected 101.',
    zh: '服务器回答了 {status}，应为 101。',
  },
  'ws-accept': {
    status: 422,
    en: 'Unexpected Sec-WebSocket-Accept {unexpected}, expected {expected}.',
    zh: '遇到 Sec-WebSocket-Accept {unexpected}，应为 {expected}。',
  },
  'ws-extension-refused': {
    status: 422,
    en: 'The server chose {extension}, which cannot be used: {reason}.',
    zh: '服务器选择了 {extension}，但无法使用：{reason}。',
  },
  'ws-protocol-refused': {
    status: 422,
    en: 'The server chose the subprotocol {protocol}, which was not offered.',
    zh: '服务器选择了未提供的子协议 {protocol}。',
  },
  'ws-not-open': {
    status: 422,
    en: 'The call needs the state OPEN; the connection is {state}.',
    zh: '此调用要求连接处于 OPEN 状态，而当前是 {state}。',
  },
  'ws-send-control-too-long': {
    status: 422,
    en: 'A {frame} frame may carry 125 bytes, not {length}.',
    zh: '{frame} 帧最多携带 125 字节，而不是 {length} 字节。',
  },
  'ws-send-close-code': {
    status: 422,
    en: 'An endpoint may not send the status code {status}.',
    zh: '端点不得发送状态码 {status}。',
  },
  'ws-send-reason-alone': {
    status: 422,
    en: 'A close reason needs a status code before it.',
    zh: '关闭原因之前必须有状态码。',
  },
  'ws-send-utf8': {
    status: 422,
    en: 'The text is not valid UTF-8 from byte {position} on.',
    zh: '文本从第 {position} 字节起不是有效的 UTF-8。',
  },
  'ws-send-fragment-size': {
    status: 422,
    en: 'Unexpected fragment size {size}, expected a whole number from 1.',
    zh: '分片大小 {size} 有误，应为不小于 1 的整数。',
  },
  'ws-send-interleaved': {
    status: 422,
    en: 'A message is being sent fragment by fragment; it must end before another may begin.',
    zh: '有一条消息正在逐片发送，结束之前不能开始另一条。',
  },
  'ws-send-uncompressed-only': {
    status: 422,
    en: 'Compression was not negotiated on this connection.',
    zh: '此连接没有协商压缩。',
  },
  'ws-event-out-of-place': {
    status: 422,
    en: 'The event {event} cannot happen in the state {state}.',
    zh: '事件 {event} 不可能发生在 {state} 状态。',
  },
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
