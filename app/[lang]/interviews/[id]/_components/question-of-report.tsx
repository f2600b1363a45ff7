// One question of the report with its follow-ups: the answer with the words that earned each point, what was missed,
// what goes against the notes, the model answer, time against plan, and the person's own mark beside the machine's.
import { useFormatter, useTranslations } from 'next-intl'
import type { QuestionReport } from '#lib/core/interview/report.ts'
import type { MarkedPoint, QuestionMark } from '#lib/core/interview/mark-question.ts'
import type { Lang } from '#lib/core/notes/card.ts'
import type { Exercise } from '#lib/core/protocols/exercise.ts'
import type { ReportedCard, ReportView, SharedReport } from '#lib/server/web.ts'
import { MarkedExercise } from './marked-exercise.tsx'
import { IncludeLate, MarkYourself } from './mark-yourself.tsx'
import { formatTime } from './server-clock.ts'

/** What only the person has, whose report it is. */
export type OwnReport = Pick<ReportView, 'id' | 'kept' | 'applied'>

interface Props {
  readonly lang: Lang
  readonly view: SharedReport
  readonly own: OwnReport | null
  readonly question: QuestionReport
}

const htmlLang = (lang: Lang) => (lang === 'zh' ? 'zh-Hans' : 'en')
const stateOf = ({ corrected, found }: MarkedPoint) => corrected ?? found
const signs = { yes: '✓', no: '✗', unsure: '?' } as const

