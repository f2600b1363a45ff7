// A page takes input only once its scripts have come: keys that no control guards must wait for that.
import { expect, type Page } from '@playwright/test'

export async function untilAlive(page: Page): Promise<void> {
  await page.locator('.when-alive').first().waitFor({ state: 'attached' })
  await expect(page.locator('.when-alive:disabled')).toHaveCount(0)
}
