// A light English stemmer: enough that `sends`, `sent` and `sending` meet. It does not find roots for a
// reader, it only has to be the same for the sheet and the answer; what it cuts too much or too little does
// no harm to either.

/** Irregular forms that answers about networks are full of. */
const irregular: ReadonlyMap<string, string> = new Map(
  `send sent|lose lost|keep kept|tell told|know knew known|get got gotten|choose chose chosen
   |begin began begun|write wrote written|hold held|build built|go went gone|run ran|break broke broken
   |throw threw thrown|take took taken|see saw seen|forget forgot forgotten|hide hid hidden|bind bound
   |give gave given|make made|find found|leave left|mean meant|pay paid|say said|think thought
   |hear heard|steal stole stolen|shut shutting|put putting|set setting|cut cutting|split splitting
   |reset resetting|become became|come came|bring brought|speak spoke spoken|grow grew grown
   |rise rose risen|feed fed|read reading|understand understood|die died dying dies|lie lay lying
   |need needed needs|use used uses using|close closed closes closing|drop dropped|big bigger
   |size sizes sized|cache caching cached caches|entry entries|query queries|proxy proxies proxied
   |retry retried retries|reply replied replies|copy copied copies|identity identities
   |verify verified verifies|carry carried carries|try tried tries|deny denied denies|this these
   |that those|address addresses|process processes processed|access accesses|syn syns
   |ack acks acked acking|fin fins|status statuses|bus buses|class classes|loss losses
   |pass passes passed passing|miss missed missing misses|less lesser|dns|tls|https|sess|alias aliases
   |always|does|was|has|is|its|us|thus|plus|nonce nonces|space spaces`
    .split('|')
    .flatMap((group) => {
      const [root, ...forms] = group.trim().split(/\s+/)
      return [root!, ...forms].map((form) => [form, root!] as const)
    }),
)

const vowel = /[aeiouy]/

function undouble(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem
}

/** The stem of one lower-case word; words with digits and words of up to three letters stay as they are. */
export function stemEnglish(word: string): string {
  // `fine` must not become FIN.
  if (word === 'fine') return word
  const known = irregular.get(word)
  if (known !== undefined) return trimEnd(known)
  if (word.length <= 3 || !/^[a-z']+$/.test(word)) return word
  return trimEnd(cutSuffix(word.endsWith("'s") ? word.slice(0, -2) : word))
}

function cutSuffix(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2)
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:x|ch|sh|z)es$/.test(word)) return word.slice(0, -2)
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return cutSuffix(word.slice(0, -1))
  if (word.endsWith('ied')) return `${word.slice(0, -3)}y`
  for (const suffix of ['ing', 'ed']) {
    const stem = word.slice(0, -suffix.length)
    if (word.endsWith(suffix) && stem.length >= 3 && vowel.test(stem)) return undouble(stem)
  }
  if (word.endsWith('ly') && word.length > 5) return word.slice(0, -2)
  return word
}

/** `close` and `clos`, `verify` and `verifi` end alike. */
function trimEnd(stem: string): string {
  if (stem.length > 3 && stem.endsWith('e')) return stem.slice(0, -1)
  return stem
}
