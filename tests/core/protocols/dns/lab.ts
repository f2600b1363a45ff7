// Test help: the labs' scenarios and zones, as the page and the exercises take them.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DnsScenario } from '#lib/core/protocols/dns/exercises/run.ts'
import type { ZoneFile } from '#lib/core/protocols/dns/internet.ts'
import { parseTrace } from '#lib/core/protocols/trace.ts'

export const scenarioFolder = fileURLToPath(new URL('../../../../content/scenarios/dns/', import.meta.url))

export const labZones: readonly ZoneFile[] = readdirSync(`${scenarioFolder}zones`).sort().map((name) =>
  ({ name: name.replace(/\.zone$/, ''), text: readFileSync(`${scenarioFolder}zones/${name}`, 'utf8') }))

export const labScenarios: readonly DnsScenario[] = readdirSync(scenarioFolder)
  .filter((name) => name.endsWith('.trace'))
  .map((name) => ({
    name: name.replace(/\.trace$/, ''),
    file: parseTrace(readFileSync(scenarioFolder + name, 'utf8')).file,
    zones: labZones,
  }))
