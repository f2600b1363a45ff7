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
  'too-large': { status: 413, en: 'Unexpected {unexpected}, expected at most {expected}.', zh: '大小为 {unexpected}，最多 {expected}。' },
  'wrong-origin': {
    status: 403,
    en: 'This request did not come from a page of this site.',
    zh: '这个请求不是从本站页面发出的。',
  },
  'wrong-content-type': {
    status: 415,
    en: 'Unexpected content type {unexpected}, expected application/json.',
    zh: '内容类型是 {unexpected}，应为 application/json。',
  },
  'not-signed-in': { status: 401, en: 'Sign in first.', zh: '请先登录。' },
  'wrong-person': {
    status: 403,
    en: 'These answers belong to another person than the one signed in here. They stay on this device.',
    zh: '这些作答属于另一个人，而不是当前登录的人。它们会留在这台设备上。',
  },
  'too-many-requests': {
    status: 429,
    en: 'Too many attempts: try again in {seconds} seconds.',
    zh: '尝试次数过多，请 {seconds} 秒后再试。',
  },
  'sign-in-failed': {
    status: 401,
    en: 'The e-mail address or the password is not right.',
    zh: '邮箱或密码不正确。',
  },
  'account-exists': {
    status: 409,
    en: 'This e-mail address cannot be used for a new account. If it is yours, sign in.',
    zh: '这个邮箱不能用来注册新账号。如果它是你的，请直接登录。',
  },
  'already-an-account': { status: 409, en: 'You are signed in already.', zh: '你已经登录了。' },
  'nothing-to-merge': { status: 409, en: 'There are no reviews of a guest to bring over.', zh: '没有可以带过来的访客复习记录。' },
  'internal-error': {
    status: 500,
    en: 'Something went wrong. It was noted under {id}; your reviews are safe.',
    zh: '出错了，已记录，编号 {id}；你的复习记录是安全的。',
  },
  unavailable: {
    status: 503,
    en: 'The database does not answer at the moment. Nothing is lost: try again shortly.',
    zh: '数据库暂时没有响应。没有任何内容丢失，请稍后再试。',
  },
  'not-found': { status: 404, en: 'There is nothing at this address.', zh: '这个地址没有内容。' },
  // — notes, format 1 —
  'file-unreadable': {
    status: 422,
    en: 'Unexpected answer of the file system ({reason}), expected a readable file.',
    zh: '文件系统返回 {reason}，应为可读取的文件。',
  },
  'file-outside': {
    status: 422,
    en: 'Unexpected link that leads out of the folder, expected a file inside it.',
    zh: '遇到指向目录之外的符号链接，应为目录内的文件。',
  },
  'file-too-large': {
    status: 422,
    en: 'Unexpected size of {bytes} bytes, expected at most {limit}.',
    zh: '文件有 {bytes} 字节，最多应为 {limit} 字节。',
  },
  'file-not-utf8': {
    status: 422,
    en: 'Unexpected bytes that are not UTF-8, expected a UTF-8 text file.',
    zh: '遇到不是 UTF-8 的字节，应为 UTF-8 文本文件。',
  },
  'file-binary': {
    status: 422,
    en: 'Unexpected NUL byte, expected a text file.',
    zh: '遇到 NUL 字节，应为文本文件。',
  },
  'nesting-too-deep': {
    status: 422,
    en: 'Unexpected depth of nested quotes, lists or brackets, expected ordinary Markdown.',
    zh: '引用、列表或括号嵌套过深，应为普通的 Markdown。',
  },
  'file-name-mismatch': {
    status: 422,
    en: 'Unexpected file name {name}, expected {expected}.',
    zh: '文件名为 {name}，应为 {expected}。',
  },
  'front-matter-missing': {
    status: 422,
    en: 'Unexpected text at the start of the file, expected front matter between --- lines.',
    zh: '文件开头应为 --- 之间的 front matter，却遇到其他内容。',
  },
  'front-matter-broken': {
    status: 422,
    en: 'Unexpected YAML in the front matter ({reason}), expected keys and values.',
    zh: 'front matter 的 YAML 有误（{reason}），应为键和值。',
  },
  'front-matter-key-unknown': {
    status: 422,
    en: 'Unexpected key {key} in the front matter, expected one of {expected}.',
    zh: 'front matter 中有未知的键 {key}，应为其中之一：{expected}。',
  },
  'front-matter-key-missing': {
    status: 422,
    en: 'Unexpected end of the front matter, expected the key {key}.',
    zh: 'front matter 到此结束，应有键 {key}。',
  },
  'front-matter-value-wrong': {
    status: 422,
    en: 'Unexpected {key}: {value}, expected {expected}.',
    zh: '{key}: {value} 不对，应为 {expected}。',
  },
  'title-missing': {
    status: 422,
    en: 'Unexpected content before the title, expected “# Title” first.',
    zh: '标题之前不应有内容，应先写“# 标题”。',
  },
  'title-repeated': {
    status: 422,
    en: 'Unexpected second title “{title}”, expected one # heading in a file.',
    zh: '出现第二个标题“{title}”，一个文件应只有一个 # 标题。',
  },
  'title-differs': {
    status: 422,
    en: 'Unexpected title “{title}”, expected “{expected}” as in the front matter.',
    zh: '标题为“{title}”，应与 front matter 一致：“{expected}”。',
  },
  'heading-skips-level': {
    status: 422,
    en: 'Unexpected {depth} heading, expected at most {expected} here.',
    zh: '遇到 {depth} 级标题，此处最深应为 {expected}。',
  },
  'topic-empty': {
    status: 422,
    en: 'Unexpected end of the file, expected at least one card (“## Question? <a id="…"></a>”).',
    zh: '文件到此结束，应至少有一张卡片（“## 问题？ <a id="…"></a>”）。',
  },
  'card-id-missing': {
    status: 422,
    en: 'Unexpected end of the heading “{question}”, expected an id: <a id="…"></a>.',
    zh: '标题“{question}”之后应有 id：<a id="…"></a>。',
  },
  'card-id-malformed': {
    status: 422,
    en: 'Unexpected id “{id}”, expected <a id="…"></a> with 2 to 40 of a–z, 0–9 and hyphen, at the end of the heading.',
    zh: 'id“{id}”不对，标题末尾应为 <a id="…"></a>，由 2 到 40 个 a–z、0–9 或连字符组成。',
  },
  'card-id-duplicate': {
    status: 422,
    en: 'Unexpected second card with the id {id}, expected an id of its own.',
    zh: 'id {id} 已被另一张卡片使用，应换一个 id。',
  },
  'question-missing': {
    status: 422,
    en: 'Unexpected heading without text, expected a question.',
    zh: '标题没有文字，应为一个问题。',
  },
  'meta-missing': {
    status: 422,
    en: 'Unexpected content after the question, expected a line such as `level: 2` `importance: 3`.',
    zh: '问题之后应先有一行，例如 `level: 2` `importance: 3`。',
  },
  'meta-malformed': {
    status: 422,
    en: 'Unexpected `{written}`, expected `key: value`.',
    zh: '遇到 `{written}`，应为 `键: 值`。',
  },
  'meta-key-unknown': {
    status: 422,
    en: 'Unexpected key {key}, expected level, importance or tags.',
    zh: '遇到未知的键 {key}，应为 level、importance 或 tags。',
  },
  'meta-key-repeated': {
    status: 422,
    en: 'Unexpected second {key}, expected it once.',
    zh: '{key} 重复出现，应只写一次。',
  },
  'meta-key-missing': {
    status: 422,
    en: 'Unexpected end of the line, expected `{key}: 1`, 2 or 3.',
    zh: '这一行到此结束，应有 `{key}: 1`、2 或 3。',
  },
  'meta-value-wrong': {
    status: 422,
    en: 'Unexpected {key}: “{value}”, expected {expected}.',
    zh: '{key} 的值“{value}”不对，应为 {expected}。',
  },
  'answer-missing': {
    status: 422,
    en: 'Unexpected end of the answer, expected prose before the first part.',
    zh: '答案没有正文，应在第一个固定小节之前写出。',
  },
  'answer-too-long': {
    status: 422,
    en: 'Unexpected length of about {words} spoken words, expected at most {limit}: split the card.',
    zh: '答案约合 {words} 个英文单词，最多应为 {limit}，请拆成几张卡片。',
  },
  'kind-parts-conflict': {
    status: 422,
    en: 'Unexpected {part} beside {first}, expected one kind for each card.',
    zh: '{part} 与 {first} 同时出现，一张卡片应只有一种题型。',
  },
  'section-misspelt': {
    status: 422,
    en: 'Unexpected “{heading}”, expected “{expected}”.',
    zh: '遇到“{heading}”，应为“{expected}”。',
  },
  'section-wrong-language': {
    status: 422,
    en: 'Unexpected “{heading}” in a file of the other language, expected “{expected}”.',
    zh: '“{heading}”不是本文件的语言，应为“{expected}”。',
  },
  'section-out-of-order': {
    status: 422,
    en: 'Unexpected “{heading}” after “{before}”, expected it before.',
    zh: '“{heading}”出现在“{before}”之后，应在其前。',
  },
  'section-repeated': {
    status: 422,
    en: 'Unexpected second “{heading}”, expected one in a card.',
    zh: '“{heading}”重复出现，一张卡片应只有一处。',
  },
  'section-unknown': {
    status: 422,
    en: 'Unexpected heading “{heading}” after the answer, expected it before the first reserved heading.',
    zh: '答案之后出现标题“{heading}”，应放在第一个固定小节之前。',
  },
  'section-outside-card': {
    status: 422,
    en: 'Unexpected “{heading}” before the first card, expected it inside a card.',
    zh: '“{heading}”出现在第一张卡片之前，应在卡片之内。',
  },
  'section-not-a-list': {
    status: 422,
    en: 'Unexpected content under “{heading}”, expected one list of “{expected}” items and nothing else.',
    zh: '“{heading}”之下应只有一个“{expected}”列表，却遇到其他内容。',
  },
  'option-without-box': {
    status: 422,
    en: 'Unexpected bullet, expected “- [x]” (right) or “- [ ]” (wrong).',
    zh: '遇到普通列表项，应为“- [x]”（对）或“- [ ]”（错）。',
  },
  'option-empty': {
    status: 422,
    en: 'Unexpected empty option, expected its text.',
    zh: '选项为空，应有文字。',
  },
  'option-repeated': {
    status: 422,
    en: 'Unexpected second option “{text}”, expected different options.',
    zh: '选项“{text}”重复，各选项应互不相同。',
  },
  'options-count': {
    status: 422,
    en: 'Unexpected number of options ({count}), expected 3 to 6.',
    zh: '有 {count} 个选项，应为 3 到 6 个。',
  },
  'options-none-right': {
    status: 422,
    en: 'Unexpected options without a right one, expected at least one “- [x]”.',
    zh: '没有正确的选项，应至少有一个“- [x]”。',
  },
  'options-none-wrong': {
    status: 422,
    en: 'Unexpected options without a wrong one, expected at least one “- [ ]”.',
    zh: '没有错误的选项，应至少有一个“- [ ]”。',
  },
  'order-count': {
    status: 422,
    en: 'Unexpected number of steps ({count}), expected 4 to 7.',
    zh: '有 {count} 个步骤，应为 4 到 7 个。',
  },
  'order-item-empty': {
    status: 422,
    en: 'Unexpected empty step, expected its text.',
    zh: '步骤为空，应有文字。',
  },
  'order-item-repeated': {
    status: 422,
    en: 'Unexpected second step “{text}”, expected different steps.',
    zh: '步骤“{text}”重复，各步骤应互不相同。',
  },
  'accept-empty': {
    status: 422,
    en: 'Unexpected empty bullet, expected an accepted answer.',
    zh: '列表项为空，应写出可接受的答案。',
  },
  'cloze-malformed': {
    status: 422,
    en: 'Unexpected “{written}”, expected {{c1::text}} or {{c1::text::hint}} within one paragraph.',
    zh: '遇到“{written}”，应为同一段落内的 {{c1::文字}} 或 {{c1::文字::提示}}。',
  },
  'cloze-nested': {
    status: 422,
    en: 'Unexpected “{written}” inside a cloze, expected no nesting.',
    zh: '填空之内又有“{written}”，填空不能嵌套。',
  },
  'cloze-id-wrong': {
    status: 422,
    en: 'Unexpected cloze id “{written}”, expected c1 to c99.',
    zh: '填空 id“{written}”不对，应为 c1 到 c99。',
  },
  'cloze-in-code': {
    status: 422,
    en: 'Unexpected “{written}” inside code, expected it around the code.',
    zh: '代码之内出现“{written}”，填空应包在代码之外。',
  },
  'cloze-misplaced': {
    status: 422,
    en: 'Unexpected “{written}” here, expected it in the answer of a card.',
    zh: '此处出现“{written}”，填空应在卡片的答案之内。',
  },
  'cloze-count': {
    status: 422,
    en: 'Unexpected number of cloze ids ({count}), expected at most 4 in a card.',
    zh: '有 {count} 个填空 id，一张卡片最多应为 4 个。',
  },
  'key-points-missing': {
    status: 422,
    en: 'Unexpected end of the card, expected key points.',
    zh: '卡片到此结束，应有“要点”。',
  },
  'key-points-count': {
    status: 422,
    en: 'Unexpected number of key points ({count}), expected 3 to 6.',
    zh: '有 {count} 个要点，应为 3 到 6 个。',
  },
  'key-point-id-missing': {
    status: 422,
    en: 'Unexpected bullet without an id, expected “- `id` text”.',
    zh: '要点没有 id，应为“- `id` 文字”。',
  },
  'key-point-id-malformed': {
    status: 422,
    en: 'Unexpected key point id “{id}”, expected 1 to 24 of a–z, 0–9 and hyphen.',
    zh: '要点 id“{id}”不对，应为 1 到 24 个 a–z、0–9 或连字符。',
  },
  'key-point-id-repeated': {
    status: 422,
    en: 'Unexpected second key point {id}, expected an id of its own.',
    zh: '要点 id {id} 重复，应各有自己的 id。',
  },
  'key-point-empty': {
    status: 422,
    en: 'Unexpected end of the key point {id}, expected its text.',
    zh: '要点 {id} 之后应有文字。',
  },
  'key-point-weight-wrong': {
    status: 422,
    en: 'Unexpected weight {weight}, expected ×2 or ×3.',
    zh: '权重 {weight} 不对，应为 ×2 或 ×3。',
  },
  'wordings-malformed': {
    status: 422,
    en: 'Unexpected content under a key point, expected one nested bullet “- = wording; wording”.',
    zh: '要点之下应只有一个“- = 说法；说法”，却遇到其他内容。',
  },
  'pitfall-without-claim': {
    status: 422,
    en: 'Unexpected bullet without a claim, expected the wrong claim in quotation marks first.',
    zh: '误区没有引出说法，应先用引号写出错误的说法。',
  },
  'pitfall-without-correction': {
    status: 422,
    en: 'Unexpected end after the claim “{claim}”, expected its correction.',
    zh: '“{claim}”之后应有更正。',
  },
  'pitfall-without-clause': {
    status: 422,
    en: 'Unexpected end of the pitfall, expected the clause in parentheses: (RFC 9293 §3.5).',
    zh: '误区到此结束，应在括号中注明出处：(RFC 9293 §3.5)。',
  },
  'follow-up-malformed': {
    status: 422,
    en: 'Unexpected follow-up “{written}”, expected - [Question?](#card-id) or (topic.en.md#card-id).',
    zh: '追问“{written}”不对，应为 - [问题？](#card-id) 或 (topic.en.md#card-id)。',
  },
  'follow-up-target-missing': {
    status: 422,
    en: 'Unexpected follow-up to {card}, expected a card that exists.',
    zh: '追问指向 {card}，应为存在的卡片。',
  },
  'link-broken': {
    status: 422,
    en: 'Unexpected link to “{url}”, expected a card (#id), a topic (name.lang.md) or a web address.',
    zh: '链接指向“{url}”，应为卡片（#id）、主题（name.lang.md）或网址。',
  },
  'reference-unsupported': {
    status: 422,
    en: 'Unexpected reference link, definition or footnote, expected the address in place: [text](https://…).',
    zh: '遇到引用式链接、定义或脚注，地址应直接写出：[文字](https://…)。',
  },
  'sources-missing': {
    status: 422,
    en: 'Unexpected end of the card, expected sources.',
    zh: '卡片到此结束，应有“来源”。',
  },
  'source-malformed': {
    status: 422,
    en: 'Unexpected source “{written}”, expected “RFC 9293 §3.5”, “RFC 768 "Format"” or “[Standard](https://…)”.',
    zh: '来源“{written}”不对，应为“RFC 9293 §3.5”、“RFC 768 "Format"”或“[标准](https://…)”。',
  },
  'source-section-missing': {
    status: 422,
    en: 'Unexpected section {section}, expected one that RFC {rfc} has.',
    zh: 'RFC {rfc} 没有 {section} 这一节，应为存在的章节。',
  },
  'source-obsolete': {
    status: 422,
    en: 'Unexpected source RFC {rfc}, expected {successors}, which obsoletes it.',
    zh: 'RFC {rfc} 已被取代，应引用 {successors}。',
  },
  'lab-malformed': {
    status: 422,
    en: 'Unexpected lab “{scenario}”, expected :::lab{scenario="protocol/name"}, text, and :::.',
    zh: '实验“{scenario}”不对，应为 :::lab{scenario="protocol/name"}、说明文字和 :::。',
  },
  'lab-unclosed': {
    status: 422,
    en: 'Unexpected end of the file, expected ::: to close this block.',
    zh: '文件到此结束，这个块应以 ::: 结束。',
  },
  'lab-scenario-missing': {
    status: 422,
    en: 'Unexpected scenario {scenario}, expected one of content/scenarios.',
    zh: '没有场景 {scenario}，应为 content/scenarios 中的一个。',
  },
  'directive-unknown': {
    status: 422,
    en: 'Unexpected block “{name}”, expected :::lab.',
    zh: '遇到未知的块“{name}”，应为 :::lab。',
  },
  'drawing-malformed': {
    status: 422,
    en: 'Unexpected line “{text}” in a drawing of the kind {kind}, expected one as lib/core/notes/drawing/{kind}.ts describes them.',
    zh: '示意图（{kind}）中遇到“{text}”，应为 lib/core/notes/drawing/{kind}.ts 所说明的写法。',
  },
  'raw-html': {
    status: 422,
    en: 'Unexpected HTML “{html}”, expected Markdown; the only HTML is the id of a card.',
    zh: '遇到 HTML“{html}”，应为 Markdown；只有卡片的 id 使用 HTML。',
  },
  'image-without-alt': {
    status: 422,
    en: 'Unexpected image without a description, expected ![what it shows](…).',
    zh: '图片没有说明，应为 ![图中内容](…)。',
  },
  'image-remote': {
    status: 422,
    en: 'Unexpected remote image “{url}”, expected a file beside the notes.',
    zh: '遇到远程图片“{url}”，应为与笔记放在一起的文件。',
  },
  'topic-repeated': {
    status: 422,
    en: 'Unexpected second file for {topic} in {lang}, expected one.',
    zh: '{topic} 的 {lang} 版本有两个文件，应只有一个。',
  },
  'requires-unknown': {
    status: 422,
    en: 'Unexpected topic {topic} in requires, expected another topic that exists.',
    zh: 'requires 中的 {topic} 不对，应为另一个存在的主题。',
  },
  'translation-missing': {
    status: 422,
    en: 'Unexpected topic in one language only, expected {topic}.{lang}.md as well.',
    zh: '主题只有一种语言，应还有 {topic}.{lang}.md。',
  },
  'translation-card-missing': {
    status: 422,
    en: 'Unexpected card {id} in one language only, expected it in {file} as well.',
    zh: '卡片 {id} 只有一种语言，{file} 中也应有。',
  },
  'translation-order-differs': {
    status: 422,
    en: 'Unexpected card {id} here, expected {expected} as in the other language.',
    zh: '此处是卡片 {id}，应与另一种语言一致，为 {expected}。',
  },
  'translation-kind-differs': {
    status: 422,
    en: 'Unexpected kind {kind} of {id}, expected {expected} as in the other language.',
    zh: '{id} 的题型为 {kind}，应与另一种语言一致，为 {expected}。',
  },
  'translation-parts-differ': {
    status: 422,
    en: 'Unexpected {part} of {id} ({unexpected}), expected {expected} as in the other language.',
    zh: '{id} 的 {part} 为 {unexpected}，应与另一种语言一致：{expected}。',
  },
  'translation-attributes-differ': {
    status: 422,
    en: 'Unexpected {key} of {id} ({unexpected}), expected {expected} as in the other language.',
    zh: '{id} 的 {key} 为 {unexpected}，应与另一种语言一致：{expected}。',
  },
  'card-vanished': {
    status: 422,
    en: 'Unexpected absence of the card {id}, expected the card or an entry in retired.yaml.',
    zh: '卡片 {id} 不见了，应保留卡片，或在 retired.yaml 中说明。',
  },
  'retired-malformed': {
    status: 422,
    en: 'Unexpected entry ({reason}), expected id: {successor: id | none, reason: text}.',
    zh: '条目有误（{reason}），应为 id: {successor: id | none, reason: 文字}。',
  },
  'retired-still-exists': {
    status: 422,
    en: 'Unexpected retired card {id} in the notes, expected it in one of the two places.',
    zh: '已退役的卡片 {id} 仍在笔记中，二者应只留其一。',
  },
  'retired-successor-missing': {
    status: 422,
    en: 'Unexpected successor {successor} of {id}, expected a card that exists, or none.',
    zh: '{id} 的后继 {successor} 不存在，应为存在的卡片或 none。',
  },
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
  'unknown-facet': { status: 404, en: 'There is no card {facet}.', zh: '没有 {facet} 这张卡片。' },
  'id-reused': {
    status: 409,
    en: 'The id {id} was used before for something else.',
    zh: '编号 {id} 之前已用于别的内容。',
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
  'lab-link': {
    status: 422,
    en: 'This link cannot be opened: “{part}” in it was changed or is not known here.',
    zh: '无法打开此链接：其中的“{part}”被改动过，或者这里不认识。',
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
  'lab-live-network': {
    status: 422,
    en: 'This run went over real sockets: what happened to its datagrams cannot be changed afterwards.',
    zh: '这次运行走的是真实套接字，数据报的遭遇无法事后改变。',
  },
  'lab-live-busy': {
    status: 429,
    en: 'All {limit} places for live runs are taken, or yours is still running. Try again in a few seconds.',
    zh: '实时运行的名额（{limit} 个）已满，或者你的上一次还没结束。请过几秒再试。',
  },
  'lab-live-log': {
    status: 422,
    en: 'Unexpected log of a live run at entry {entry}: it cannot be gone on from.',
    zh: '实时运行的记录在第 {entry} 条有误，无法接着运行。',
  },
  'lab-live-ended': {
    status: 422,
    en: 'The live run was ended after {seconds} s, or because its page went away.',
    zh: '实时运行在 {seconds} 秒后被终止，或者页面已离开。',
  },
  'lab-internet-off': {
    status: 403,
    en: 'This Protodeck does not ask the real Internet; whoever runs it can allow that.',
    zh: '这个 Protodeck 不询问真实的互联网；部署它的人可以打开这个开关。',
  },
  'lab-internet-as-it-is': {
    status: 422,
    en: 'The real Internet is asked as it is: without faults, edited zones or an earlier run.',
    zh: '真实的互联网只能按原样询问：不能加故障、改区或接着上一次运行。',
  },
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
  'ticket-missing': {
    status: 403,
    en: 'This address needs a ticket; the page of the lab gives one.',
    zh: '这个地址需要票据，可在实验室页面取得。',
  },
  'ticket-invalid': { status: 403, en: 'This ticket was not issued here.', zh: '这张票据不是本站签发的。' },
  'ticket-expired': {
    status: 403,
    en: 'This ticket is older than {seconds} s. Take a new one.',
    zh: '这张票据已超过 {seconds} 秒，请重新取一张。',
  },
  'ticket-used': { status: 403, en: 'This ticket was used before; each opens one socket.', zh: '这张票据已经用过，每张只能打开一个连接。' },
  'ticket-elsewhere': {
    status: 421,
    en: 'This ticket belongs to another process of this site. Try again.',
    zh: '这张票据属于本站的另一个进程，请再试一次。',
  },
  'lab-run-over': { status: 410, en: 'The run that this ticket belongs to is over.', zh: '这张票据所属的实验已经结束。' },
  'lab-sockets-person': {
    status: 429,
    en: 'You have {limit} connections open, which is as many as one person may. Close one.',
    zh: '你已经打开了 {limit} 个连接，这是每个人的上限，请先关闭一个。',
  },
  'lab-sockets-all': {
    status: 503,
    en: 'All {limit} connections of the lab are in use. Try again in a minute.',
    zh: '实验室的 {limit} 个连接都在使用中，请一分钟后再试。',
  },
  'lab-run-bytes': {
    status: 422,
    en: 'This run has carried {limit} bytes, which is as much as one may. Begin a new one.',
    zh: '这次实验已经传输了 {limit} 字节，达到上限，请重新开始。',
  },
  'lab-command': {
    status: 400,
    en: 'Unexpected {unexpected}, expected a command of the lab.',
    zh: '遇到 {unexpected}，应为实验室的一条命令。',
  },
  'lab-no-client': {
    status: 409,
    en: 'The raw client is not connected. Connect it first.',
    zh: '原始客户端还没有连接，请先让它连接。',
  },
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
  'notes-too-large': {
    status: 413,
    en: 'This file has {size} MB; notes are read up to {limit} MB a file. Split it.',
    zh: '这个文件有 {size} MB，每个笔记文件最多读取 {limit} MB，请拆开后再导入。',
  },
  'notes-too-many-lines': {
    status: 413,
    en: 'This file has more than {limit} lines. Split it.',
    zh: '这个文件超过 {limit} 行，请拆开后再导入。',
  },
  'notes-too-nested': {
    status: 422,
    en: 'Lists, quotes or brackets are nested too deeply here to be read.',
    zh: '这里的列表、引用或括号嵌套太深，无法读取。',
  },
  'notes-not-prose': {
    status: 422,
    en: 'One sign is repeated thousands of times here; notes do not look like that.',
    zh: '这里有一个字符连续重复了几千次，不像是笔记。',
  },
  'notes-binary': {
    status: 415,
    en: 'This is not a text file.',
    zh: '这不是文本文件。',
  },
  'notes-encoding': {
    status: 415,
    en: 'The encoding of this file is unknown, expected UTF-8, UTF-16 or GB 18030.',
    zh: '无法识别这个文件的编码，应为 UTF-8、UTF-16 或 GB 18030。',
  },
  'notes-restructured-text': {
    status: 415,
    en: 'This is reStructuredText, expected Markdown. Convert it first, for instance with pandoc.',
    zh: '这是 reStructuredText，应为 Markdown。请先转换，例如用 pandoc。',
  },
  'notes-without-answers': {
    status: 422,
    en: 'This file asks questions ({count}) but answers none of them, so it gives no cards.',
    zh: '这个文件只有问题（{count} 个）而没有答案，因此没有生成卡片。',
  },
  'notes-without-questions': {
    status: 422,
    en: 'No question or title with a text below it was found in this file.',
    zh: '这个文件里没有找到问题，也没有找到带正文的标题。',
  },
  'question-without-answer': {
    status: 422,
    en: 'Nothing answers this question: “{question}”.',
    zh: '这个问题没有答案：“{question}”。',
  },
  'questions-without-answers': {
    status: 422,
    en: 'These questions ({count}) stand in a list without answers.',
    zh: '这里列出了 {count} 个问题，但没有答案。',
  },
  'choice-without-right-option': {
    status: 422,
    en: 'None of the options is marked as right: “{question}”.',
    zh: '没有标出正确选项：“{question}”。',
  },
  'duplicate-note-id': {
    status: 422,
    en: 'The id “{id}” stands at two questions; it was kept at the first.',
    zh: '编号“{id}”出现在两个问题上，只保留在第一个上。',
  },
  'zip-damaged': { status: 422, en: 'This zip is damaged, or is not one.', zh: '这个压缩包已损坏，或者不是 zip。' },
  'zip-path': { status: 422, en: 'The zip holds a file that would lie outside of it: “{name}”.', zh: '压缩包里有一个会落到包外的文件：“{name}”。' },
  'zip-too-many': { status: 413, en: 'The zip holds more than {limit} files. Split it.', zh: '压缩包里的文件超过 {limit} 个，请拆开后再导入。' },
  'zip-too-large': { status: 413, en: 'Unpacked, this would take more than {limit} MB. Split it.', zh: '解开后会超过 {limit} MB，请拆开后再导入。' },
  'apkg-damaged': { status: 422, en: 'There is no Anki collection in this file that can be read.', zh: '这个文件里没有能读取的 Anki 牌组。' },
  'notes-too-slow': { status: 422, en: 'Reading this file took too much time or memory; it was given up. Split it.', zh: '读取这个文件耗费的时间或内存过多，已放弃。请拆开后再导入。' },
  // — own notes —
  'unknown-collection': { status: 404, en: 'There is no such collection of yours.', zh: '你没有这个笔记集。' },
  'unknown-own-card': { status: 404, en: 'There is no such card of yours, or nothing of it can be taken back.', zh: '你没有这张卡片，或者它没有可以撤回的改动。' },
  'unknown-draft': {
    status: 404,
    en: 'These notes are no longer being looked over: they were accepted or thrown away.',
    zh: '这份笔记已不在检查中：它已被接受，或已被丢弃。',
  },
  'notes-quota': {
    status: 413,
    en: 'Your notes would take {size} MB; {limit} MB are kept for you. Delete a collection, or make an account if you have none.',
    zh: '你的笔记将占 {size} MB，最多可保存 {limit} MB。请删除一个笔记集；如果还没有账号，也可以注册一个。',
  },
  // — notes on passages —
  'too-many-annotations': {
    status: 409,
    en: 'There are {expected} notes on passages already, as many as one person may have. Delete some first.',
    zh: '划线笔记已有 {expected} 条，到了一个人的上限。请先删掉一些。',
  },
  // — interviews —
  'unknown-interview': { status: 404, en: 'There is no such interview of yours.', zh: '你没有这场面试。' },
  'interview-drafts-full': {
    status: 413,
    en: 'The drafts of this interview would take more than {limit} MB. The text stays on this device; shorten it or hand it in.',
    zh: '这场面试的草稿总共超过 {limit} MB。文字仍留在这台设备上，请缩短后再保存或直接提交。',
  },
  'interview-log-full': {
    status: 409,
    en: 'Too much has happened in this interview: nothing more is recorded. Finish it and start another.',
    zh: '这场面试的操作次数过多，不再记录。请结束后另开一场。',
  },
  'interview-not-over': { status: 409, en: 'The interview is still going on; its report comes at the end.', zh: '面试还在进行，结束后才有报告。' },
  'interview-grades-applied': {
    status: 409,
    en: 'The grades of this interview have been applied already. Undo them first to apply others.',
    zh: '这场面试的评分已经应用。要改用别的评分，请先撤销。',
  },
  'interview-nothing-to-apply': { status: 422, en: 'None of these cards was asked in this interview.', zh: '这些卡片都没有在这场面试中问到。' },
  'interview-cannot-be-filled': {
    status: 422,
    en: 'There are questions for {there} of {needed} minutes. What can be filled: {minutes} minutes, {mode}, level {level}.',
    zh: '题目只够 {there} 分钟，需要 {needed} 分钟。可以改为：{minutes} 分钟，{modeZh}，难度 {level}。',
  },
  'interview-has-no-questions': {
    status: 422,
    en: 'There are questions for {there} of {needed} minutes, and no shorter or wider interview can be filled either.',
    zh: '题目只够 {there} 分钟，需要 {needed} 分钟；缩短时间或放宽范围也凑不成一场面试。',
  },
  'interview-not-started': { status: 409, en: 'The interview has not begun.', zh: '面试还没有开始。' },
  'interview-already-started': { status: 409, en: 'The interview has begun already.', zh: '面试已经开始了。' },
  'interview-already-finished': {
    status: 409,
    en: 'The interview is finished; nothing of it changes any more. Your text is kept as a draft.',
    zh: '面试已经结束，内容不再改变。你写的文字仍保留在草稿里。',
  },
  'interview-time-over': {
    status: 409,
    en: 'The time is over: no new question begins. What was open may still be handed in, marked as late.',
    zh: '时间已到，不能再开始新的问题。已经打开的问题仍可提交，会标记为迟交。',
  },
  'interview-time-not-over': { status: 409, en: 'There are {seconds} seconds left.', zh: '还剩 {seconds} 秒。' },
  'interview-unknown-question': {
    status: 404,
    en: 'Unexpected question {question}, expected one of this interview.',
    zh: '没有编号为 {question} 的问题，应为本场面试中的问题。',
  },
  'interview-question-not-open': {
    status: 409,
    en: 'Question {question} is not open: the one being asked is {current}.',
    zh: '问题 {question} 现在没有打开；当前的问题是 {current}。',
  },
  'interview-already-answered': {
    status: 409,
    en: 'Question {question} has been handed in already. The first answer counts; this text is kept as a draft.',
    zh: '问题 {question} 已经提交过，以第一次为准；这次的文字保留在草稿里。',
  },
  'interview-not-answered': {
    status: 409,
    en: 'Question {question} has no answer yet.',
    zh: '问题 {question} 还没有作答。',
  },
  'interview-follow-up-too-early': {
    status: 409,
    en: 'Question {question} follows on {parent}, which has no answer yet.',
    zh: '问题 {question} 是 {parent} 的追问，而 {parent} 还没有作答。',
  },
  'interview-no-hint-left': {
    status: 409,
    en: 'All {hints} hints of question {question} have been given.',
    zh: '问题 {question} 的 {hints} 个提示都已给出。',
  },
  'interview-cannot-pause': {
    status: 409,
    en: 'This interview has no pauses, or their five minutes are used up.',
    zh: '这场面试不能暂停，或者五分钟的暂停时间已经用完。',
  },
  'interview-already-paused': { status: 409, en: 'The interview is paused already.', zh: '面试已经处于暂停状态。' },
  'interview-not-paused': { status: 409, en: 'The interview is not paused.', zh: '面试没有暂停。' },
  'interview-is-paused': {
    status: 409,
    en: 'The interview is paused. Go on first.',
    zh: '面试正在暂停，请先继续。',
  },
  'interview-answer-too-long': {
    status: 413,
    en: 'Unexpected answer of {length} characters, expected at most {limit}. It is kept as a draft.',
    zh: '答案有 {length} 个字符，最多 {limit} 个。文字仍保留在草稿里。',
  },
  'interview-not-late': {
    status: 409,
    en: 'The answer to question {question} came in time; it counts anyway.',
    zh: '问题 {question} 是按时提交的，本来就计分。',
  },
  'interview-self-mark-too-late': {
    status: 409,
    en: 'The mark of question {question} has been seen: a mark of your own from before cannot be changed now.',
    zh: '问题 {question} 的评分已经看过，之前的自评不能再改。',
  },
  'interview-unknown-point': {
    status: 422,
    en: 'Unexpected key point {point}, expected one of question {question}.',
    zh: '问题 {question} 没有要点 {point}。',
  },
  'interview-links-full': {
    status: 409,
    en: 'An interview has at most {limit} links. Withdraw one first.',
    zh: '一场面试最多 {limit} 个链接。请先收回一个。',
  },
  'link-unknown': {
    status: 404,
    en: 'This link opens nothing: a character may be missing, or whoever made it has withdrawn it. Ask them for another.',
    zh: '这个链接打不开：可能少了字符，也可能已被收回。请向给你链接的人再要一个。',
  },
  'link-expired': {
    status: 410,
    en: 'This link has expired. Ask whoever made it for another.',
    zh: '这个链接已经过期。请向给你链接的人再要一个。',
  },
  'link-not-for-this': { status: 403, en: 'This link does not allow that.', zh: '这个链接不能这样用。' },
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
