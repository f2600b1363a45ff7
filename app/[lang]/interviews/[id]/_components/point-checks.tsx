'use client'
// The points of a sheet to be ticked. The HTML comes from the server, which renders and sanitises the notes.
import type { Lang } from '#lib/core/notes/card.ts'
import type { ReportedCard } from '#lib/server/web.ts'

interface Props {
  readonly legend: string
  readonly lang: Lang
  readonly points: ReportedCard['points']
  readonly made: readonly string[]
  readonly onChange: (made: readonly string[]) => void
}

export function PointChecks({ legend, lang, points, made, onChange }: Props) {
  return (
    <fieldset className="point-checks">
      <legend className="small">{legend}</legend>
      <ul className="checks" lang={lang === 'zh' ? 'zh-Hans' : 'en'}>
        {points.map(({ id, html, weight }) => (
          <li key={id}>
            <label>
              <input type="checkbox" checked={made.includes(id)} onChange={(event) => { onChange(event.target.checked ? [...made, id] : made.filter((other) => other !== id)) }} />
              <span><span dangerouslySetInnerHTML={{ __html: html }} />{weight === 1 ? null : <span className="weight"> ×{weight}</span>}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
