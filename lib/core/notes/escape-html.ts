// Text as HTML, in an element or in a quoted attribute.
import { toHtml } from 'hast-util-to-html'

export const escapeHtml = (text: string): string => toHtml({ type: 'text', value: text }).replaceAll('"', '&quot;')
