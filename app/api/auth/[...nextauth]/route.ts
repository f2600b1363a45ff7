// Sign-in and sign-out by next-auth.
import NextAuth from 'next-auth'
import { authOptionsForRequest } from '#lib/server/web.ts'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

async function handler(request: Request, context: Context): Promise<Response> {
  const handle = NextAuth(await authOptionsForRequest()) as (request: Request, context: Context) => Promise<Response>
  return handle(request, context)
}

export { handler as GET, handler as POST }
