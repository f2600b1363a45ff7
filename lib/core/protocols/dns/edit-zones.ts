// The lab's zones with some of them edited by hand: bounded, and with every fault at its line. An edited zone adds no
// zone and reaches no address: addresses are those of the embedded Internet, wherever it runs.
import { buildInternet, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import type { Problem } from '#lib/core/problem.ts'

/** Characters of one zone: room for a thousand name servers. */
export const mostZoneCharacters = 64_000
/** Addresses at which the edited Internet's servers stand: live, each is a socket. */
export const mostAddresses = 64

export interface EditedZones {
  readonly zones: readonly ZoneFile[]
  /** What keeps a zone from being served; `place.file` names it. */
  readonly faults: readonly Problem[]
  /** What is odd and served all the same. */
  readonly remarks: readonly Problem[]
}

/** Replaces the texts of zones that are there; a name that is none of them is a fault. */
export function editZones(zones: readonly ZoneFile[], edits: readonly ZoneFile[]): EditedZones {
  const faults: Problem[] = []
  for (const { name, text } of edits) {
    const place = { file: name, line: 1 }
    if (!zones.some((zone) => zone.name === name)) faults.push({ code: 'trace-event', params: { text: name.slice(0, 80) }, place })
    if (text.length > mostZoneCharacters) faults.push({ code: 'lab-bound', params: { what: 'characters', limit: mostZoneCharacters }, place })
  }
  if (faults.length > 0) return { zones, faults, remarks: [] }
  const edited = edits.length === 0 ? zones : zones.map((zone) => edits.findLast(({ name }) => name === zone.name) ?? zone)
  const internet = buildInternet(edited)
  const file = edits.at(-1)?.name ?? ''
  const bound: Problem[] = internet.byAddress.size > mostAddresses
    ? [{ code: 'lab-bound', params: { what: 'addresses', limit: mostAddresses }, place: { file, line: 1 } }]
    : []
  return { zones: edited, faults: [...internet.faults, ...bound], remarks: internet.remarks }
}
