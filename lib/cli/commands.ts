// The only list of commands; the README's table is generated from it.
import type { Command } from '#lib/cli/command.ts'
import { answersMark } from '#lib/cli/answers-mark.ts'
import { conform } from '#lib/cli/conform.ts'
import { doctor } from '#lib/cli/doctor.ts'
import { labDns } from '#lib/cli/lab-dns.ts'
import { labWebSocket } from '#lib/cli/lab-websocket.ts'
import { memoryReplay } from '#lib/cli/memory-replay.ts'
import { notesCheck } from '#lib/cli/notes-check.ts'
import { notesCite } from '#lib/cli/notes-cite.ts'
import { notesImport } from '#lib/cli/notes-import.ts'
import { notesParse } from '#lib/cli/notes-parse.ts'
import { reportsExport } from '#lib/cli/reports-export.ts'
import { tokenCreate } from '#lib/cli/token-create.ts'
import { traceTun } from '#lib/cli/trace-tun.ts'
import { trace } from '#lib/cli/trace.ts'
import { userCreate } from '#lib/cli/user-create.ts'

export const commands: readonly Command[] = [notesCheck, notesCite, notesParse, notesImport, userCreate, tokenCreate, memoryReplay, conform, answersMark, traceTun, trace, labDns, labWebSocket, reportsExport, doctor]
