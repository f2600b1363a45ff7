// All sentences of the pages, in both languages with the same keys.
import type { Lang } from '#lib/core/notes/card.ts'
import en from './en.json' with { type: 'json' }
import zh from './zh.json' with { type: 'json' }

export type Messages = typeof en
export const messages: Readonly<Record<Lang, Messages>> = { en, zh }
