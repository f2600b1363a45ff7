// Every page in every state that a person can meet, in both languages, on a phone and on a desk, light and dark:
// screenshots in test-results/pages/, and no fault of layout, language or accessibility.
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, type Page } from '@playwright/test'
import { v7 } from 'uuid'
import { langs, type CardKind, type Lang } from '#lib/core/notes/card.ts'
import type { InterviewView } from '#lib/server/usecases/view-interview.ts'
import type { QueueAnswer, QueueCard } from '#lib/server/usecases/list-queue.ts'
import { messages } from '../../app/_ui/i18n/messages.ts'
import { findViolations } from './accessibility.ts'
import { untilAlive } from './alive.ts'
import { fetchQueue } from './over-the-api.ts'
import { findFaults } from './page-faults.ts'

const url = process.env['PROTODECK_URL']!
test.use({ baseURL: url, serviceWorkers: 'block' })
test.setTimeout(300_000)

const widths = [390, 1280] as const
const themes = ['light', 'dark'] as const
/** Between them every kind of card and block; seen in both widths and themes. */
const thoroughTopics = ['tcp-connection', 'websocket-protocol']
const allTopics = readdirSync(fileURLToPath(new URL('../../content/topics', import.meta.url)))
  .filter((name) => name.endsWith('.en.md'))
  .map((name) => name.replace('.en.md', ''))
  .sort()
/** Topics share a layout: each language looks at every fourth, `npm run test:long` at all in both. */
const topicParts = (lang: Lang) => {
  const mine = allTopics.filter((topic, at) => process.env['PROTODECK_LONG'] !== undefined || thoroughTopics.includes(topic) || at % 4 === (lang === 'zh' ? 0 : 2))
  return [0, 1, 2].map((part) => mine.filter((_, at) => at % 3 === part))
}

