// Who may run live, and how many at once: each run in a thread that can be killed, with bounds in time, memory,
// runs at once and runs a minute. A thread that ended well is kept a little for the next run.
import { Worker } from 'node:worker_threads'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { createLimiter } from '#lib/server/http/limiter.ts'
import { liveBounds } from '#lib/server/labs/dns/live-run.ts'
import type { LiveMessage, LiveWork } from '#lib/server/labs/dns/live-worker.ts'

export interface LiveRunBounds {
  /** In this process; the fifth is told to come again. */
  readonly atOnce: number
  /** For each person. */
  readonly aMinute: number
  /** After which the thread is killed, whatever it does: opening and replay take some, the run has its own bound. */
  readonly killAfterMs: number
}

export const liveRunBounds: LiveRunBounds = { atOnce: 4, aMinute: 30, killAfterMs: liveBounds.ms + 8000 }

const kept = { threads: 2, ms: 60_000 }

/** A run as it is told: `next` until `ended`; `stop` at any time, also before the first. */
export interface Told {
  readonly next: () => Promise<LiveMessage>
  readonly stop: () => void
}

export interface LiveRuns {
  /** A person has one at a time. */
  readonly start: (person: string, work: LiveWork) => Result<Told>
  readonly close: () => Promise<void>
}

export function createLiveRuns(clockMs: () => number, bounds: LiveRunBounds = liveRunBounds): LiveRuns {
  const limiter = createLimiter(bounds.aMinute, 60_000, clockMs)
  const running = new Map<string, Worker>()
  const idle: { worker: Worker; timer: NodeJS.Timeout }[] = []

  const take = (): Worker => {
    const waiting = idle.pop()
    if (waiting === undefined) return openThread()
    clearTimeout(waiting.timer)
    return waiting.worker
  }
  const keep = (worker: Worker): void => {
    if (idle.length >= kept.threads) {
      void worker.terminate()
      return
    }
    const timer = setTimeout(() => {
      idle.splice(idle.findIndex((one) => one.worker === worker), 1)
      void worker.terminate()
    }, kept.ms).unref()
    idle.push({ worker, timer })
  }

  const follow = (person: string, worker: Worker, work: LiveWork): Told => {
    const messages: LiveMessage[] = []
    let wake: (() => void) | null = null
    let open = true
    const put = (message: LiveMessage) => {
      messages.push(message)
      if (message.kind === 'ended') release(true)
      wake?.()
    }
    /** Gives the place free; a thread that did not end its run by itself is killed. */
    const release = (well: boolean) => {
      if (!open) return
      open = false
      clearTimeout(timer)
      worker.off('message', put)
      worker.off('exit', died)
      running.delete(person)
      if (well) keep(worker)
      else void worker.terminate()
    }
    const died = () => {
      release(false)
      messages.push({ kind: 'ended', problem: { code: 'lab-live-ended', params: { seconds: Math.round(bounds.killAfterMs / 1000) } }, digest: null })
      wake?.()
    }
    const timer = setTimeout(died, bounds.killAfterMs)
    worker.on('message', put)
    worker.on('exit', died)
    worker.postMessage(work)
    return {
      async next() {
        while (messages.length === 0) await new Promise<void>((resolve) => { wake = resolve })
        return messages.shift()!
      },
      stop: () => { release(false) },
    }
  }

  return {
    start(person, work) {
      if (running.has(person) || running.size >= bounds.atOnce) return fail({ code: 'lab-live-busy', params: { limit: bounds.atOnce } })
      if (!limiter.take(person)) return fail({ code: 'too-many-requests', params: { seconds: limiter.retryAfterSeconds(person) } })
      const worker = take()
      running.set(person, worker)
      return ok(follow(person, worker, work))
    },
    async close() {
      for (const { timer } of idle) clearTimeout(timer)
      await Promise.all([...running.values(), ...idle.map(({ worker }) => worker)].map((worker) => worker.terminate()))
    },
  }
}

function openThread(): Worker {
  const worker = new Worker(new URL('../thread-entry.mjs', import.meta.url), {
    workerData: { module: new URL('./live-worker.ts', import.meta.url).href },
    resourceLimits: { maxOldGenerationSizeMb: 192 },
  })
  worker.unref()
  // Its death is told by `exit`; an error of its own must not end the process.
  worker.on('error', () => undefined)
  return worker
}
