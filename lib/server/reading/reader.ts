// Reads what people bring, each file in a thread with bounds in time and memory: a file that is more than one can read costs
// its person a sentence, and others nothing. A thread that ended well is kept a little for the next file.
import { Worker } from 'node:worker_threads'
import type { WrittenIds } from '#lib/core/notes/export/write-ids.ts'
import { fail, type Result } from '#lib/core/problem.ts'
import { refuse, type BroughtNotes, type Unpacked } from '#lib/server/reading/read-brought.ts'
import type { ReaderWork } from '#lib/server/reading/reader-thread.ts'
import type { ZippedFile } from '#lib/server/reading/unzip.ts'

/** Of one file, once the thread is there. */
export const readerBounds = { ms: 5_000, megabytes: 256, atOnce: 2, keptMs: 30_000, startMs: 60_000 } as const

interface Thread {
  readonly worker: Worker
  readonly ready: Promise<boolean>
  timer: NodeJS.Timeout | null
}

export interface NotesReader {
  /** What a file holds. Problem `notes-too-slow`: it was given up. */
  unpack(file: ZippedFile): Promise<Result<Unpacked>>
  /** The cards of a file of notes. */
  read(file: ZippedFile): Promise<BroughtNotes>
  /** The file with ids, by the numbers of its cards. Problem `notes-too-slow`: it was given up. */
  writeIds(file: ZippedFile, ids: ReadonlyMap<number, string>): Promise<Result<WrittenIds>>
}

/** One a process: pages reach it through the server, because the renderer could not start its thread. */
export function createReader(): NotesReader {
  const idle: Thread[] = []
  let busy = 0
  const waiting: (() => void)[] = []

  /** Null: the thread died, or had to be ended. */
  const workApart = async (work: ReaderWork): Promise<unknown> => {
    while (busy >= readerBounds.atOnce) await new Promise<void>((resolve) => { waiting.push(resolve) })
    busy++
    const thread = idle.pop() ?? openThread()
    if (thread.timer !== null) clearTimeout(thread.timer)
    try {
      if (!(await thread.ready)) throw new Error('The thread that reads notes did not start.')
      const value = await askThread(thread.worker, work)
      if (value === null) void thread.worker.terminate()
      else keep(thread)
      return value
    } finally {
      busy--
      waiting.shift()?.()
    }
  }

  const keep = (thread: Thread): void => {
    thread.timer = setTimeout(() => {
      idle.splice(idle.indexOf(thread), 1)
      void thread.worker.terminate()
    }, readerBounds.keptMs).unref()
    idle.push(thread)
  }

  return {
    async unpack(file) {
      const value = await workApart({ what: 'unpack', file })
      return value === null ? fail({ code: 'notes-too-slow' }) : (value as Result<Unpacked>)
    },
    async read(file) {
      const value = await workApart({ what: 'read', file })
      return value === null ? { read: refuse({ code: 'notes-too-slow' }, file.name), histories: {}, media: [] } : (value as BroughtNotes)
    },
    async writeIds(file, ids) {
      const value = await workApart({ what: 'ids', file, ids })
      return value === null ? fail({ code: 'notes-too-slow' }) : (value as Result<WrittenIds>)
    },
  }
}

function askThread(worker: Worker, work: ReaderWork): Promise<unknown> {
  return new Promise((resolve) => {
    const end = (value: unknown) => {
      clearTimeout(timer)
      worker.off('message', end)
      worker.off('exit', died)
      worker.unref()
      resolve(value)
    }
    const died = () => { end(null) }
    const timer = setTimeout(died, readerBounds.ms)
    worker.ref()
    worker.on('message', end)
    worker.on('exit', died)
    worker.postMessage(work)
  })
}

function openThread(): Thread {
  const worker = new Worker(new URL('../labs/thread-entry.mjs', import.meta.url), {
    workerData: { module: new URL('./reader-thread.ts', import.meta.url).href },
    resourceLimits: { maxOldGenerationSizeMb: readerBounds.megabytes },
  })
  // Its death is told by `exit`; an error of its own must not end the process.
  worker.on('error', () => undefined)
  const ready = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => { resolve(false) }, readerBounds.startMs)
    const told = (well: boolean) => () => {
      clearTimeout(timer)
      resolve(well)
    }
    worker.once('message', told(true))
    worker.once('exit', told(false))
  })
  return { worker, ready, timer: null }
}
