// A page takes input only once its scripts have come: keys that no control guards must wait for that. And a press goes
// where a control stands still.
import { expect, type Locator, type Page } from '@playwright/test'

export async function untilAlive(page: Page): Promise<void> {
  await page.locator('.when-alive').first().waitFor({ state: 'attached' })
  await expect(page.locator('.when-alive:disabled')).toHaveCount(0)
}

/** For what stands far down a topic: cards that nobody has seen yet are laid out after a jump, and move what is below. */
export async function pressOnceStill(control: Locator): Promise<void> {
  await control.scrollIntoViewIfNeeded()
  const top = () => control.evaluate((element) => element.getBoundingClientRect().top)
  await expect.poll(async () => {
    const before = await top()
    await control.page().waitForTimeout(200)
    return (await top()) - before
  }).toBe(0)
  await control.click()
}
