// A mock interview as a person takes it: in Chinese and by keyboard alone, with a lost network, a second tab, a
// follow-up and a time-out by a shifted clock; then its report, and its grades applied and undone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { readNotes } from '#lib/server/usecases/read-notes.ts'
import type { InterviewView } from '#lib/server/usecases/view-interview.ts'
import { messages } from '../../app/_ui/i18n/messages.ts'
import { expectAccessible } from './accessibility.ts'
import { press, tabToSelector } from './by-keyboard.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const zh = messages.zh.interviews
let dataDir: string
let server: TestServer
test.describe.configure({ mode: 'serial' })
test.use({ serviceWorkers: 'block' })
test.setTimeout(180_000)

test.beforeAll(async () => {
  test.setTimeout(180_000)
  dataDir = mkdtempSync(join(tmpdir(), 'protodeck-interview-'))
  server = await startTestServer({ dataDir })
})
test.afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})
test.beforeEach(() => { shiftClock(0) })

const shiftClock = (minutes: number) => { writeFileSync(join(dataDir, 'test-clock-shift'), String(minutes * 60_000)) }
const idOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)!
const viewOf = async (page: Page) => (await (await page.request.get(`${server.url}/api/v1/interviews/${idOf(page)}`)).json()) as InterviewView

/** Prose that makes the points of a card: what is asked depends on the draw, and the notes grow. */
async function goodAnswer(question: string): Promise<string> {
  const { files } = await readNotes(join(process.cwd(), 'content'))
  const card = files.flatMap(({ topic }) => (topic?.lang === 'zh' ? topic.cards : [])).find((each) => each.question === question)
  return (card?.keyPoints ?? []).map(({ text }) => `因为${text.replaceAll(/[`*]/g, '')}，所以是这样。`).join('')
}

/** Sets up an interview of explanations in Chinese by keyboard, and begins it. */
async function begin(page: Page): Promise<void> {
  await page.goto(`${server.url}/zh/interviews`)
  await tabToSelector(page, 'input[name=minutes]')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('radio', { name: '10 分钟' })).toBeChecked()
  await page.keyboard.press('Tab')
  await tabToSelector(page, 'input[name=mode]')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: zh.modes.explain })).toBeChecked()
  await press(page, zh.make)
  await page.waitForURL(/interviews\/[0-9a-f-]{36}$/)
  await press(page, zh.begin)
  await expect(page.getByRole('timer', { name: zh.timeLeft })).toHaveText(/^(10:00|9:\d\d)$/)
  await expect(page.locator('#answer')).toBeFocused()
}

test('by keyboard, with a lost network and the time running out, to its report and the queue', async ({ page, context }) => {
  await begin(page)
  const question = page.locator('.asked-question')
  const first = await question.innerText()
  const text = await goodAnswer((await viewOf(page)).question!.text)
  expect(text).not.toBe('')

  // A hint, and a draft that the server keeps.
  await press(page, zh.hint)
  await expect(page.locator('.hints li')).toHaveCount(1)
  await page.locator('#answer').focus()
  await page.keyboard.insertText(text)
  await expect(page.locator('#answer-state')).toHaveText(zh.kept)
  expect((await viewOf(page)).question!.drafts).toMatchObject([{ text }])

  // The network goes: typing goes on, and what is handed in waits.
  await context.setOffline(true)
  await page.keyboard.insertText('以上就是全部。')
  await expect(page.locator('.notice.offline')).toBeVisible({ timeout: 10_000 })
  await expect(page.locator('#answer-state')).toHaveText(zh.keptHere)
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.notice.offline')).toContainText(zh.sending)
  await expect(question).toHaveText(first)
  await context.setOffline(false)
  await expect(question).not.toHaveText(first)
  await expect(page.locator('.notice.offline')).toHaveCount(0)
  const second = await viewOf(page)
  expect(second.done.main).toBe(1)

  // The interviewer asks on where the card has a follow-up; that one is skipped, if something is left to be asked.
  const asked = second.question!
  if (asked.isFollowUp) await expect(page.locator('.follow-mark')).toHaveText(zh.followUp)
  if (second.done.main < second.done.ofMain - 1) {
    await press(page, zh.skip)
    await expect.poll(async () => (await viewOf(page)).question?.id).not.toBe(asked.id)
    await expect(page.locator('.asked-question')).toBeVisible()
  }

  // Unfinished when the time runs out: the text is kept and may be handed in late.
  await page.locator('#answer').fill('这一题还没有写完')
  await expect(page.locator('#answer-state')).toHaveText(zh.kept)
  shiftClock(11)
  await page.reload()
  await expect(page.getByRole('heading', { name: zh.over, exact: true })).toBeVisible()
  await expect(page.locator('#answer')).toHaveValue('这一题还没有写完')
  await expectAccessible(page)
  await press(page, zh.finishYes)

  // Before the mark is seen.
  await expect(page.getByRole('heading', { name: zh.selfTitle })).toBeVisible()
  await page.locator('.point-checks input').first().check()
  await expectAccessible(page)
  await press(page, zh.selfSave)
  await expect(page.getByRole('heading', { name: zh.report, exact: true })).toBeVisible()
  await expect(page.locator('.reported mark').first()).toBeVisible()
  await expect(page.locator('.reported').getByText(zh.keptText)).toBeVisible()
  await expectAccessible(page)

  // Into the queue, and out again.
  const events = async () => ((await (await page.request.get(`${server.url}/api/v1/events?limit=50`)).json()) as { events: { kind: string; payload: { source?: string } }[] }).events
  await page.locator('.proposed input:not(:checked)').first().check().catch(() => undefined)
  await page.locator('.panel .actions .button').click()
  await expect(page.getByRole('button', { name: zh.undo })).toBeVisible()
  expect((await events()).filter(({ kind, payload }) => kind === 'review' && payload.source === 'interview').length).toBeGreaterThan(0)
  await page.reload()
  await press(page, zh.undo)
  await expect(page.getByText(zh.undone)).toBeVisible()
  expect((await events()).some(({ kind }) => kind === 'undo')).toBe(true)

  await page.goto(`${server.url}/zh/interviews`)
  await expect(page.locator('.earlier li')).toHaveCount(1)
  await expect(page.locator('.earlier .score')).toHaveText(/%$/)
})

test('on two tabs the newest text is shown, the other is offered, and one answer counts', async ({ page, context }) => {
  await begin(page)
  await page.keyboard.insertText('第一个标签页写的')
  await expect(page.locator('#answer-state')).toHaveText(zh.kept)
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.locator('#answer')).toHaveValue('第一个标签页写的')
  await other.locator('#answer').fill('第二个标签页写的')
  await expect(other.locator('#answer-state')).toHaveText(zh.kept)
  await page.locator('#answer').fill('第一个标签页又写的')
  await expect(page.locator('.other-text')).toContainText('第二个标签页写的')
  await other.keyboard.press('Control+Enter')
  await expect(other.locator('#answer')).toHaveValue('')
  const asked = await viewOf(other)
  // The tab that was overtaken is told, follows, and its text stays.
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.alert')).toContainText('已经提交过')
  await expect(page.locator('.asked-question')).toHaveText(await other.locator('.asked-question').innerText())
  expect((await viewOf(page)).seq).toBe(asked.seq)
})

test('it is nobody else’s, and what cannot be filled offers the nearest', async ({ page, browser }) => {
  await begin(page)
  const stranger = await browser.newContext()
  const theirs = await stranger.newPage()
  expect((await theirs.goto(page.url()))?.status()).toBe(404)
  expect((await stranger.request.get(`${server.url}/api/v1/interviews/${idOf(page)}`)).status()).toBe(404)
  await stranger.close()

  await page.goto(`${server.url}/zh/interviews`)
  // The notes grow: what cannot be filled today can be tomorrow, so that the first answer is made up here.
  await page.route('**/api/v1/interviews', async (route) => {
    const { id: _, ...wanted } = route.request().postDataJSON() as { id: string; minutes: number }
    if (wanted.minutes !== 60) return route.continue()
    const problem = { code: 'interview-cannot-be-filled', detail: '题目只够 31 分钟，需要 60 分钟。', nearest: { ...wanted, minutes: 10, mode: 'explain' } }
    return route.fulfill({ status: 422, contentType: 'application/problem+json', json: problem })
  })
  await page.getByRole('radio', { name: '60 分钟' }).check()
  await page.getByRole('button', { name: zh.make }).click()
  await expect(page.locator('.alert')).toContainText('题目只够')
  await expectAccessible(page)
  await page.getByRole('button', { name: zh.takeNearest }).click()
  await page.waitForURL(/interviews\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('button', { name: zh.begin })).toBeVisible()
})
