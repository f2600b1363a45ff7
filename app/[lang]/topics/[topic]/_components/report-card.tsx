'use client'
// The way to report a mistake in one card of the page, whose words stand in the page once.
import { ReportMistake } from '../../../../_ui/report-mistake.tsx'
import { useTopic } from './use-topic.ts'

export function ReportCard({ card }: { card: string }) {
  const { lang, cards, reportWords } = useTopic()
  return <p className="report small"><ReportMistake lang={lang} card={card} version={cards.find(({ id }) => id === card)?.version ?? ''} words={reportWords} /></p>
}
