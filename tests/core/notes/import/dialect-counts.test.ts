// How many of the clear questions are found, and how many cards are made of what is none: one note for each dialect, with
// the traps of that dialect in it. The count of a real note stands in `samples.test.ts`; these are ours.
import { describe, expect, it } from 'vitest'
import { readNotes } from '#lib/core/notes/import/read-notes.ts'

interface Note {
  readonly dialect: string
  readonly file?: string
  readonly text: string
  /** The clear questions (a part of each), and a part of the right answer. */
  readonly clear: readonly (readonly [question: string, answer: string])[]
}

const long = '发送方要维护一个拥塞窗口，按往返时间增大，遇到丢包就减小，这样网络才不会崩溃。'

const notes: readonly Note[] = [
  {
    dialect: '1 interrogative heading',
    text: `# 网络面试题\n\n## 目录\n\n- [为什么要三次握手？](#a)\n- [什么是慢启动？](#b)\n\n## 1. 为什么要三次握手？（重要）\n\n双方的序列号都要被确认。\n\n## [什么是慢启动？⭐️](https://x.example)\n\n${long}\n\n## 流量控制是为了什么？\n\n不淹没接收方。\n\n## 参考资料\n\n- [RFC 9293](https://www.rfc-editor.org/rfc/rfc9293)\n`,
    clear: [['为什么要三次握手', '序列号'], ['什么是慢启动', '拥塞窗口'], ['流量控制是为了什么', '接收方']],
  },
  {
    dialect: '2 noun-phrase heading',
    text: `# 传输层\n\n## 滑动窗口\n\n### 是什么\n\n接收方通告还能收多少字节。\n\n### 作用\n\n让发送方一次发多个报文段。\n\n## Nagle 算法\n\n没有确认之前只允许一个小报文段在路上。\n\n## 小结\n\n今天学了两个东西。\n`,
    clear: [['滑动窗口 是什么', '通告'], ['滑动窗口：作用', '一次发多个'], ['Nagle', '小报文段']],
  },
  {
    dialect: '3 details',
    text: `### Why is TIME-WAIT so long?\n\n<details><summary>展开</summary>\n\n- old segments die out\n- the last ACK may be lost</details>\n\n<details>\n<summary>What does RST mean?</summary>\n\nThe connection is refused or aborted.\n</details>\n\n<details><summary>Who sends a SYN-ACK?</summary>The passive side.</details>\n`,
    clear: [['TIME-WAIT', 'die out'], ['RST', 'aborted'], ['SYN-ACK', 'passive side']],
  },
  {
    dialect: '4 admonition',
    text: `# DNS\n\n!!! note "Before you read"\n    Bring coffee.\n\n!!!  question "What is a zone cut?"\n   The boundary between two zones.\n\n   With NS records on both sides.\n\n??? question "Who sets the TTL?"\n    The owner of the record.\n\nProse after them.\n`,
    clear: [['zone cut', 'boundary'], ['TTL', 'owner']],
  },
  {
    dialect: '5 heading inside a list item',
    text: `1. ### What is a socket?\n\n   Address and port.\n\n2. ### What is a port?\n\n   Sixteen bits.\n39. ### 什么是半关闭？\n\n    一个方向已经关闭，另一个方向还能发送。\n`,
    clear: [['socket', 'Address'], ['port', 'Sixteen'], ['半关闭', '一个方向']],
  },
  {
    dialect: '6 blockquote',
    text: `# 面试\n\n> 粘包是怎么回事？\n\nTCP 是字节流，没有消息边界。\n\n> 一句名人名言，不是问题。\n\n> UDP 会粘包吗？\n\n不会，数据报有边界。\n`,
    clear: [['粘包是怎么回事', '字节流'], ['UDP 会粘包吗', '有边界']],
  },
  {
    dialect: '7 choice by check boxes',
    text: `#### Q1. Which flag opens a connection?\n\n- [ ] \`FIN\`\n- [x] \`SYN\`\n\n#### Q2. Which are in the header?\n\n- [x] source port\n- [x] window\n- [ ] host name\n\n#### Q3. Nobody has marked this one?\n\n- [ ] a\n- [ ] b\n`,
    clear: [['Which flag', 'SYN'], ['Which are in the header', 'window']],
  },
  {
    dialect: '8 choice by letters',
    text: `###### 1. What's the output?\n\n\`\`\`js\nconsole.log(typeof NaN)\n\`\`\`\n\n- A: number\n- B: NaN\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: A\n\nNaN is a number.\n\n</p>\n</details>\n\n---\n\n###### 2. What's the output?\n\n\`\`\`js\nconsole.log(1 + '1')\n\`\`\`\n\n- A: 2\n- B: "11"\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: B\n\nIt is joined.\n\n</p>\n</details>\n`,
    clear: [['typeof NaN', 'number'], ["1 + '1'", '"11"']],
  },
  {
    dialect: '9 numbered plain lines',
    text: `1.401 和 403 有什么区别？\n401 是没有身份，403 是没有权限。\n\n2、2MSL 是多久？\n两倍的最大报文段生存时间。\n\n3. 4XX 表示什么？\n客户端的错误。\n\n步骤如下：\n1. 打开连接\n2. 发送请求\n3. 关闭连接\n`,
    clear: [['401 和 403', '权限'], ['2MSL', '两倍'], ['4XX', '客户端']],
  },
  {
    dialect: '10 Q and A',
    text: `Q: What is an MSS?\nAnd who sends it?\nA: The largest segment.\nIn the SYN.\n\nQ: What is an MTU?\nA: The largest frame payload.\n\nNote: this line is neither.\n`,
    clear: [['MSS', 'In the SYN'], ['MTU', 'frame payload']],
  },
  {
    dialect: '11 deck marks',
    text: `#flashcards/net\n\nloopback address::127.0.0.1\n\nWhat closes a half?\n?\nA FIN.\n\nThe port of DNS is ==53==.\n\n\`std::move\` is no card.\n`,
    clear: [['loopback', '127.0.0.1'], ['What closes', 'FIN'], ['port of DNS', '53']],
  },
  {
    dialect: '11 without a deck tag',
    text: `Routes: fe80::1 is link-local, and std::move is C++.\n\nkey::value pairs are common in logs.\n`,
    clear: [],
  },
  { dialect: '12 front-matter title', text: `---\ntitle: 为什么 QUIC 基于 UDP？\ntags: [quic]\n---\n\n中间设备只认识 TCP 和 UDP。\n\n${long}\n`, clear: [['QUIC', '中间设备']] },
  {
    dialect: '13 one file a question',
    text: `# 面试官：说说你对 HTTP/2 的理解？\n\n## 一、是什么\n\n二进制分帧。\n\n## 二、多路复用\n\n一个连接上有多个流。\n\n## 参考文献\n\n- https://example.org\n`,
    clear: [['HTTP/2', '多个流']],
  },
  {
    dialect: '14 flattened text',
    text: '1. 什么是ARP？ARP把IP地址解析成MAC地址，用广播询问，用单播回答。 2. 什么是NAT？NAT改写地址和端口，让多台主机共用一个公网地址。 3. 什么是DHCP？DHCP给主机分配地址，有租期。',
    clear: [['ARP', 'MAC'], ['NAT', '公网'], ['DHCP', '租期']],
  },
  { dialect: '15 Anki text', file: 'a.tsv', text: `#separator:tab\n#html:true\n#guid column:1\nab\tWhat is <b>ACK</b>?\tA flag.\ncd\tWhat is PSH?\tPush.\nef\tNo answer?\t\n`, clear: [['ACK', 'flag'], ['PSH', 'Push']] },
  { dialect: '– questions without answers', text: `# 必背\n\n1. 什么是 TCP？\n2. 什么是 UDP？\n3. 为什么要四次挥手？\n4. 什么是 DNS？\n`, clear: [] },
  { dialect: '– reStructuredText', file: 'a.rst', text: `Networking\n==========\n\n.. note:: hi\n\nWhat is TCP?\n------------\n\nA protocol.\n`, clear: [] },
]

describe('clear questions found / cards made of what is none', () => {
  it.each(notes.map((note) => [note.dialect, note] as const))('%s', (_, { file = 'note.md', text, clear }) => {
    const { cards, problems } = readNotes(text, { file })
    const missed = clear.filter(([question, answer]) => !cards.some((card) => card.question.includes(question) && card.answer.includes(answer)))
    const others = cards.filter((card) => !clear.some(([question]) => card.question.includes(question)))
    expect({ missed, others: others.map(({ question, tier }) => `${tier} ${question}`), count: cards.length }).toEqual({ missed: [], others: [], count: clear.length })
    if (clear.length === 0) expect(problems.length).toBeGreaterThan(0)
  })
})
