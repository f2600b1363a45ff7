// Reviews as somebody without a mouse does: every answer is given with keys alone. What is right is read from the
// answers of /api/v1/queue that the page itself got.
import { expect, type Page } from '@playwright/test'
import { tabToSelector } from './by-keyboard.ts'
import { drawShuffled, startRandom } from '#lib/core/engine/random.ts'
import type { CardKind } from '#lib/core/notes/card.ts'
import type { QueueAnswer, QueueCard } from '#lib/server/usecases/list-queue.ts'

export interface Reviewer {
  /** Answers the card that is shown, rightly, and waits for the verdict; does not grade it. */
  answer(): Promise<QueueCard>
  /** Presses a grade and waits for the next card, or for the end. */
  grade(key: '1' | '2' | '3' | '4' | 'Enter'): Promise<void>
  /** The card that is shown. */
  shown(): Promise<QueueCard>
}

/** Listens from now on: call it before the page is opened. */
export function reviewByKeyboard(page: Page): Reviewer {
  const cards = new Map<string, QueueCard>()
  page.on('response', (response) => {
    if (!response.url().includes('/api/v1/queue') || !response.ok()) return
    // A page that is left while the answer comes has no body to give.
    void response.json().then(
      (answer: QueueAnswer) => { for (const card of answer.cards) cards.set(cardId(card), card) },
      () => undefined,
    )
  })
  const idShown = async () => {
    const href = await page.locator('.card .where a').getAttribute('href')
    return href!.slice(href!.indexOf('#') + 1)
  }
  const shown = async () => {
    const id = await idShown()
    await expect.poll(() => cards.has(id)).toBe(true)
    return cards.get(id)!
  }
  return {
    shown,
    async answer() {
      const card = await shown()
      await ways[card.kind](page, card)
      await expect(page.locator('section.answer')).toBeVisible()
      if (card.kind !== 'explain') await expect(page.locator('.verdict')).toHaveText(/^(Right|正确)$/)
      return card
    },
    async grade(key) {
      const before = await idShown()
      await page.keyboard.press(key)
      await expect(page.locator('section.answer')).toHaveCount(0)
      if ((await page.locator('.card').count()) > 0) expect(await idShown()).not.toBe(before)
    },
  }
}

const cardId = ({ facet }: QueueCard) => facet.slice(facet.indexOf('/') + 1, facet.indexOf('#'))

const ways: Record<CardKind, (page: Page, card: QueueCard) => Promise<void>> = {
  explain: (page) => page.keyboard.press('Space'),
  exercise: (page) => page.keyboard.press('Space'),
  async choice(page, card) {
    const { options } = card.choice!
    const order = drawShuffled(startRandom(card.seed), options.map((_, i) => i)).value
    for (const [position, i] of order.entries()) if (options[i]!.right) await page.keyboard.press(String(position + 1))
    await page.keyboard.press('Enter')
  },
  async cloze(page, card) {
    for (const text of card.cloze!.texts) {
      await page.keyboard.press('Tab')
      await focusField(page)
      await page.keyboard.insertText(text)
    }
    await page.keyboard.press('Enter')
  },
  async typed(page, card) {
    await focusField(page)
    await page.keyboard.insertText(card.typed!.accepted[0]!)
    await page.keyboard.press('Enter')
  },
  async order(page, card) {
    const total = card.order!.items.length
    const steps = page.locator('.ordering li')
    for (let wanted = 0; wanted < total; wanted++) {
      await tabToSelector(page, `[data-step="${wanted}"]`)
      const at = () => steps.evaluateAll((all, item) => all.findIndex((step) => step.getAttribute('data-step') === item), String(wanted))
      for (let position = await at(); position > wanted; position--) {
        await page.keyboard.press('Shift+ArrowUp')
        await expect.poll(at).toBe(position - 1)
        await expect(page.locator(`[data-step="${wanted}"]`)).toBeFocused()
      }
    }
    await page.keyboard.press('Enter')
  },
}

async function focusField(page: Page): Promise<void> {
  await tabToSelector(page, 'input:not([type=checkbox], [type=radio])')
}
