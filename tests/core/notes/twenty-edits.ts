// Twenty edits of notes in a row as people make them, as a model: what each card truly is stands beside its text, where no
// matcher can see it. Replayed on the matcher alone, and through the store with real schedules.

/** One card of the model: what it truly is, and how it reads now. */
export interface Model {
  truth: string
  question: string
  answer: string
  id?: string
}
export interface ModelFile {
  name: string
  sections: { title: string; cards: Model[] }[]
}

export function render(file: ModelFile): string {
  return file.sections
    .map(
      ({ title, cards }) =>
        `# ${title}\n\n${cards.map((card) => `## ${card.question}${card.id === undefined ? '' : ` <a id="${card.id}"></a>`}\n\n${card.answer}\n`).join('\n')}`,
    )
    .join('\n')
}

const subjects = [
  '慢启动',
  '快速重传',
  '滑动窗口',
  '校验和',
  '时间等待',
  '保活',
  '粘包',
  '分片',
  '路由',
  '缓存',
  '代理',
  '隧道',
]
/** The notes before the first edit. */
export const startFiles = (): ModelFile[] => [
  {
    name: 'tcp.md',
    sections: [0, 1].map((section) => ({
      title: section === 0 ? '传输' : '网络',
      cards: subjects.slice(section * 6, section * 6 + 6).map(card),
    })),
  },
  {
    name: 'output.md',
    sections: [
      {
        title: 'Quiz',
        cards: ['SYN', 'FIN', 'RST', 'PSH'].map((flag) => ({
          truth: flag,
          question: "What's the answer?",
          answer: `A segment with ${flag} arrives; the host looks up the connection and ${flag.toLowerCase()}s it, as the table for ${flag} says.`,
        })),
      },
    ],
  },
]
function card(subject: string): Model {
  return {
    truth: subject,
    question: `${subject}是什么？`,
    answer: `${subject}的要点：它解决的问题、它的代价，以及没有${subject}时会发生什么。细节写在${subject}一节，考试常问${subject}。`,
  }
}

/** Each edit changes the model as a person changes files. */
export const edits: readonly [string, (files: ModelFile[]) => void][] = [
  [
    'cosmetic: numbers, stars, bold',
    (files) => {
      files[0]!.sections[0]!.cards.forEach((one, index) => {
        one.question = `${index + 1}. ⭐ **${one.question}**`
      })
    },
  ],
  [
    'reword a question',
    (files) => {
      files[0]!.sections[0]!.cards[0]!.question = '说说慢启动的含义'
    },
  ],
  [
    'rewrite an answer',
    (files) => {
      files[0]!.sections[0]!.cards[1]!.answer = '收到三个重复确认就立刻重传，不等定时器。'
    },
  ],
  [
    'swap two cards',
    (files) => {
      const cards = files[0]!.sections[0]!.cards
      ;[cards[2], cards[3]] = [cards[3]!, cards[2]!]
    },
  ],
  [
    'move a card to another section',
    (files) => {
      files[0]!.sections[1]!.cards.push(files[0]!.sections[0]!.cards.pop()!)
    },
  ],
  [
    'rename the file',
    (files) => {
      files[0]!.name = 'transport.md'
    },
  ],
  [
    'rename a section',
    (files) => {
      files[0]!.sections[0]!.title = '传输层'
    },
  ],
  [
    'split the file',
    (files) => {
      files.push({ name: 'network.md', sections: [files[0]!.sections.pop()!] })
    },
  ],
  [
    'delete a card',
    (files) => {
      files[2]!.sections[0]!.cards.splice(1, 1)
    },
  ],
  [
    'insert a card at the top',
    (files) => {
      files[0]!.sections[0]!.cards.unshift({
        truth: 'new-1',
        question: '拥塞窗口归谁管？',
        answer: '归发送方。',
      })
    },
  ],
  [
    'restore the deleted card elsewhere',
    (files) => {
      files[0]!.sections[0]!.cards.push(card('分片'))
    },
  ],
  [
    'reorder twins and add one',
    (files) => {
      const cards = files[1]!.sections[0]!.cards
      cards.reverse()
      cards.unshift({ truth: 'URG', question: "What's the answer?", answer: 'Nobody sets URG today.' })
    },
  ],
  [
    'delete one of the twins',
    (files) => {
      files[1]!.sections[0]!.cards.splice(2, 1)
    },
  ],
  [
    'write ids into one file',
    (files) => {
      files[2]!.sections[0]!.cards.forEach((one, index) => {
        one.id = `net-${index}`
      })
    },
  ],
  [
    'translate a card that has an id',
    (files) => {
      const one = files[2]!.sections[0]!.cards[0]!
      one.question = 'What does a receiver tell its peer?'
      one.answer = 'How much it can take.'
    },
  ],
  [
    'translate a card without an id',
    (files) => {
      const one = files[0]!.sections[0]!.cards.find((each) => each.truth === '校验和')!
      one.question = 'What is a checksum for?'
      one.answer = 'It finds damaged segments.'
    },
  ],
  [
    'split a card in two',
    (files) => {
      const cards = files[0]!.sections[0]!.cards
      const at = cards.findIndex((each) => each.truth === '时间等待')
      cards.splice(at + 1, 0, {
        truth: 'new-2',
        question: '时间等待要多久？',
        answer: '两倍的最大报文段生存时间。',
      })
    },
  ],
  [
    'merge a short card into its neighbour',
    (files) => {
      const cards = files[0]!.sections[0]!.cards
      const at = cards.findIndex((each) => each.truth === 'new-1')
      cards[at + 1]!.answer += `\n\n${cards[at]!.answer}`
      cards.splice(at, 1)
    },
  ],
  [
    'move a section to another file',
    (files) => {
      files[2]!.sections.push(files[0]!.sections.pop()!)
    },
  ],
  [
    'restore the twin, reword it slightly',
    (files) => {
      files[1]!.sections[0]!.cards.push({
        truth: 'RST',
        question: "What's the answer?",
        answer:
          'A segment with RST arrives; the host looks up the connection and rsts it, as the table for RST tells.',
      })
    },
  ],
]
