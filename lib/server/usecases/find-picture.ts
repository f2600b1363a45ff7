// `GET /notes/pictures/…`: a picture of a person's own notes, or of notes that are being looked over. Nobody else's, and
// nothing that its bytes do not say it is.
import { isPictureName, pictureMime, pictureType } from '#lib/core/notes/picture-type.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import { isPackageName } from '#lib/server/anki/read-package.ts'
import type { Server } from '#lib/server/server.ts'
import type { OwnFile } from '#lib/server/store/own-notes.ts'
import { toPicture } from '#lib/server/usecases/restore-notes.ts'

type Shown = Result<{ readonly bytes: Uint8Array; readonly type: string }>

/** `home`: a collection's id, or a draft's. `name`: hash and ending, as the cards name it. */
export async function findPicture({ store, reader }: Pick<Server, 'store' | 'reader'>, userId: string | null, home: string, name: string): Promise<Shown> {
  if (userId === null) return fail({ code: 'not-found' })
  const bytes = uuid.test(home) ? await findInDraft({ store, reader }, userId, home, name) : await store.ownNotes.findPicture(userId, home, name)
  const type = bytes === null ? null : pictureType(bytes)
  return bytes === null || type === null ? fail({ code: 'not-found' }) : ok({ bytes, type: pictureMime[type] })
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Among the files that came, else among those inside of a package. */
async function findInDraft({ store, reader }: Pick<Server, 'store' | 'reader'>, userId: string, id: string, name: string): Promise<Uint8Array | null> {
  const draft = await store.ownNotes.findDraft(userId, id)
  const files = draft?.files ?? []
  const named = (all: readonly OwnFile[]) => all.map(({ name: path, bytes }) => toPicture(path, bytes)).find((made) => made?.name === name)?.bytes ?? null
  const found = named(files.filter((file) => isPictureName(file.name)))
  if (found !== null) return found
  for (const file of files.filter((each) => isPackageName(each.name))) {
    const inside = named((await reader.read(file)).media)
    if (inside !== null) return inside
  }
  return null
}
