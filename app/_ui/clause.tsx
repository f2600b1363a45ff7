// `RFC 9293 §3.10.7.4` as a link to that section; words around it stay as they are.
import { Fragment } from 'react'
import { rfcMention, rfcUrl } from '#lib/core/notes/rfc-link.ts'

export function Clause({ text }: { text: string }) {
  const parts: { text: string; href: string | null }[] = []
  let done = 0
  for (const hit of text.matchAll(rfcMention)) {
    parts.push({ text: text.slice(done, hit.index), href: null })
    parts.push({ text: hit[0], href: rfcUrl(Number(hit[1]), hit[2] ?? null) })
    done = hit.index + hit[0].length
  }
  parts.push({ text: text.slice(done), href: null })
  return (
    <span className="clause">
      {parts.map((part, i) => (part.href === null ? <Fragment key={i}>{part.text}</Fragment> : <a key={i} href={part.href}>{part.text}</a>))}
    </span>
  )
}
