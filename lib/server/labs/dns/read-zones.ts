// The master files of the embedded Internet, from content/.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeProblem } from '#lib/core/problem.ts'
import { buildInternet, type ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { root } from '#lib/server/env.ts'

/** Throws where a file has a fault, with its line: a build stops there. */
export async function readZones(content = join(root, 'content')): Promise<readonly ZoneFile[]> {
  const folder = join(content, 'scenarios/dns/zones')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.zone')).sort()
  const zones = await Promise.all(names.map(async (name) => ({ name: name.replace(/\.zone$/, ''), text: await readFile(join(folder, name), 'utf8') })))
  const [fault] = buildInternet(zones).faults
  if (fault !== undefined) throw new Error(`${fault.place?.file ?? ''}.zone:${fault.place?.line ?? 1}: ${describeProblem(fault, 'en')}`)
  return zones
}
