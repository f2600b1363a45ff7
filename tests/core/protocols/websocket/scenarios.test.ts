import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { timelineOf } from '#lib/core/engine/log.ts'
import { describeScenario } from '#lib/core/protocols/scenario.ts'
import { websocketTrace } from '#lib/core/protocols/websocket/trace-codec.ts'
import {
  digestTimeline,
  parseTrace,
  playEvents,
  printTrace,
  readLog,
  recordEntries,
  replayTrace,
} from '#lib/core/protocols/trace.ts'

const folder = fileURLToPath(new URL('../../../../content/scenarios/websocket/', import.meta.url))
const names = readdirSync(folder).filter((name) => name.endsWith('.trace'))
const update = process.env['UPDATE'] === '1'

/**
 * The file with its run recorded anew from the events alone; how a scenario is written in the first place.
 */
function recorded(text: string): string {
  const { file } = parseTrace(text)
  const { log } = readLog(websocketTrace, file)
  const events = log.entries.filter(({ event }) => event.kind !== 'tick')
  const { untilMs } = describeScenario(file.header).description
  const played = playEvents(websocketTrace, { ...log, entries: events }, untilMs ?? Number.MAX_SAFE_INTEGER)
  expect(played.problems).toEqual([])
  return printTrace({
    ...file,
    entries: recordEntries(websocketTrace, timelineOf(websocketTrace.machine, played.log)),
  })
}

describe.each(names)('scenario %s', (name) => {
  const path = folder + name
  if (update) writeFileSync(path, recorded(readFileSync(path, 'utf8')))
  const text = readFileSync(path, 'utf8')
  const { file, problems } = parseTrace(text)

  it('is read without problems and printed as it was', () => {
    expect(problems).toEqual([])
    expect(describeScenario(file.header).problems).toEqual([])
    expect(printTrace(file)).toBe(text)
  })

  it('runs exactly as it is written', () => {
    expect(replayTrace(websocketTrace, file).problems).toEqual([])
    expect(recorded(text)).toBe(text)
  })

  it('gives the same digest each time', () => {
    const once = replayTrace(websocketTrace, file).timeline
    expect(digestTimeline(replayTrace(websocketTrace, file).timeline)).toBe(digestTimeline(once))
  })

  it('says as much in Chinese as in English', () => {
    const { en, zh } = describeScenario(file.header).description
    expect(zh.look.length).toBe(en.look.length)
    expect(zh.names.length).toBe(2)
  })
})
