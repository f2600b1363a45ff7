// The words of the pictures: those that the labs' own pages have, for pages that show a run without its lab.
import type { Messages } from '../i18n/messages.ts'

export function pictureMessages({ labs, dns, websocketLab }: Messages) {
  const { diagram, diagramOf, arrow, fates, later, losses } = labs
  const { stub, resolver, servers, notes, modes, kinds } = dns
  return {
    labs: { diagram, diagramOf, arrow, fates, later, losses },
    dns: { stub, resolver, servers, notes, modes, kinds, losses: dns.losses, diagram: dns.diagram },
    websocketLab: { diagramOf: websocketLab.diagramOf, losses: websocketLab.losses },
  }
}
