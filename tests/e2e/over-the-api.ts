// What a test needs done before it looks at a page, done over the API as any program would.
import { expect, type APIRequestContext, type Page } from '@playwright/test'
import { v7 } from 'uuid'
import type { QueueAnswer } from '#lib/server/usecases/list-queue.ts'

export async function fetchQueue(request: APIRequestContext, limit = 20, lang = 'en'): Promise<QueueAnswer> {
  const answer = await request.get(`/api/v1/queue?limit=${limit}&lang=${lang}&timeZone=UTC`)
  expect(answer.status()).toBe(200)
  return (await answer.json()) as QueueAnswer
}

/** Good on each facet, by whoever the cookies say; nobody becomes a guest. */
export async function postReviews(request: APIRequestContext, origin: string, facets: readonly string[], grade = 3): Promise<void> {
  const reviews = facets.map((facet) => ({ id: v7(), facet, grade, answeredAt: new Date().toISOString(), elapsedMs: 4_000, timeZone: 'UTC' }))
  const answer = await request.post('/api/v1/reviews', { data: { sentAt: new Date().toISOString(), reviews }, headers: { origin } })
  const { results } = (await answer.json()) as { results: readonly { status: string }[] }
  expect(results.map(({ status }) => status)).toEqual(facets.map(() => 'recorded'))
}

/** By the form, in English. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/en/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
