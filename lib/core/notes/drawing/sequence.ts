// Who sends what to whom, time running down. The source:
//
//     client, server
//     client -> server: SYN seq=x
//     client: SYN-SENT
//     server -x client: SYN,ACK
//     & client -> server: crosses the one before
//     -- a second later
//
// The first line names the lifelines; `-x` is lost on its way; a state stands where its lifeline last sent or received.
import type { Element } from 'hast'
import { arrowHead, covering, line, refuse, shape, textWidth, writing, type Drawn } from '#lib/core/notes/drawing/svg.ts'

interface Message {
  readonly kind: 'message'
  readonly from: number
  readonly to: number
  readonly lost: boolean
  /** Leaves at the same time as the one before. */
  readonly crosses: boolean
  readonly text: string
}
type Step = Message | { readonly kind: 'state'; readonly of: number; readonly text: string } | { readonly kind: 'note'; readonly text: string }

const slant = 9
const step = 40

export function drawSequence(source: readonly string[]): Drawn {
  const names = (source[0] ?? '').split(/[,，]/).map((name) => name.trim())
  if (names.length < 2 || names.length > 5 || names.some((name) => name === '') || new Set(names).size < names.length) return refuse(source, 0)
  const steps: Step[] = []
  for (const [i, text] of source.entries()) {
    if (i === 0) continue
    const read = readStep(text.trim(), names)
    if (read === null) return refuse(source, i)
    steps.push(read)
  }
  if (!steps.some(({ kind }) => kind === 'message')) return refuse(source, source.length - 1)

  const lifelines = place(names, steps)
  const children: Element[] = []
  const said: string[] = []
  const lastAt = names.map(() => 46)
  let y = 34
  let messageY = y
  for (const [i, name] of names.entries()) children.push(writing(name, { x: lifelines.at[i]!, y: 14, className: 'name' }))
  const marks: Element[] = []
  const taken = new Map<string, number>()
  for (const now of steps) {
    if (now.kind === 'note') {
      y += 8
      marks.push(line(lifelines.at[0]!, y, lifelines.at.at(-1)!, y, 'dashed'), ...covering(now.text, { x: (lifelines.at[0]! + lifelines.at.at(-1)!) / 2, y: y + 4 }))
      y += 18
      said.push(now.text)
    } else if (now.kind === 'state') {
      // Two states at one place stand below each other.
      const key = `${now.of} ${lastAt[now.of]!}`
      const nth = taken.get(key) ?? 0
      taken.set(key, nth + 1)
      const at = lastAt[now.of]! + nth * 14
      const side = now.of === 0 ? -8 : 8
      marks.push(...covering(now.text, { x: lifelines.at[now.of]! + side, y: at + 3.5, anchor: now.of === 0 ? 'end' : 'start' }))
      if (at === 46) y = Math.max(y, 52)
      y = Math.max(y, at + (nth > 0 ? 10 : 0))
      said.push(`${names[now.of]!}: ${now.text}`)
    } else {
      if (!now.crosses) messageY = y + 22
      const [x1, fullX] = [lifelines.at[now.from]!, lifelines.at[now.to]!]
      const share = now.lost ? 0.62 : 1
      const [x2, y2] = [x1 + (fullX - x1) * share, messageY + slant * share]
      const inset = Math.sign(x2 - x1) * 1.5
      marks.push(line(x1 + inset, messageY, x2 - inset, y2), now.lost ? lostMark(x2, y2) : arrowHead(x1, messageY, x2 - inset, y2))
      marks.push(...covering(now.text, { x: (x1 + fullX) / 2, y: now.crosses ? messageY + slant + 15 : messageY - 5 }))
      lastAt[now.from] = now.crosses ? Math.max(lastAt[now.from]!, messageY) : messageY
      if (!now.lost) lastAt[now.to] = messageY + slant
      y = messageY + (now.crosses ? slant + 18 : step - 22)
      said.push(`${names[now.from]!} → ${names[now.to]!}: ${now.text}${now.lost ? ' ✗' : ''}`)
    }
  }
  const bottom = Math.max(y, ...lastAt) + 8
  const lines = lifelines.at.map((x) => line(x, 22, x, bottom, 'quiet'))
  return { ok: true, value: { width: lifelines.width, height: bottom + 2, children: [...children, ...lines, ...marks], said } }
}

function readStep(text: string, names: readonly string[]): Step | null {
  const note = /^-- (\S.*)$/.exec(text)?.[1]
  if (note !== undefined) return { kind: 'note', text: note }
  const index = (name: string) => names.indexOf(name.trim())
  const [, and, from, arrow, to, label] = /^(& )?(.+?) (->|-x) ([^:：]+)[:：] *(\S.*)$/.exec(text) ?? []
  if (from !== undefined && to !== undefined && index(from) >= 0 && index(to) >= 0 && from !== to)
    return { kind: 'message', from: index(from), to: index(to), lost: arrow === '-x', crosses: and !== undefined, text: label! }
  const [, of, state] = /^([^:：]+)[:：] *(\S.*)$/.exec(text) ?? []
  return of !== undefined && index(of) >= 0 ? { kind: 'state', of: index(of), text: state! } : null
}

/** Where each lifeline stands: what is written between two of them has room. */
function place(names: readonly string[], steps: readonly Step[]): { readonly at: readonly number[]; readonly width: number } {
  const last = names.length - 1
  const room = (of: number) => Math.max(0, ...steps.flatMap((now) => (now.kind === 'state' && now.of === of ? [textWidth(now.text) + 10] : [])))
  const gaps = names.slice(1).map((_, i) => {
    const between = steps.flatMap((now) => (now.kind === 'message' && Math.min(now.from, now.to) === i && Math.abs(now.from - now.to) === 1 ? [textWidth(now.text) + 26] : []))
    // A lifeline between others has its states on its right.
    const states = i > 0 ? room(i) : 0
    return Math.max(110, states + 20, (textWidth(names[i]!) + textWidth(names[i + 1]!)) / 2 + 20, ...between)
  })
  for (const now of steps) {
    if (now.kind !== 'message') continue
    const [low, high] = [Math.min(now.from, now.to), Math.max(now.from, now.to)]
    const have = gaps.slice(low, high).reduce((sum, gap) => sum + gap, 0)
    const missing = textWidth(now.text) + 26 - have
    if (missing > 0) for (let i = low; i < high; i++) gaps[i]! += missing / (high - low)
  }
  const at = [Math.max(room(0), textWidth(names[0]!) / 2) + 2]
  for (const gap of gaps) at.push(at.at(-1)! + gap)
  return { at, width: at[last]! + Math.max(room(last), textWidth(names[last]!) / 2) + 2 }
}

function lostMark(x: number, y: number): Element {
  return shape('path', { d: `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`, className: ['lost'] })
}
