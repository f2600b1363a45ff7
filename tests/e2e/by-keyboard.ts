// What a person without a mouse does: Tab until the wanted control has the focus, then Enter.
import { expect, type Locator, type Page } from '@playwright/test'

type Role = 'button' | 'combobox' | 'radio' | 'textbox'

/** The control, focused. Fails where Tab does not reach it. */
export async function tabTo(page: Page, name: string | RegExp, role: Role = 'button', within: Locator = page.locator('body')): Promise<Locator> {
  const control = within.getByRole(role, { name }).first()
  await expect(control).toBeEnabled()
  for (let presses = 0; presses < 200; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return control
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${String(name)}`)
}

/** The same by a selector. */
export async function tabToSelector(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no ${selector} is reached with Tab`)
}

export async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}
