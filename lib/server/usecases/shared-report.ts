// A report as others may see it: no id, address or name of the person, nothing they kept to themselves (drafts, marks of
// their own), and their words only where they said so. The cards are the built-in notes': an interview asks no others.
import type { QuestionReport } from '#lib/core/interview/report.ts'
import type { ReportView } from '#lib/server/usecases/report-interview.ts'

export type SharedReport = Omit<ReportView, 'id' | 'kept' | 'applied' | 'selfMarked'>

export function withoutPerson({ nowMs, createdAtMs, status, report, cards, topicTitles, stretches, exercises }: ReportView, withAnswers: boolean): SharedReport {
  const { blueprint } = report
  return {
    ...{ nowMs, createdAtMs, status, cards, topicTitles },
    stretches: withAnswers ? stretches : {},
    exercises: withAnswers ? exercises : {},
    report: {
      ...report,
      // A draw without a name is named by the interview's id.
      blueprint: { ...blueprint, request: { ...blueprint.request, seed: '' } },
      questions: report.questions.map((question) => strip(question, withAnswers)),
      grades: [],
    },
  }
}

function strip(question: QuestionReport, withAnswers: boolean): QuestionReport {
  const { mark } = question
  return {
    ...question,
    self: { before: null, after: null, misjudged: null, partner: question.self.partner },
    followUps: question.followUps.map((each) => strip(each, withAnswers)),
    ...(withAnswers
      ? {}
      : {
          answer: null,
          mark: mark === null ? null : { ...mark, points: mark.points.map((point) => ({ ...point, words: [] })), contradictions: mark.contradictions.map((each) => ({ ...each, words: [] })) },
        }),
  }
}
