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
  'script-line': {
    status: 422,
    en: 'Unexpected line “{text}”, expected a step of a packetdrill script.',
    zh: '无法读懂这一行：“{text}”，应为 packetdrill 脚本的一步。',
  },
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
  'zone-number': {
    status: 422,
    en: 'Unexpected “{word}”, expected a number that fits this field.',
    zh: '“{word}”不是这个字段允许的数字。',
  },
  'zone-address': {
    status: 422,
    en: 'Unexpected “{word}”, expected an address of this record’s family.',
    zh: '“{word}”不是这种记录应有的地址。',
  },
  'zone-encoding': {
    status: 422,
    en: 'Unexpected “{word}”, expected data in this field’s encoding.',
    zh: '“{word}”不符合这个字段的编码。',
  },
  'zone-time': {
    status: 422,
    en: 'Unexpected “{word}”, expected a time as YYYYMMDDHHmmSS.',
    zh: '“{word}”不是 YYYYMMDDHHmmSS 形式的时间。',
  },
  'zone-type': {
    status: 422,
    en: 'Unexpected “{word}”, expected the type of a record.',
    zh: '“{word}”不是记录类型。',
  },
  'zone-type-missing': {
    status: 422,
    en: 'Unexpected end of the entry, expected the type of a record.',
    zh: '条目到此意外结束，缺少记录类型。',
  },
  'zone-string-long': {
    status: 422,
    en: 'Unexpected string of {octets} octets, expected at most 255.',
    zh: '字符串有 {octets} 个字节，最多 255 个。',
  },
  'zone-rdata-length': {
    status: 422,
    en: 'Unexpected number of octets, expected the {octets} that are announced.',
    zh: '数据的字节数与声明的 {octets} 不符。',
  },
  'zone-unknown-data': {
    status: 422,
    en: 'Unexpected data of type {type}, expected the form “\\# length hex” for a type without a layout.',
    zh: '{type} 类型没有既定格式，数据应写成“\\# 长度 十六进制”。',
  },
  'zone-field-missing': {
    status: 422,
    en: 'Unexpected end of the {type} record, expected its field {field}.',
    zh: '{type} 记录到此意外结束，缺少字段 {field}。',
  },
  'zone-field-extra': {
    status: 422,
    en: 'Unexpected “{word}” after the data of the {type} record, expected the end of the line.',
    zh: '{type} 记录的数据之后多出“{word}”。',
  },
  'zone-no-origin': {
    status: 422,
    en: 'Unexpected relative name “{name}”, expected $ORIGIN before it or a final dot.',
    zh: '相对名字“{name}”之前没有 $ORIGIN；请先写 $ORIGIN，或在名字末尾加点。',
  },
  'zone-directive': {
    status: 422,
    en: 'Unexpected {word}, expected $ORIGIN or $TTL.',
    zh: '不支持 {word}，只能用 $ORIGIN 和 $TTL。',
  },
  'zone-directive-empty': {
    status: 422,
    en: 'Unexpected end of the line after {word}, expected its value.',
    zh: '{word} 后面缺少值。',
  },
  'zone-no-owner': {
    status: 422,
    en: 'Unexpected entry without a name, expected one: no record stands before it.',
    zh: '条目没有写名字，而它之前又没有记录可以沿用。',
  },
  'zone-no-ttl': {
    status: 422,
    en: 'Unexpected record without a TTL, expected one here, before it, or $TTL.',
    zh: '记录没有 TTL，之前也没有可沿用的 TTL 或 $TTL。',
  },
  'zone-parenthesis': {
    status: 422,
    en: 'Unexpected parenthesis, expected its partner.',
    zh: '括号不成对。',
  },
  'zone-quote': {
    status: 422,
    en: 'Unexpected end of the line inside quotes, expected the closing quote.',
    zh: '引号没有闭合，行就结束了。',
  },
  'zone-no-soa': {
    status: 422,
    en: 'Unexpected zone without an SOA record, expected exactly one.',
    zh: '区域里没有 SOA 记录，应当恰好有一条。',
  },
  'zone-second-soa': {
    status: 422,
    en: 'Unexpected SOA record at {name}, expected only the one at the top of the zone.',
    zh: '{name} 处又出现 SOA 记录，区域顶点之外不能有。',
  },
  'zone-no-ns': {
    status: 422,
    en: 'Unexpected zone without name servers, expected an NS record at “{origin}”.',
    zh: '区域没有名字服务器，{origin} 处应有 NS 记录。',
  },
  'zone-class': {
    status: 422,
    en: 'Unexpected class {class}, expected the class of the SOA record.',
    zh: '类别 {class} 与 SOA 记录的类别不同。',
  },
  'zone-outside': {
    status: 422,
    en: 'Unexpected record at {name}, expected a name at or below “{origin}”: it is left out.',
    zh: '{name} 不在 {origin} 之下，这条记录被忽略。',
  },
  'zone-duplicate': {
    status: 422,
    en: 'Unexpected second copy of a {type} record of “{name}”: it counts once.',
    zh: '{name} 的 {type} 记录重复，只算一条。',
  },
  'zone-single': {
    status: 422,
    en: 'Unexpected second {type} record at {name}, expected at most one.',
    zh: '{name} 处有第二条 {type} 记录，最多只能有一条。',
  },
  'zone-ttl-differs': {
    status: 422,
    en: 'Unexpected TTL in the {type} records of {name}, expected the same for all: the first one counts.',
    zh: '{name} 的 {type} 记录 TTL 不一致，以第一条为准。',
  },
  'zone-cname-and-other': {
    status: 422,
    en: 'Unexpected {type} record beside the CNAME of {name}, expected no other data at an alias.',
    zh: '{name} 是别名（CNAME），旁边不能再有 {type} 记录。',
  },
  'zone-occluded': {
    status: 422,
    en: 'Unexpected {type} record of {name} below an {by} record, expected it in another zone: nobody will see it.',
    zh: '{name} 的 {type} 记录位于 {by} 记录之下，属于另一个区域，查询不会看到它。',
  },
  'zone-target-alias': {
    status: 422,
    en: 'Unexpected alias {target} as the target of a {type} record, expected a name with an address.',
    zh: '{type} 记录的目标 {target} 是别名，应为有地址的名字。',
  },
  'zone-glue-missing': {
    status: 422,
    en: 'Unexpected name server {target} without an address, expected an A or AAAA record in this zone.',
    zh: '名字服务器 {target} 没有地址，本区域里应有它的 A 或 AAAA 记录。',
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
