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
  // — lab: dns —
  // — lab: websocket —
  // — importing notes —
  // — interviews —
  'interview-cannot-be-filled': {
    status: 422,
    en: 'There are questions for {there} of {needed} minutes. What can be filled: {minutes} minutes, {mode}, level {level}.',
    zh: '题目只够 {there} 分钟，需要 {needed} 分钟。可以改为：{minutes} 分钟，{mode} 模式，难度 {level}。',
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
