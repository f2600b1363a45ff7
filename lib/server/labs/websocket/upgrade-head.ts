// The header section of a request that node:http has read, as bytes again for the endpoint machine to judge. Names,
// their case, values and order are kept; white space around values is not. Secrets are blotted out before anything
// looks: cookies are nobody's business on this path.
import type { IncomingMessage } from 'node:http'

const secret = new Set(['cookie', 'authorization', 'proxy-authorization'])

/** As long as what came, for the bound on header bytes. */
export function headBytes({ method, url, httpVersion, rawHeaders }: IncomingMessage): Uint8Array {
  let head = `${method ?? ''} ${url ?? ''} HTTP/${httpVersion}\r\n`
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]]
    head += `${name}: ${secret.has(name.toLowerCase()) ? '*'.repeat(value.length) : value}\r\n`
  }
  return new Uint8Array(Buffer.from(`${head}\r\n`, 'latin1'))
}
