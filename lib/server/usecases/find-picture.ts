// `GET /notes/pictures/…`: a picture of a person's own notes. Nobody else's, and nothing that its bytes do not say it is.
import { pictureMime, pictureType } from '#lib/core/notes/picture-type.ts'
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'

/** `name`: hash and ending, as the cards name it. */
export async function findPicture({ store }: Pick<Server, 'store'>, userId: string | null, collection: string, name: string): Promise<Result<{ readonly bytes: Uint8Array; readonly type: string }>> {
  const bytes = userId === null ? null : await store.ownNotes.findPicture(userId, collection, name)
  const type = bytes === null ? null : pictureType(bytes)
  return bytes === null || type === null ? fail({ code: 'not-found' }) : ok({ bytes, type: pictureMime[type] })
}