export function QuestionOfReport({ lang, view, own, question }: Props) {
  const t = useTranslations('interviews')
  const format = useFormatter()
  const { id, mark, answer, late, kind, status } = question
  const card = view.cards[question.card]
  const kept = own?.kept[id] ?? []
  return (
    <article className={`reported${question.parent === null ? '' : ' is-follow-up'}`} aria-labelledby={`reported-${id}`}>
      <h3 id={`reported-${id}`} lang={htmlLang(view.report.blueprint.request.lang)}>{question.question}</h3>
      <p className="small muted facts">
        {mark === null ? <span>{t(`questionStatus.${status}`)}</span> : <Verdict mark={mark} />}
        {status === 'not-asked' ? null : <span>{t('timePlan', { spent: formatTime(question.spentMs), planned: formatTime(question.plannedMs) })}</span>}
        {question.spokenMs === 0 ? null : <span>{t('spoken', { spoken: formatTime(question.spokenMs), thought: formatTime(question.spentMs - question.spokenMs) })}</span>}
        {question.self.partner === null ? null : <span>{t('partnerHeard', { share: format.number(question.self.partner, { style: 'percent', maximumFractionDigits: 0 }) })}</span>}
        {question.hints === 0 ? null : <span>{t('hintsTaken', { count: question.hints })}</span>}
        {view.report.stoppedAt === id ? <span>{t('stoppedHere')}</span> : null}
      </p>
      {late === null ? null : (
        <div className="notice">
          <p>{t('late', { late: formatTime(late.deliveredMs - late.deadlineMs), at: new Date(late.deliveredMs).toISOString().slice(11, 19) + ' UTC' })} {t(late.included ? 'lateCounts' : 'lateCountsNot')}</p>
          {own === null ? null : <p><IncludeLate lang={lang} interview={own.id} question={id} included={late.included} /></p>}
        </div>
      )}
      {answer?.kind === 'explain' ? <OwnWords view={view} question={question} text={answer.text} /> : null}
      {card !== undefined && answer !== null && kind !== 'explain' ? <Given lang={lang} card={card} question={question} exercise={view.exercises[id]} /> : null}
      {mark === null || mark.flags.length === 0 ? null : (
        <ul className="flags small">{mark.flags.filter((flag) => flag !== 'contradiction').map((flag) => <li key={flag}>{t(`flags.${flag}`)}</li>)}</ul>
      )}
      {card === undefined || kind !== 'explain' || status === 'not-asked' ? null : <Points card={card} mark={mark} />}
      {card === undefined || mark === null || mark.contradictions.length === 0 ? null : (
        <section className="alert contradictions">
          <h4>{t('contradictions')}</h4>
          <ul>
            {mark.contradictions.map(({ pitfall, point, words }, i) => (
              <li key={i}>
                {words.length === 0 ? null : <><q lang={htmlLang(card.lang)}>{words.join(' … ')}</q>{' '}</>}
                <span lang={htmlLang(card.lang)} dangerouslySetInnerHTML={{ __html: pitfall !== null ? (card.pitfalls[pitfall] ?? '') : (card.points.find((each) => each.id === point)?.html ?? '') }} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {status === 'answered' && mark === null ? <p className="notice">{t('noCard')}</p> : null}
      {kept.map(({ deviceId, text }) => (
        <details key={deviceId}>
          <summary>{t('keptText')}</summary>
          <p className="own-words">{text}</p>
        </details>
      ))}
      {card === undefined || status === 'not-asked' ? null : (
        <details className="model">
          <summary>{t('modelAnswer')}</summary>
          <div className="prose" lang={htmlLang(card.lang)} dangerouslySetInnerHTML={{ __html: card.view.answer.html }} />
          <p className="small"><a href={`/${lang}/topics/${card.topic}#${card.card}`}>{t('readTopic')}</a></p>
        </details>
      )}
      {card === undefined || mark === null || mark.points.length === 0 ? null : (
        <>
          <SelfLine question={question} mark={mark} />
          {own === null ? null : (
            <MarkYourself lang={lang} interview={own.id} question={id} card={{ lang: card.lang, points: card.points }}
              counted={mark.points.filter((point) => stateOf(point) === 'yes').map((point) => point.id)} />
          )}
        </>
      )}
      {question.followUps.map((followUp) => <QuestionOfReport key={followUp.id} lang={lang} view={view} own={own} question={followUp} />)}
    </article>
  )
}

function Verdict({ mark }: { readonly mark: QuestionMark }) {
  const t = useTranslations('interviews')
  const format = useFormatter()
  return (
    <span className={`mark-pill ${mark.verdict}`}>
      {t(`verdicts.${mark.verdict}`)} · {format.number(mark.score, { style: 'percent', maximumFractionDigits: 0 })}
    </span>
  )
}

function OwnWords({ view, question, text }: Pick<Props, 'view' | 'question'> & { readonly text: string }) {
  const t = useTranslations('interviews')
  const stretches = view.stretches[question.id] ?? [{ text, points: [] }]
  return (
    <>
      <h4>{t('yourWords')}</h4>
      <p className="own-words" lang={htmlLang(view.report.blueprint.request.lang)}>
        {stretches.map((stretch, i) =>
          stretch.points.length === 0 ? stretch.text : (
            <mark key={i}>
              {stretch.text}
              <sup aria-label={t('pointNumber', { numbers: stretch.points.join(', ') })}>{stretch.points.join(' ')}</sup>
            </mark>
          ),
        )}
      </p>
    </>
  )
}

function Points({ card, mark }: { readonly card: ReportedCard; readonly mark: QuestionMark | null }) {
  const t = useTranslations('interviews')
  return (
    <>
      <h4>{t('points')}</h4>
      <ol className="sheet">
        {card.points.map(({ id, html, weight }) => {
          const point = mark?.points.find((each) => each.id === id)
          const state = point === undefined ? 'no' : stateOf(point)
          return (
            <li key={id} className={`found-${state}`}>
              <span className="sign" aria-hidden="true">{signs[state]}</span>
              <span>
                <span lang={htmlLang(card.lang)} dangerouslySetInnerHTML={{ __html: html }} />
                {weight === 1 ? null : <span className="weight" title={t('weight', { weight })}> ×{weight}</span>}
                {' '}
                <span className="small state">{t(`found.${state}`)}{point?.corrected == null ? '' : ` · ${t('setByYou')}`}</span>
              </span>
            </li>
          )
        })}
      </ol>
    </>
  )
}

function Given({ lang, card, question, exercise }: { readonly lang: Lang; readonly card: ReportedCard; readonly question: QuestionReport; readonly exercise: Exercise | undefined }) {
  const t = useTranslations('interviews')
  const { answer } = question
  const { choice, order, typed } = card.view
  if (answer?.kind === 'choice' && choice !== undefined) {
    return (
      <ul className="given" lang={htmlLang(card.lang)}>
        {choice.options.map(({ html, right, why }, i) => (
          <li key={i} className={right ? 'found-yes' : answer.chosen.includes(i) ? 'found-no' : ''}>
            <span dangerouslySetInnerHTML={{ __html: html }} />{' '}
            <strong className="small" lang={htmlLang(lang)}>{[...(right ? [`✓ ${t('isRight')}`] : []), ...(answer.chosen.includes(i) ? [`${right ? '' : '✗ '}${t('chosen')}`] : [])].join(' · ')}</strong>
            {why === null || !(right || answer.chosen.includes(i)) ? null : <span className="small muted" dangerouslySetInnerHTML={{ __html: ` ${why}` }} />}
          </li>
        ))}
      </ul>
    )
  }
  if (answer?.kind === 'order' && order !== undefined) {
    return (
      <>
        <p className="small muted">{t('given', { answer: answer.order.map((item) => item + 1).join(' → ') })} {t('rightOrder')}</p>
        <ol lang={htmlLang(card.lang)}>{order.items.map(({ html }, i) => <li key={i} dangerouslySetInnerHTML={{ __html: html }} />)}</ol>
      </>
    )
  }
  if (answer?.kind === 'typed') {
    return (
      <>
        <p>{t('given', { answer: answer.text })}</p>
        {typed === undefined ? null : <p>{t('rightAnswer', { answer: typed.accepted.slice(0, 3).join(' / ') })}</p>}
      </>
    )
  }
  if (answer?.kind === 'exercise' && exercise !== undefined) return <MarkedExercise exercise={exercise} given={answer.given} lang={card.lang} />
  return answer?.kind === 'exercise' ? <p>{t('given', { answer: sayGiven(answer.given) })}</p> : null
}

/** What was handed in for an exercise, as it was typed. */
function sayGiven(given: string): string {
  const answer = JSON.parse(given) as string | Record<string, string>
  return typeof answer === 'string' ? answer : Object.entries(answer).map(([name, value]) => `${name}: ${value}`).join(', ')
}

function SelfLine({ question, mark }: { readonly question: QuestionReport; readonly mark: QuestionMark }) {
  const t = useTranslations('interviews')
  const format = useFormatter()
  const { before, after } = question.self
  if (before === null && after === null) return null
  const say = (share: number | null) => (share === null ? t('selfNone') : format.number(share, { style: 'percent', maximumFractionDigits: 0 }))
  return <p className="small">{t('self', { before: say(before), after: say(after), mark: say(mark.share) })}</p>
}
