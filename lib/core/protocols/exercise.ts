// Exercises whose answer the machine itself computes: a run is cut, something about how it goes on is asked,
// and running on gives the answer. Here are the shape of such a question and its marking; what is asked, each
// protocol says. An answer that the RFCs also allow is marked as allowed, with the clause that allows it.

export interface Bilingual {
  readonly en: string
  readonly zh: string
}

/** `allowed`: not what the machine does, but what a SHOULD or MAY leaves open. */
export type Verdict = 'right' | 'allowed' | 'wrong'

export interface Choice {
  readonly text: Bilingual
  readonly verdict: Verdict
  /** Shown after answering. */
  readonly why: Bilingual
  readonly clause: string | null
}

/**
 * How answers to a field are compared: as numbers, as sets of control bits, as lists of numbers, as bytes in
 * hex, or as words.
 */
export type FieldKind = 'number' | 'flags' | 'numbers' | 'hex' | 'word'

export interface AnswerField {
  readonly name: string
  readonly label: Bilingual
  readonly kind: FieldKind
  /** The first is what the machine does. */
  readonly accepted: readonly { readonly value: string; readonly clause: string | null }[]
  /** Wrong answers that deserve a word: off by one, an older RFC, a known bug. */
  readonly mistakes: readonly { readonly value: string; readonly why: Bilingual }[]
}

export type AnswerForm =
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  | { readonly kind: 'fields'; readonly fields: readonly AnswerField[] }

export interface Exercise {
  readonly protocol: string
  readonly kind: string
  readonly scenario: string
  readonly seed: string
  readonly question: Bilingual
  /** The run up to the cut, as a trace's text: what may be shown before the answer. */
  readonly shown: string
  /** Lines are left out of `shown`: a picture would show where. Then the outcome is the whole run. */
  readonly concealed?: true
  /** The run as it goes on: what is shown after it. */
  readonly outcome: string
  readonly form: AnswerForm
  readonly explanation: Bilingual
  /** The clauses that decide, with requirement ids where there are any. */
  readonly clauses: readonly string[]
}

/** A choice's index as text, or one text for each field by name. */
export type ExerciseAnswer = string | Readonly<Record<string, string>>

export interface MarkedPart {
  readonly name: string
  readonly verdict: Verdict
  readonly given: string
  readonly expected: string
  readonly remark: Bilingual | null
  readonly clause: string | null
}

export interface ExerciseMark {
  /** The worst of the parts. */
  readonly verdict: Verdict
  readonly parts: readonly MarkedPart[]
  readonly explanation: Bilingual
  readonly clauses: readonly string[]
}

export function markExercise(exercise: Exercise, answer: ExerciseAnswer): ExerciseMark {
  const { form, explanation, clauses } = exercise
  const parts =
    form.kind === 'choice'
      ? [markChoice(form.choices, typeof answer === 'string' ? answer : '')]
      : form.fields.map((field) =>
          markField(field, typeof answer === 'string' ? '' : (answer[field.name] ?? '')),
        )
  const verdicts = parts.map((part) => part.verdict)
  const verdict = verdicts.includes('wrong') ? 'wrong' : verdicts.includes('allowed') ? 'allowed' : 'right'
  return { verdict, parts, explanation, clauses }
}

function markChoice(choices: readonly Choice[], answer: string): MarkedPart {
  const index = /^\d{1,3}$/.test(answer.trim()) ? Number(answer) : -1
  const chosen = choices[index]
  const right = choices.find(({ verdict }) => verdict === 'right')
  return {
    name: 'choice',
    verdict: chosen?.verdict ?? 'wrong',
    given: chosen?.text.en ?? answer,
    expected: right?.text.en ?? '',
    remark: chosen?.why ?? null,
    clause: chosen?.clause ?? null,
  }
}

function markField(field: AnswerField, given: string): MarkedPart {
  const normal = normalizeAnswer(given, field.kind)
  const at = field.accepted.findIndex(({ value }) => normalizeAnswer(value, field.kind) === normal)
  const mistake = field.mistakes.find(({ value }) => normalizeAnswer(value, field.kind) === normal)
  return {
    name: field.name,
    verdict: at === 0 ? 'right' : at > 0 ? 'allowed' : 'wrong',
    given,
    expected: field.accepted[0]?.value ?? '',
    remark: at < 0 ? (mistake?.why ?? null) : null,
    clause: field.accepted[at]?.clause ?? null,
  }
}

/**
 * One spelling for answers that mean the same: full-width digits and commas, order of flags, units, spaces.
 */
export function normalizeAnswer(text: string, kind: FieldKind): string {
  const plain = text.normalize('NFKC').trim().toUpperCase()
  if (kind === 'word') return plain.replace(/[\s_]+/g, '-')
  if (kind === 'hex') return plain.replace(/0X|[\s,:-]/g, '')
  if (kind === 'flags') {
    const names = plain.split(/[\s,+|/、-]+/).filter((name) => name !== '')
    return [...new Set(names)].sort().join(',')
  }
  const numbers = plain.match(/-?\d+(?:\.\d+)?/g) ?? []
  const normal = numbers.map((number) => String(Number(number)))
  return kind === 'number' ? (normal.length === 1 ? normal[0]! : '?') : normal.join(' ')
}
