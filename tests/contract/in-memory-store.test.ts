// The in-memory store, held to what Postgres is held to.
import { describe } from 'vitest'
import { inMemoryStore } from './in-memory-store.ts'
import { annotationsContract } from './annotations-contract.ts'
import { contentContract } from './content-contract.ts'
import { interviewsContract } from './interviews-contract.ts'
import { ownNotesContract } from './own-notes-contract.ts'
import { logContract } from './log-contract.ts'
import { peopleContract } from './people-contract.ts'
import { queueContract } from './queue-contract.ts'

describe('log', () => logContract(inMemoryStore, 60))
describe('queue', () => queueContract(inMemoryStore, 60))
describe('content', () => contentContract(inMemoryStore))
describe('own notes', () => ownNotesContract(inMemoryStore))
describe('interviews', () => interviewsContract(inMemoryStore))
describe('annotations', () => annotationsContract(inMemoryStore))
describe('people', () => peopleContract(inMemoryStore))
