// How a page reaches an interview: as the person whose it is, or by a link, whose token goes in the body and nowhere else.
import type { Lang } from '#lib/core/notes/card.ts'
import type { InterviewView, SharedView } from '#lib/server/web.ts'
import { callApi, type ApiAnswer } from '../../../../_ui/api.ts'

export interface Door {
  readonly read: (lang: Lang) => Promise<ApiAnswer<InterviewView>>
  readonly send: (command: object, lang: Lang) => Promise<ApiAnswer<InterviewView>>
  /** Where drafts go under the API, and what they carry besides. */
  readonly draft: { readonly path: string; readonly more: object }
}

export const ownDoor = (id: string): Door => ({
  read: (lang) => callApi('GET', `/interviews/${id}`, undefined, lang),
  send: (command, lang) => callApi('POST', `/interviews/${id}/events`, command, lang),
  draft: { path: `/interviews/${id}/draft`, more: {} },
})

/** `onOver`: the interview is finished, and the link now opens its report. */
export function linkDoor(token: string, onOver: () => void): Door {
  const seen = (answer: ApiAnswer<SharedView>): ApiAnswer<InterviewView> => {
    if (answer.kind !== 'ok') return answer
    if (answer.value.kind === 'candidate') return { kind: 'ok', value: answer.value.view }
    onOver()
    return { kind: 'unreachable' }
  }
  return {
    read: async (lang) => seen(await callApi('POST', '/shared', { token }, lang)),
    send: async (command, lang) => seen(await callApi('POST', '/shared/events', { token, ...command }, lang)),
    draft: { path: '/shared/draft', more: { token } },
  }
}
