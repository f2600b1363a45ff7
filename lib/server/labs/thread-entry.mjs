// The first file of a thread, whose module is named in `workerData`: JavaScript, because a thread of Node 20 reads no
// TypeScript before it has registered what can.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.module)
