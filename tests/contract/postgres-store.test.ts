// The product's store on a Postgres of its own.
import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '#lib/server/store/database.ts'
import { postgresStore } from '#lib/server/store/postgres-store.ts'
import { openScratchDatabase } from '../server/scratch-database.ts'
import { annotationsContract } from './annotations-contract.ts'
import { contentContract } from './content-contract.ts'
import { interviewsContract } from './interviews-contract.ts'
import { ownNotesContract } from './own-notes-contract.ts'
import { logContract } from './log-contract.ts'
import { peopleContract } from './people-contract.ts'
import { queueContract } from './queue-contract.ts'

let database: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ database, close } = await openScratchDatabase())
}, 120_000)
afterAll(() => close())

const open = () => postgresStore(database)
const runs = process.env['PROTODECK_LONG'] === undefined ? 6 : 60
describe('log', () => logContract(open, runs))
describe('queue', () => queueContract(open, runs))
describe('content', () => contentContract(open))
describe('own notes', () => ownNotesContract(open))
describe('interviews', () => interviewsContract(open))
describe('annotations', () => annotationsContract(open))
describe('people', () => peopleContract(open))