for (const lang of langs) {
  test(`pages of a visitor, ${lang}`, async ({ page }) => {
    const look = lookOf(page, lang)
    await page.goto(`/${lang}`)
    await look('welcome')
    await page.goto(`/${lang}/topics`)
    await look('topics')
    await page.goto(`/${lang}/topics/tcp-connection?cover`)
    await expect(page.locator('.recall-bar')).toBeVisible()
    await look('covered')
    await page.locator('.uncover').first().click()
    await expect(page.locator('.grades')).toBeVisible()
    await page.locator('.grades').scrollIntoViewIfNeeded()
    await look('uncovered')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await look('covered-keys')
    await page.goto(`/${lang}/topics?due`)
    await expect(page.getByText(messages[lang].topicMap.none)).toBeVisible()
    await look('topics-none')
    await page.keyboard.press('/')
    await expect(page.getByRole('combobox')).toBeFocused()
    await look('search-dialog')
    await page.getByRole('combobox').fill('TIME-WAIT')
    await expect(page.getByRole('option').first()).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await look('search-dialog-found')
    await page.getByRole('combobox').fill('qqxzzyq')
    await expect(page.getByRole('option')).toHaveCount(0)
    await look('search-dialog-none')
    await page.goto(`/${lang}/search`)
    await look('search')
    await page.goto(`/${lang}/search?q=TIME-WAIT`)
    await look('search-found')
    await page.goto(`/${lang}/search?q=qqxzzyq`)
    await look('search-none')
    await page.goto(`/${lang}/annotations`)
    await look('annotations-none')
    await page.goto(`/${lang}/notes`)
    await look('notes')
    await page.goto(`/${lang}/offline`)
    await look('offline')
    for (const [name, path] of [['404', 'no-such-page'], ['404-topic', 'topics/no-such-topic']] as const) {
      expect((await page.goto(`/${lang}/${path}`))?.status()).toBe(404)
      await expect(page.getByRole('heading', { name: messages[lang].notFound.title })).toBeVisible()
      await look(name)
    }
  })

  test(`the labs, ${lang}`, async ({ page }) => {
    const look = lookOf(page, lang)
    await page.goto(`/${lang}/labs`)
    await look('labs')
    await page.goto(`/${lang}/labs/tcp#scenario=third-ack-lost`)
    await untilAlive(page)
    await page.keyboard.press('End')
    await look('lab-tcp')
    await page.goto(`/${lang}/labs/tcp#r=tampered`)
    await look('lab-tcp-tampered')
    await page.goto(`/${lang}/labs/dns#scenario=lame`)
    await untilAlive(page)
    await page.keyboard.press('End')
    await look('lab-dns')
    await page.goto(`/${lang}/labs/dns#r=tampered`)
    await look('lab-dns-tampered')
    await page.goto(`/${lang}/labs/websocket`)
    await look('lab-websocket')
    await page.locator('section[aria-labelledby="connect"] .button').first().click()
    await expect(page.locator('[data-end="client"]')).toHaveText('OPEN')
    await page.locator('section[aria-labelledby="browser"] .button').first().click()
    await expect(page.locator('.endpoint-sees .bit-fields')).toBeVisible()
    await look('lab-websocket-connected')
    await page.getByRole('radio').nth(1).check()
    await look('lab-websocket-raw')
    await page.goto(`/${lang}/labs/websocket#scenario=ping-between-fragments&step=14`)
    await page.reload()
    await expect(page.locator('.controls')).toBeVisible()
    await look('lab-websocket-scenario')
  })

  for (const [part, topics] of topicParts(lang).entries())
    test(`topics, part ${part + 1} of 3, ${lang}`, async ({ page }) => {
      const look = lookOf(page, lang)
      for (const topic of topics) {
        await page.goto(`/${lang}/topics/${topic}`)
        await look(`topic-${topic}`)
      }
    })

  test(`pages of a person, ${lang}`, async ({ page, request }) => {
    const look = lookOf(page, lang)
    const t = messages[lang]
    const email = `pages-${randomUUID()}@example.org`
    const password = 'a sentence is good'
    await request.post('/api/v1/account', { data: { email, password }, headers: { origin: url } })

    await page.goto(`/${lang}/sign-in`)
    await look('sign-in')
    const submit = async (address: string, secret: string) => {
      await page.getByLabel(t.signIn.email).fill(address)
      await page.getByLabel(t.signIn.password).fill(secret)
      await page.locator('form .button').click()
    }
    await submit(email, 'not the right one')
    await expect(page.getByText(t.signIn.failed)).toBeVisible()
    await look('sign-in-failed')

    await makeHistory(page, lang)
    await page.goto(`/${lang}`)
    await expect(page.locator('.chart svg')).toBeVisible()
    await page.locator('.chart summary').click()
    await look('today')

    await page.goto(`/${lang}/topics`)
    await expect(page.locator('.start')).toContainText(messages[lang].topicMap.goOn)
    await look('topics-begun')
    await page.locator('.start a').click()
    await expect(page.locator('.memory.known, .memory.due, .memory.learning').first()).toBeVisible()
    await look('begun')

    await makeNotes(page, lang)
    await page.goto(`/${lang}/annotations`)
    await look('annotations')
    await page.goto(`/${lang}/topics/tcp-connection`)
    await expect(page.locator('.annotations .lost')).toBeVisible()
    await page.locator('.annotations').scrollIntoViewIfNeeded()
    await look('topic-tcp-connection-annotated')
    await page.locator('.annotations').getByRole('button', { name: t.annotations.edit }).first().click()
    await look('annotations-edit')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: t.report.open }).first().click()
    await expect(page.getByRole('dialog', { name: t.report.title })).toBeVisible()
    await look('report')

    await page.goto(`/${lang}/settings`)
    await look('settings')
    await page.getByLabel(t.settings.allTopics).uncheck()
    await page.getByRole('button', { name: t.settings.save }).click()
    await expect(page.getByText(t.settings.saved)).toBeVisible()
    await look('settings-saved')

    await page.goto(`/${lang}/sign-in?new`)
    await look('sign-up')
    await submit(email, password)
    await expect(page.locator('.alert')).toBeVisible()
    await look('sign-up-failed')

    await page.goto(`/${lang}/sign-in`)
    await submit(email, password)
    await expect(page.getByRole('button', { name: t.signIn.mergeYes })).toBeEnabled()
    await look('merge')
    await page.getByRole('button', { name: t.signIn.mergeYes }).click()
    await page.waitForURL(`**/${lang}`)
    await look('today-signed-in')
    await page.goto(`/${lang}/settings`)
    await look('settings-signed-in')
  })

  test(`the review in each state, ${lang}`, async ({ page, context }) => {
    const look = lookOf(page, lang)
    const t = messages[lang].review
    await context.request.put('/api/v1/settings', { data: { newPerDay: 500 }, headers: { origin: url } })
    const whole = await fetchQueue(context.request, 200, lang)
    let shown: readonly QueueCard[] = []
    await page.route('**/api/v1/queue?*', (route) => route.fulfill({ json: { ...whole, cards: shown } satisfies QueueAnswer }))
    const open = async (...cards: readonly QueueCard[]) => {
      shown = cards
      await page.goto(`/${lang}/review`)
      await expect(page.locator('.card, .end')).toBeVisible()
    }
    const reveal = async () => {
      await page.locator('.card .actions .button').click()
      await expect(page.locator('section.answer')).toBeVisible()
    }

    const [explain, choice, cloze, order, typed] = (['explain', 'choice', 'cloze', 'order', 'typed'] as const).map((kind) => hardest(whole, kind)) as [QueueCard, QueueCard, QueueCard, QueueCard, QueueCard]
    await open(explain)
    await look('review-explain')
    await reveal()
    await look('review-explain-answered')

    await open(choice)
    await look('review-choice')
    await page.locator('.option label').first().click()
    await reveal()
    await look('review-choice-answered')

    await open(cloze)
    await look('review-cloze')
    await page.locator('#gap-0').fill('abc')
    await reveal()
    await look('review-cloze-answered')

    await open(order)
    await look('review-order')
    await reveal()
    await look('review-order-answered')

    await open(typed)
    await look('review-typed')
    await page.locator('#typed').fill(typed.typed!.accepted[0]!)
    await reveal()
    await expect(page.locator('.verdict.right')).toBeVisible()
    await look('review-typed-answered')

    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: t.keys })).toBeVisible()
    await look('review-keys')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.press('u')
    await expect(page.getByRole('dialog')).toContainText(t.nothingToUndo)
    await look('review-undo-nothing')
    await page.keyboard.press('Escape')

    // Again: the card comes back in a minute.
    await page.keyboard.press('1')
    await expect(page.getByRole('heading', { name: t.pauseTitle })).toBeVisible()
    await look('review-pause')
    await page.keyboard.press('u')
    await expect(page.getByRole('dialog').locator('.undo-what')).toContainText(typed.question.text.slice(0, 12))
    await look('review-undo')
    await page.keyboard.press('Escape')

    await open(explain)
    await reveal()
    await page.keyboard.press('4')
    await expect(page.getByRole('heading', { name: t.endTitle })).toBeVisible()
    await look('review-end')
    await open()
    await expect(page.getByRole('heading', { name: t.emptyTitle })).toBeVisible()
    await look('review-empty')

    await context.setOffline(true)
    await expect(page.getByText(messages[lang].nav.offline)).toBeVisible()
    await look('review-offline')
    await context.setOffline(false)

    await context.clearCookies()
    await page.evaluate(() => { localStorage.clear() })
    await page.evaluate(async () => {
      for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!)
    })
    await page.route('**/api/v1/**', (route) => route.abort())
    await page.goto(`/${lang}/review`)
    await expect(page.getByText(t.nothingKept)).toBeVisible()
    await look('review-nothing-kept')
  })
}

