// Every address that no page claims: a 404 in the visitor's language.
import { notFound } from 'next/navigation'

export default function Unknown(): never {
  notFound()
}
