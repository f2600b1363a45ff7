// What axe finds on the page as it stands: every rule, every element.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** One line for each rule that is broken. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  // The default way opens a second page to add up frames of other origins; there are none, and it costs half the time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).analyze()
  return violations.map(({ id, help, nodes }) => `axe ${id}: ${help}: ${nodes.slice(0, 4).map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

export async function expectAccessible(page: Page): Promise<void> {
  await expect(page.locator('.when-alive:disabled')).toHaveCount(0)
  // After a step within the app the title comes a moment after the page.
  await expect(page).toHaveTitle(/./)
  expect(await findViolations(page)).toEqual([])
}
