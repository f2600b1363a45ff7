import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeTopic } from '#lib/core/notes/structured-data.ts'

describe('describeTopic', () => {
  it('gives each question with its key points, in the shape of a FAQPage', () => {
    const page = JSON.parse(describeTopic('zh', 'TCP', [{ question: '为什么？', summary: '因为' }, { question: 'No points', summary: '' }])) as object
    expect(page).toMatchObject({
      ...{ '@context': 'https://schema.org', '@type': 'FAQPage', name: 'TCP', inLanguage: 'zh-Hans' },
      mainEntity: [{ '@type': 'Question', name: '为什么？', acceptedAnswer: { '@type': 'Answer', text: '因为' } }],
    })
  })

  it('never ends the element that it stands in, and says what it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('</script>', '<!--', '&', '\u2028'), (text, mark) => {
        const json = describeTopic('en', mark + text, [])
        expect(json).not.toMatch(/[<>\u2028\u2029]/)
        expect((JSON.parse(json) as { name: string }).name).toBe(mark + text)
      }),
    )
  })
})
