// Annotations and reports in maps, for the store of the tests of use cases. Nobody shares an object with it.
import { mostAnnotations, type AnnotationStore, type KeptAnnotation } from '#lib/server/store/annotations.ts'
import { mostReports, type KeptReport, type ReportStore } from '#lib/server/store/reports.ts'

/** `rowsOf` makes the rows of a person who has none yet. */
export function inMemoryAnnotations(rowsOf: (userId: string) => Map<string, KeptAnnotation>, clockMs: () => number): AnnotationStore {
  return {
    list: (userId, topic) =>
      Promise.resolve(
        structuredClone([...rowsOf(userId).values()].filter((row) => topic === null || row.topic === topic).sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1))),
      ),
    put(userId, annotation) {
      const rows = rowsOf(userId)
      const known = rows.get(annotation.id)
      if (known === undefined && rows.size >= mostAnnotations) return Promise.resolve(false)
      const { quote, note } = annotation
      rows.set(annotation.id, structuredClone({ ...(known ?? { ...annotation, createdAtMs: clockMs() }), quote, note, updatedAtMs: clockMs() }))
      return Promise.resolve(true)
    },
    remove(userId, id) {
      rowsOf(userId).delete(id)
      return Promise.resolve()
    },
  }
}

export function inMemoryReports(clockMs: () => number): ReportStore {
  const rows = new Map<string, KeptReport>()
  return {
    add(report) {
      if (!rows.has(report.id) && rows.size >= mostReports) return Promise.resolve(false)
      if (!rows.has(report.id)) rows.set(report.id, structuredClone({ ...report, createdAtMs: clockMs() }))
      return Promise.resolve(true)
    },
    list: () => Promise.resolve(structuredClone([...rows.values()])),
  }
}
