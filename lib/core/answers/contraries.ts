// Meanings of which one excludes the other where the same thing is spoken of: data for the marking of written
// answers, one group a line. Who does it is no contrary but a rival: see `roles.ts`.

const groups = `
source-of destination-of
ingress-port egress-port
in-clear encrypt
plaintext encrypt
fast slow-word
large small
increase reduce
decrement-one plus-one
turn-on turn-off
on-link off-link
inbound outbound
same different
only every
available unavailable
more-than less-than
shared-key key-pair
physical-layer link-layer network-layer transport-layer application-layer
learn-self type-in
stay-open break-connection
send-mail receive-mail
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

const contraries = new Map<string, string[]>()
for (const group of groups) {
  for (const id of group) {
    contraries.set(id, [...(contraries.get(id) ?? []), ...group.filter((other) => other !== id)])
  }
}

/** The meanings that say the contrary of one; none for most. */
export function contrariesOf(id: string): readonly string[] {
  return contraries.get(id) ?? []
}
