// A collection as Markdown in our format: one `## ` a card with its id on the line, readable on any forge. What a heading
// and prose cannot say stands in one comment below the heading. `import/own-markdown.ts` reads it back to the letter.
import type { ExportedCard, ExportedCollection } from '#lib/core/notes/export/exported.ts'

const words = { zh: { options: '选项', answer: '答案' }, en: { options: 'Options', answer: 'Answer' } } as const

/** The text of a file. Events are not in it. */
export function writeMarkdown({ id, title, cards }: ExportedCollection): string {
  const front = ['---', 'format: 1', `topic: ${id}`, `title: ${JSON.stringify(title)}`, 'license: private', '---']
  return [...front, '', `# ${title.replace(/\s+/g, ' ')}`, '', ...cards.map(writeCard)].join('\n')
}

function writeCard(card: ExportedCard): string {
  const { id, question, answer, options, lang, kind, tier, contextPath, tags, tiedTopic, file, line, textId, missing, original } = card
  const [title = '', ...rest] = question.split('\n')
  const body = rest.join('\n')
  // Everything that the reader would otherwise have to guess; `>` would end the comment.
  const facts = { kind, lang, tier, contextPath, tiedTopic, file, line, textId, missing, original, body: rest.length === 0 ? 0 : 1 + /^\n*/.exec(body)![0].length }
  const parts = [
    `## ${title} <a id="${id}"></a>`,
    `<!-- card ${JSON.stringify(facts).replaceAll('>', '\\u003e')} -->`,
    ...(tags.length === 0 ? [] : [`\`tags: ${tags.join(', ')}\``]),
    ...(rest.length === 0 ? [] : [keepHeadings(body)]),
    ...(options === null ? [] : [`### ${words[lang].options}`, options.map(writeOption).join('\n')]),
    ...(rest.length === 0 && options === null ? [] : [`### ${words[lang].answer}`]),
    keepHeadings(answer),
  ]
  return `${parts.join('\n\n')}\n`
}

const writeOption = ({ text, right }: { readonly text: string; readonly right: boolean }): string =>
  `- [${right ? 'x' : ' '}] ${text.replaceAll('\n', '\n  ')}`

/** A line that begins like a card's gets one more space: the same heading, and no card. */
function keepHeadings(text: string): string {
  return text.replace(/^## /gm, '##  ')
}
