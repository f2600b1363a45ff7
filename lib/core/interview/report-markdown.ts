// A report as Markdown, for taking away: no personal data but the answers themselves. Charts are drawn
// elsewhere.
import type { InterviewReport, QuestionReport } from '#lib/core/interview/report.ts'
import type { Lang, TopicId } from '#lib/core/notes/card.ts'
import type { MarkedPoint } from '#lib/core/interview/mark-question.ts'

const words = {
  en: {
    title: 'Mock interview',
    minutes: 'minutes',
    modes: { mixed: 'mixed', explain: 'explain', 'quick-fire': 'quick-fire', whiteboard: 'whiteboard' },
    overall: 'Overall',
    dimensions: { correctness: 'Correctness', depth: 'Depth', clarity: 'Order and clarity', time: 'Time' },
    topics: 'By topic',
    questions: 'Question by question',
    status: {
      answered: 'answered',
      skipped: 'skipped',
      unfinished: 'not finished',
      'not-asked': 'not asked',
    },
    found: { yes: 'found', no: 'missed', unsure: 'unsure' },
    corrected: 'set by you',
    time: 'Time',
    of: 'of',
    hints: 'Hints',
    late: 'Handed in late',
    counted: 'counted at your wish',
    notCounted: 'not counted',
    self: 'Your own mark',
    before: 'before',
    after: 'after',
    mark: 'the mark',
    partner: 'Your partner’s mark',
    contradicts: 'Goes against the sheet',
    grades: 'Grades proposed',
    gradeNames: ['Again', 'Hard', 'Good', 'Easy'],
    none: 'none',
    stopped: 'It stopped at question',
  },
  zh: {
    title: '模拟面试',
    minutes: '分钟',
    modes: { mixed: '混合', explain: '只问解释题', 'quick-fire': '快问快答', whiteboard: '白板' },
    overall: '总分',
    dimensions: { correctness: '正确', depth: '深度', clarity: '条理', time: '时间' },
    topics: '按主题',
    questions: '逐题',
    status: { answered: '已作答', skipped: '跳过', unfinished: '未完成', 'not-asked': '未问到' },
    found: { yes: '答到', no: '漏掉', unsure: '不确定' },
    corrected: '由你更正',
    time: '用时',
    of: '/',
    hints: '提示',
    late: '迟交',
    counted: '按你的意愿计分',
    notCounted: '不计分',
    self: '自评',
    before: '看评分前',
    after: '看评分后',
    mark: '评分',
    partner: '搭档的评分',
    contradicts: '与要点相悖',
    grades: '建议的评级',
    gradeNames: ['忘记', '困难', '良好', '简单'],
    none: '无',
    stopped: '停在问题',
  },
} as const

const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)} %`)

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Text as one line of a list: what a person wrote must not start a heading or a table of its own. */
const inLine = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/([\\`*_[\]<>|#])/g, '\\$1')
    .trim()

/** A fence longer than any run of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}

/**
 * Ends with a line feed; `dateOf` writes an instant the way the reader's zone has it, `titleOf` a topic by its
 * title.
 */
export function reportToMarkdown(
  report: InterviewReport,
  lang: Lang,
  dateOf: (ms: number) => string,
  titleOf: (topic: TopicId) => string = (topic) => topic,
): string {
  const say = words[lang]
  const { request } = report.blueprint
  const begun = report.startedAtMs === null ? '' : ` · ${dateOf(report.startedAtMs)}`
  const dimensions = Object.entries(say.dimensions).map(
    ([name, label]) => `| ${label} | ${percent(report.dimensions[name as keyof typeof say.dimensions])} |`,
  )
  const lines = [
    `# ${say.title}${begun}`,
    '',
    `${request.minutes} ${say.minutes} · ${say.modes[request.mode]} · L${request.level}`,
    '',
    `| | |\n|---|---|\n| **${say.overall}** | **${percent(report.overall)}** |\n${dimensions.join('\n')}`,
    '',
    ...(report.stoppedAt === null ? [] : [`${say.stopped} ${report.stoppedAt}.`, '']),
    `## ${say.topics}`,
    '',
    ...report.topics.map(({ topic, asked, score }) => `- ${inLine(titleOf(topic))}: ${percent(score)} (${asked})`),
    '',
    `## ${say.questions}`,
    '',
    ...report.questions.flatMap((question) => questionLines(question, lang, dateOf)),
    `## ${say.grades}`,
    '',
    ...report.grades.map(({ card, grade, missed, byDefault }) => {
      const gaps = missed.length === 0 ? '' : ` (${missed.join(', ')})`
      return `- [${byDefault ? 'x' : ' '}] ${card}: ${say.gradeNames[grade - 1]!}${gaps}`
    }),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function questionLines(report: QuestionReport, lang: Lang, dateOf: (ms: number) => string): string[] {
  const say = words[lang]
  const { mark, late, self } = report
  const lines = [`### ${report.id} ${inLine(report.question)}`, '']
  const time = `${clock(report.spentMs)} ${say.of} ${clock(report.plannedMs)}`
  const score = mark === null ? '' : ` · ${percent(mark.score)}`
  lines.push(
    `${say.status[report.status]}${score} · ${say.time} ${time}`,
  )
  if (report.hints > 0) lines.push(`${say.hints}: ${report.hints}`)
  if (late !== null) {
    const counts = late.included ? say.counted : say.notCounted
    lines.push(`${say.late}: ${dateOf(late.deliveredMs)} > ${dateOf(late.deadlineMs)}, ${counts}`)
  }
  if (self.before !== null || self.after !== null) {
    const parts = [
      `${say.before} ${percent(self.before)}`,
      `${say.after} ${percent(self.after)}`,
      `${say.mark} ${percent(mark?.share ?? null)}`,
    ]
    lines.push(`${say.self}: ${parts.join(', ')}`)
  }
  if (self.partner !== null) lines.push(`${say.partner}: ${percent(self.partner)}`)
  lines.push('')
  if (report.answer !== null && 'text' in report.answer) lines.push(fenced(report.answer.text), '')
  for (const point of mark?.points ?? []) lines.push(pointLine(point, lang))
  for (const { words: against } of mark?.contradictions ?? []) {
    lines.push(`- **${say.contradicts}**: ${against.map((each) => `“${inLine(each)}”`).join(' … ')}`)
  }
  if ((mark?.points.length ?? 0) > 0) lines.push('')
  return [...lines, ...report.followUps.flatMap((each) => questionLines(each, lang, dateOf))]
}

function pointLine(point: MarkedPoint, lang: Lang): string {
  const say = words[lang]
  const found = say.found[point.corrected ?? point.found]
  const note = point.corrected === null ? '' : ` (${say.corrected})`
  const earned = point.words.map((each) => `“${inLine(each)}”`).join(' … ')
  const box = (point.corrected ?? point.found) === 'yes' ? 'x' : ' '
  return `- [${box}] ${inLine(point.text)}: ${found}${note}${earned === '' ? '' : ` ${earned}`}`
}