for (const lang of langs) {
  test(`an interview in each state, ${lang}`, async ({ page }) => {
    const look = lookOf(page, lang)
    const t = messages[lang].interviews
    const api = `/api/v1/interviews`
    const make = async (mode: string, more: object = {}) => {
      const id = v7()
      const data = { id, minutes: 10, level: 1, scope: { kind: 'all' }, lang, mode, seed: 'the pages', personal: false, ...more }
      expect((await page.request.post(api, { data, headers: { origin: url } })).status()).toBe(200)
      return id
    }
    const act = async (id: string, event: object) => {
      const answer = await page.request.post(`${api}/${id}/events`, { data: { id: v7(), deviceId: 'pages', event }, headers: { origin: url } })
      expect(answer.status()).toBe(200)
      return (await answer.json()) as InterviewView
    }

    await page.goto(`/${lang}/interviews`)
    await look('interviews-none')
    await page.getByRole('radio', { name: t.scopes.topics }).check()
    await page.getByText(t.more, { exact: true }).click()
    await page.getByRole('button', { name: t.make }).click()
    await expect(page.getByText(t.noTopic)).toBeVisible()
    await look('interviews-set-up')

    const id = await make('explain', { mayPause: true })
    await page.goto(`/${lang}/interviews/${id}`)
    await look('interview-ready')
    await page.getByRole('button', { name: t.begin }).click()
    await expect(page.locator('#answer')).toBeVisible()
    await page.getByRole('button', { name: t.hint }).click()
    await expect(page.locator('.hints li')).toHaveCount(1)
    await page.locator('#answer').fill('SYN, SYN-ACK, ACK: each side numbers its own bytes, and the other has to confirm where they begin. 三次握手')
    await expect(page.locator('#answer-state')).toHaveText(t.kept)
    await look('interview-question')
    await page.getByRole('button', { name: t.pause }).click()
    await expect(page.getByRole('heading', { name: t.paused })).toBeVisible()
    await look('interview-paused')
    await page.getByRole('button', { name: t.resume }).click()
    await page.getByRole('button', { name: t.handIn }).click()
    await expect(page.locator('#answer')).toHaveValue('')
    await look('interview-next')
    await page.getByRole('button', { name: t.finish }).click()
    await expect(page.getByRole('dialog', { name: t.finishTitle })).toBeVisible()
    await look('interview-finish')
    await page.getByRole('button', { name: t.finishYes }).click()
    await expect(page.getByRole('heading', { name: t.selfTitle })).toBeVisible()
    await look('interview-self-marking')
    await page.getByText(t.selfSkip).click()
    await expect(page.getByRole('heading', { name: t.report, exact: true })).toBeVisible()
    for (const summary of await page.locator('.page summary').all()) await summary.click()
    await look('interview-report')
    await page.locator('.panel .actions .button').click()
    await expect(page.getByRole('button', { name: t.undo })).toBeVisible()
    await look('interview-applied')
    await page.getByRole('button', { name: t.linkMake.report }).click()
    const address = await page.getByLabel(t.linkKinds.report).inputValue()
    await look('interview-share')
    await page.goto(address)
    await expect(page.locator('.reported').first()).toBeVisible()
    await look('shared-report')
    await page.goto(`/${lang}/shared#x`)
    await page.reload()
    await expect(page.locator('.notice[role=status]')).toBeVisible()
    await look('shared-refused')
    const other = await make('whiteboard')
    await page.goto(`/${lang}/interviews/${other}`)
    await page.getByText(t.partner, { exact: true }).click()
    await page.getByRole('button', { name: t.linkMake.interviewer }).click()
    const asks = await page.getByLabel(t.linkKinds.interviewer).inputValue()
    await look('interview-partner')
    const { question } = await act(other, { type: 'start' })
    await act(other, { type: 'skip', question: question!.id })
    await page.goto(asks)
    await expect(page.locator('.interviewer.current')).toBeVisible()
    for (const summary of await page.locator('.interviewer summary').all()) await summary.click()
    await look('interviewer')
    await act(other, { type: 'finish' })
    await page.goto(`/${lang}/interviews/${other}?report`)
    await look('interview-compared')
    await page.goto(`/${lang}/interviews`)
    await look('interviews')

    // What there is to choose and to put in order, wherever the draw has put them.
    const quick = await make('quick-fire')
    let view = await act(quick, { type: 'start' })
    const seen = new Set<string>()
    while (view.question !== null && seen.size < 3) {
      const { kind } = view.question
      if (!seen.has(kind)) {
        await page.goto(`/${lang}/interviews/${quick}`)
        await expect(page.locator('.asked')).toBeVisible()
        await look(`interview-${kind}`)
      }
      seen.add(kind)
      view = await act(quick, { type: 'skip', question: view.question.id })
    }
    expect(seen.size).toBeGreaterThan(0)

    const late = await make('explain')
    const running = await act(late, { type: 'start' })
    const over: InterviewView = { ...running, status: 'over', question: null, lateQuestions: [running.question!], seq: running.seq + 1 }
    await page.route(`**${api}/${late}`, (route) => route.fulfill({ json: over }))
    await page.goto(`/${lang}/interviews/${late}`)
    await expect(page.getByRole('heading', { name: t.over, exact: true })).toBeVisible()
    await look('interview-over')
    await page.context().setOffline(true)
    await page.locator('#answer').fill('offline')
    await expect(page.locator('.notice.offline')).toBeVisible()
    await look('interview-offline')
    await page.context().setOffline(false)
  })
}

