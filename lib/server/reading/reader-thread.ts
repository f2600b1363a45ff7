// The thread in which files of strangers are read: whoever asks may end it at any moment. One piece of work at a time.
import { parentPort } from 'node:worker_threads'
import { writeIds } from '#lib/core/notes/export/write-ids.ts'
import { readBrought, unpackBrought } from '#lib/server/reading/read-brought.ts'
import type { ZippedFile } from '#lib/server/reading/unzip.ts'

export interface ReaderWork {
  readonly what: 'unpack' | 'read' | 'ids'
  readonly file: ZippedFile
  /** For `ids`: by the number of a card. */
  readonly ids?: ReadonlyMap<number, string>
}

parentPort?.on('message', ({ what, file, ids }: ReaderWork) => {
  // What throws here (memory, a bug) is told as the thread's death, like everything that goes wrong in it.
  const work = what === 'unpack' ? unpackBrought(file) : what === 'read' ? readBrought(file) : Promise.resolve(file).then(({ name, bytes }) => writeIds(bytes, { file: name, ids: ids ?? new Map() }))
  void work.then((value) => { parentPort?.postMessage(value) })
})
parentPort?.postMessage('ready')
