'use client'
// What one can do with the topic as a whole, and how it stands. While the answers are covered, the bar at the bottom
// does the rest.
import { standingOfTopic } from '#lib/core/memory/standing.ts'
import { fill } from '../../../../_ui/fill.ts'
import { useTopic } from './use-topic.ts'

export function TopicTools({ reviewLabel }: { reviewLabel: string }) {
  const { lang, topic, words, covering, cover, uncoverAll, recall } = useTopic()
  const covered = covering === 'yes'
  return (
    <>
      <p className="actions">
        <button type="button" className="button js" aria-pressed={covered} disabled={covering === 'loading'} onClick={covered ? uncoverAll : cover}>
          {covered ? words.uncoverAll : words.cover} <kbd aria-hidden="true">C</kbd>
        </button>
        <a className="button quiet" href={`/${lang}/review?topic=${topic}`}>
          {reviewLabel}
        </a>
      </p>
      {covering === 'failed' ? <p className="alert" role="alert">{words.coverFailed}</p> : null}
      <Standing />
      {recall === null ? null : <recall.Bar />}
    </>
  )
}

function Standing() {
  const { standings, words } = useTopic()
  if (standings === null) return <p className="standing muted small js">{words.looking}</p>
  const { known, due, learning, new: fresh, facets } = standingOfTopic([...standings.values()].map(({ standing }) => standing))
  const values = { percent: Math.round(known * 100), due, learning, fresh }
  return <p className="standing muted small">{fresh === facets ? words.allNew : fill(words.summary, values)}</p>
}
