// A mock interview as a person takes it: in Chinese and by keyboard alone, with a lost network, a second tab, a
// follow-up and a time-out by a shifted clock; then its report, and its grades applied and undone. Then with others: a
// report shared, a partner who asks; and by speaking, in the labs, and compared with an earlier one.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { v7 } from 'uuid'
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
    const skipped = await question.innerText()
    await press(page, zh.skip)
    // The page's own turn, not only the server's: what is typed before it would go with the question that is left.
    await expect(question).not.toHaveText(skipped)
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

/** Made over the API by whoever the cookies say; its page is another matter. */
async function make(page: Page, mode: string, seed: string): Promise<string> {
  const id = v7()
  const data = { id, minutes: 10, level: 2, scope: { kind: 'all' }, lang: 'zh', mode, personal: false, seed }
  expect((await page.request.post(`${server.url}/api/v1/interviews`, { data, headers: { origin: server.url } })).status()).toBe(200)
  return id
}
async function act(page: Page, id: string, event: object): Promise<InterviewView> {
  const answer = await page.request.post(`${server.url}/api/v1/interviews/${id}/events`, { data: { id: v7(), deviceId: 'test', event }, headers: { origin: server.url } })
  expect(answer.status()).toBe(200)
  return (await answer.json()) as InterviewView
}

test('an answer is spoken where the browser transcribes, and its report is shared until the link is withdrawn', async ({ page, browser }) => {
  await page.addInitScript(() => {
    class Recognition {
      onresult: (event: object) => void = () => undefined
      onend = () => undefined
      start() { setTimeout(() => { this.onresult({ resultIndex: 0, results: [Object.assign([{ transcript: '只有我说过的话' }], { isFinal: true })] }) }, 20) }
      stop() { this.onend() }
    }
    Object.assign(window, { webkitSpeechRecognition: Recognition, SpeechRecognition: Recognition })
  })
  await begin(page)
  await page.getByText(zh.speak, { exact: true }).click()
  await expect(page.getByText(zh.speakWhere)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: zh.speakStart }).click()
  await expect(page.locator('#answer')).toHaveValue('只有我说过的话')
  await page.getByRole('button', { name: zh.speakStop }).click()
  await expect(page.getByRole('button', { name: zh.speakStart })).toBeVisible()
  // Neither the words nor the time that they took go with the page; somebody may join while it runs.
  await expect(page.locator('#answer-state')).toHaveText(zh.kept)
  await page.reload()
  await expect(page.locator('#answer')).toHaveValue('只有我说过的话')
  await expect(page.locator('#answer')).toBeFocused()
  await expect(page.getByText(zh.partner, { exact: true })).toBeVisible()
  await page.getByRole('button', { name: zh.handIn }).click()
  await expect(page.locator('#answer')).toHaveValue('')
  await act(page, idOf(page), { type: 'finish' })
  await page.goto(`${page.url()}?report`)
  await expect(page.locator('.reported .own-words').first()).toHaveText('只有我说过的话')
  await expect(page.locator('.reported .facts').first()).toContainText(/说话 0:0\d，思考 \d:\d\d/)

  await page.getByText(zh.share, { exact: true }).click()
  const made = async () => {
    await press(page, zh.linkMake.report)
    await expect(page.getByText(zh.linkMade)).toBeVisible()
    return page.getByLabel(zh.linkKinds.report).inputValue()
  }
  const plain = await made()
  await expectAccessible(page)
  const stranger = await browser.newContext()
  const theirs = await stranger.newPage()
  await theirs.goto(plain)
  await expect(theirs.getByRole('heading', { name: zh.report, exact: true })).toBeVisible()
  await expect(theirs.locator('.reported').first()).toBeVisible()
  await expect(theirs.getByText('只有我说过的话')).toHaveCount(0)
  await expect(theirs.getByRole('button', { name: zh.setMark })).toHaveCount(0)
  await expectAccessible(theirs)
  expect(await stranger.cookies()).toEqual([])
  expect(new URL(plain).hash.length).toBe(44)
  // The other language opens the same link.
  await theirs.locator('a.language').click()
  await expect(theirs).toHaveURL(plain.replace('/zh/', '/en/'))
  await expect(theirs.getByRole('heading', { name: messages.en.interviews.report, exact: true })).toBeVisible()
  await theirs.goto(plain)

  await page.getByRole('button', { name: zh.linkWithdraw }).click()
  await expect(page.getByText(zh.linkWithdrawn)).toBeVisible()
  await theirs.reload()
  await expect(theirs.getByText('这个链接打不开')).toBeVisible()
  await expectAccessible(theirs)
  await theirs.goto(`${server.url}/zh/shared`)
  await theirs.reload()
  await expect(theirs.getByText(zh.sharedNothing)).toBeVisible()

  await page.getByLabel(zh.linkWithAnswers).check()
  await theirs.goto(await made())
  await expect(theirs.locator('.reported .own-words').first()).toHaveText('只有我说过的话')
  shiftClock(8 * 24 * 60)
  await theirs.reload()
  await expect(theirs.getByText('这个链接已经过期')).toBeVisible()
  await stranger.close()
})

