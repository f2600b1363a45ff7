// Where one reads: covering and uncovering changes how long the page is, and must not lose the place.

/** The id of the card at the top of the window; null: before the first. */
export function findPlace(): string | null {
  const sections = document.querySelectorAll<HTMLElement>('.note')
  let place: string | null = null
  for (const section of sections) {
    if (section.getBoundingClientRect().top > window.innerHeight / 3) break
    place = section.dataset['card'] ?? null
  }
  return place
}

/**
 * Goes back to that card once the page has changed. With `cards`, the focus goes to its covered answer, or to that of
 * the first card.
 */
export function keepPlace(place: string | null, cards: readonly { readonly id: string }[] | null): void {
  if (place !== null) sectionOf(place)?.scrollIntoView({ block: 'start', behavior: 'instant' })
  const first = place ?? cards?.[0]?.id
  if (cards !== null && first !== undefined) sectionOf(first)?.querySelector<HTMLElement>('.uncover')?.focus({ preventScroll: place !== null })
}

/** The part of the page that holds a card. */
export function sectionOf(card: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`.note[data-card="${card}"]`)
}
