// The thread in which files of strangers are read: whoever asks may end it at any moment. One piece of work at a time.
import { parentPort } from 'node:worker_threads'
import { readBrought, unpackBrought } from '#lib/server/reading/read-brought.ts'
import type { ZippedFile } from '#lib/server/reading/unzip.ts'

export interface ReaderWork {
  readonly what: 'unpack' | 'read'
  readonly file: ZippedFile
}

parentPort?.on('message', ({ what, file }: ReaderWork) => {
  // What throws here (memory, a bug) is told as the thread's death, like everything that goes wrong in it.
  void (what === 'unpack' ? unpackBrought(file) : readBrought(file)).then((value) => { parentPort?.postMessage(value) })
})
parentPort?.postMessage('ready')
