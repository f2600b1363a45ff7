'use client'
// The way to report a mistake in one card of the page: the buttons stand in the cards, one form serves them all.
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useReportForm } from '../../../../_ui/report-mistake.tsx'
import { sectionOf } from './place.ts'
import { useTopic } from './use-topic.ts'

export function ReportCards() {
  const { lang, cards, reportWords } = useTopic()
  const { Form, state, open, close } = useReportForm()
  const [card, setCard] = useState<string | null>(null)

  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const wrong = (event.target as Element).closest('.report-mistake')?.closest<HTMLElement>('.note')?.dataset['card']
      if (wrong === undefined) return
      setCard(wrong)
      open()
    }
    const article = document.querySelector<HTMLElement>('.topic article')
    article?.addEventListener('click', onClick)
    return () => { article?.removeEventListener('click', onClick) }
  })
  // Before this a press would be lost.
  useEffect(() => { for (const button of document.querySelectorAll<HTMLButtonElement>('.note .report-mistake')) button.disabled = false }, [])

  if (card === null) return null
  const place = sectionOf(card)?.querySelector('.report')
  if (state === 'failed' && place != null) return createPortal(<span role="alert"> {reportWords.failed}</span>, place)
  const version = cards.find(({ id }) => id === card)?.version ?? ''
  return state === 'open' && Form !== null ? <Form key={card} lang={lang} card={card} version={version} words={reportWords} onClose={close} /> : null
}
