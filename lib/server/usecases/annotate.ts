// One's own notes on passages of topic pages: read, written again under the same id, deleted. Nobody else's are reached.
import { fail, ok, type Result } from '#lib/core/problem.ts'
import type { Server } from '#lib/server/server.ts'
import { mostAnnotations, type Annotation, type KeptAnnotation } from '#lib/server/store/annotations.ts'

type Deps = Pick<Server, 'store'>

/** All of them, or those on one topic; whoever is nobody yet has none. */
export async function listAnnotations({ store }: Deps, person: string | null, topic: string | null): Promise<Result<{ annotations: readonly KeptAnnotation[] }>> {
  return ok({ annotations: person === null ? [] : await store.annotations.list(person, topic) })
}

/** Sending the same one twice keeps one; a changed note replaces the one before. */
export async function keepAnnotation({ store }: Deps, person: string, annotation: Annotation): Promise<Result<{ id: string }>> {
  return (await store.annotations.put(person, annotation)) ? ok({ id: annotation.id }) : fail({ code: 'too-many-annotations', params: { expected: mostAnnotations } })
}

export async function deleteAnnotation({ store }: Deps, person: string, id: string): Promise<Result<{ id: string }>> {
  await store.annotations.remove(person, id)
  return ok({ id })
}