test('with a partner: one asks and marks in a second browser, the other answers in a third, both by link', async ({ page, browser }) => {
  const id = await make(page, 'explain', 'partner')
  await page.goto(`${server.url}/zh/interviews/${id}`)
  await page.getByText(zh.partner, { exact: true }).click()
  const linkFor = async (kind: 'interviewer' | 'candidate') => {
    await page.getByRole('button', { name: zh.linkMake[kind] }).click()
    await expect(page.getByLabel(zh.linkKinds[kind])).toBeVisible()
    return page.getByLabel(zh.linkKinds[kind]).inputValue()
  }
  const addresses = [await linkFor('interviewer'), await linkFor('candidate')] as const
  await expectAccessible(page)
  const [asker, answerer] = await Promise.all(addresses.map(async (address) => {
    const one = await (await browser.newContext()).newPage()
    await one.goto(address)
    return one
  })) as [Page, Page]
  await expect(asker.getByText(zh.interviewerStatus.ready)).toBeVisible()
  await press(answerer, zh.begin)
  const question = answerer.locator('.asked-question')
  await expect(question).toBeVisible()
  const first = asker.locator('.interviewer.current')
  await expect(first.locator('h2')).toBeVisible()
  const firstText = await first.locator('h2').innerText()
  await answerer.locator('#answer').fill('边写边被看到')
  await expect(first.locator('.said')).toHaveText('边写边被看到')
  await first.locator('.point-checks input').first().check()
  await press(asker, zh.interviewerMark)
  await expect(first.getByText(zh.savedMark)).toBeVisible()
  await press(asker, zh.interviewerHint)
  await expect(answerer.locator('.hints li')).toHaveCount(1)
  await expect(answerer.locator('#answer')).toHaveValue('边写边被看到')
  await expectAccessible(asker)
  await expectAccessible(answerer)
  await answerer.locator('#answer').press('Control+Enter')
  await expect(answerer.locator('#answer')).toHaveValue('')
  await expect(first.locator('h2')).not.toHaveText(firstText)
  await expect(asker.locator('.interviewer:not(.current) .said')).toHaveText('边写边被看到')
  // The one who asks decides what comes next.
  const second = await first.locator('h2').innerText()
  await press(asker, zh.interviewerNext)
  await expect(first.locator('h2')).not.toHaveText(second)
  await expect(question).toHaveText(await first.locator('h2').innerText())

  await press(answerer, zh.finish)
  await answerer.getByRole('dialog').getByRole('button', { name: zh.finishYes }).click()
  await expect(answerer.getByRole('heading', { name: zh.report, exact: true })).toBeVisible()
  await expect(answerer.locator('.reported .facts').first()).toContainText('搭档听到')
  await expect(asker.getByText(zh.interviewerStatus.finished)).toBeVisible()
  expect([await asker.context().cookies(), await answerer.context().cookies()]).toEqual([[], []])
  await asker.context().close()
  await answerer.context().close()
})

test('on the whiteboard a lab is worked on, and the same draw is compared with the time before', async ({ page }) => {
  const before = await make(page, 'whiteboard', 'the same')
  const { question: first } = await act(page, before, { type: 'start' })
  await act(page, before, { type: 'skip', question: first!.id })
  await act(page, before, { type: 'finish' })
  expect((await page.request.get(`${server.url}/api/v1/interviews/${before}/report`)).status()).toBe(200)

  const id = await make(page, 'whiteboard', 'the same')
  let { question } = await act(page, id, { type: 'start' })
  while (question!.kind !== 'exercise') ({ question } = await act(page, id, { type: 'skip', question: question!.id }))
  await page.goto(`${server.url}/zh/interviews/${id}`)
  const form = page.locator('.exercise form')
  await expect(form).toBeVisible()
  // The run as the lab draws it, and as lines; nothing has happened yet in some.
  const shown = page.locator('.exercise .run-shown').first()
  if (question!.exercise!.shown.split('---')[1]!.trim() !== '') {
    await expect(shown.getByRole('img')).toBeVisible()
    await shown.getByText(messages.zh.exercise.asLines).click()
    await expect(shown.locator('.trace-lines li').first()).toBeVisible()
  }
  if (question!.exercise!.form.kind === 'choice') await form.getByRole('radio').first().check()
  else for (const field of await form.locator('input').all()) await field.fill('1')
  await expectAccessible(page)
  await press(page, zh.handIn)
  await expect.poll(async () => (await viewOf(page)).question?.id).not.toBe(question!.id)
  await act(page, id, { type: 'finish' })
  await page.goto(`${page.url()}?report`)
  await expect(page.locator('.reported .exercise .verdict')).toBeVisible()
  await expect(page.locator('.reported .exercise .marks .run-shown').getByRole('img')).toBeVisible()
  const beside = page.locator('.side-by-side')
  await expect(beside.getByRole('heading', { name: zh.sameDraw })).toBeVisible()
  await expect(beside.getByRole('row')).not.toHaveCount(0)
  await expect(page.locator('.progress-charts svg').first()).toBeVisible()
  await expectAccessible(page)
  await page.goto(`${server.url}/zh/interviews`)
  await expect(page.locator('.progress-charts svg').first()).toBeVisible()
  await expectAccessible(page)
})