/** Takes a picture of what stands on the screen now, and fails on what is wrong with it. */
function lookOf(page: Page, lang: Lang) {
  let looks = 0
  return async (name: string) => {
    looks++
    await expect(page.locator('.when-alive:disabled')).toHaveCount(0)
    // What is laid out only when it comes near the window is looked at too.
    await page.evaluate(() => {
      const whole = new CSSStyleSheet()
      whole.replaceSync('* { content-visibility: visible !important }')
      document.adoptedStyleSheets = [whole]
    })
    const found: string[] = []
    // A topic is as long as a book's chapter, and all are laid out alike: of most one picture is enough.
    const isLong = name.startsWith('topic-')
    const isWhole = process.env['PROTODECK_LONG'] !== undefined
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 800 })
      // Layout is looked at in both widths; picture and axe in one of them, the other language takes the other, and
      // the themes take turns.
      const isTurn = (width === 390) === ((looks % 2 === 0) === (lang === 'zh'))
      for (const theme of isWhole ? themes : [themes[looks % 2]!]) {
        if (isLong && !isWhole && !thoroughTopics.includes(name.slice('topic-'.length)) && width === 1280) continue
        const at = `${name}-${lang}-${width}-${theme}`
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
        found.push(...(await findFaults(page)).map((fault) => `${at}: ${fault}`))
        if (!isTurn && !isWhole && !isLong) continue
        found.push(...(await findViolations(page)).map((fault) => `${at}: ${fault}`))
        // Of a chapter the first screen is enough to look at.
        await page.screenshot({ path: join('test-results', 'pages', `${at}.png`), fullPage: !isLong, animations: 'disabled' })
      }
    }
    expect.soft(found.join('\n')).toBe('')
  }
}

/** Of the cards of a kind the one with most to lay out: tables, code, many words. */
function hardest({ cards }: QueueAnswer, kind: CardKind): QueueCard {
  const weight = ({ question, answer }: QueueCard) => question.html.length + answer.html.length + 2_000 * (answer.html.match(/<(table|pre)/g) ?? []).length
  const found = cards.filter((card) => card.kind === kind).sort((a, b) => weight(b) - weight(a))[0]
  if (found === undefined) throw new Error(`no card of the kind ${kind} in the content`)
  return found
}

/** Reviews on several of the last 30 days. */
async function makeHistory(page: Page, lang: Lang): Promise<void> {
  const { request } = page.context()
  const { cards } = await fetchQueue(request, 10, lang)
  const reviews = [1, 1, 1, 2, 4, 4, 9, 9, 9, 20].map((daysAgo, i) => ({
    ...{ id: v7(), facet: cards[i]!.facet, grade: (i % 4) + 1, elapsedMs: 8_000, timeZone: 'UTC' },
    answeredAt: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
  }))
  const answer = await request.post('/api/v1/reviews', { data: { reviews }, headers: { origin: url } })
  expect(answer.status()).toBe(200)
}

/** Two notes on passages, of which one can be placed. */
async function makeNotes(page: Page, lang: Lang): Promise<void> {
  const quotes = [{ exact: 'SYN', prefix: '', suffix: '', start: 0 }, { exact: 'a sentence that this page has never held', prefix: '', suffix: '', start: 9 }]
  for (const quote of quotes) {
    const data = { id: v7(), topic: 'tcp-connection', card: 'tcp-3whs-why', lang, quote, note: 'Remember this. 记住这一点。\nhttps://example.org/a-long-address-without-any-place-to-break-it-in-two-parts-at-all' }
    expect((await page.context().request.put('/api/v1/annotations', { data, headers: { origin: url } })).status()).toBe(200)
  }
}
