// Which picture a protocol's runs have, and how its traces are read as facts. Neither comes before somebody looks at a
// run; what has come once is there at once the next time.
import { useEffect, useState, type ComponentType } from 'react'
import type { FactReader } from '#lib/core/protocols/trace-facts.ts'
import type { RunPictureProps } from './run-picture.ts'

export interface ProtocolPicture {
  readonly Picture: ComponentType<RunPictureProps>
  readonly reader: FactReader
}

const loaders: Readonly<Record<string, () => Promise<ProtocolPicture>>> = {
  tcp: async () => {
    const [{ TcpPicture }, { tcpFacts }] = await Promise.all([import('./tcp-picture.tsx'), import('#lib/core/protocols/tcp/trace-facts.ts')])
    return { Picture: TcpPicture, reader: tcpFacts }
  },
  dns: async () => {
    const [{ DnsPicture }, { dnsFacts }] = await Promise.all([import('./dns-picture.tsx'), import('#lib/core/protocols/dns/trace-facts.ts')])
    return { Picture: DnsPicture, reader: dnsFacts }
  },
  websocket: async () => {
    const [{ WebSocketPicture }, { websocketFacts }] = await Promise.all([
      import('./websocket-picture.tsx'), import('#lib/core/protocols/websocket/trace-facts.ts'),
    ])
    return { Picture: WebSocketPicture, reader: websocketFacts }
  },
}

const loaded = new Map<string, ProtocolPicture>()

/** Null for a protocol without a picture, and where it cannot be had, as without network. */
export async function loadPicture(protocol: string): Promise<ProtocolPicture | null> {
  const picture = loaded.get(protocol) ?? (await loaders[protocol]?.().catch(() => null)) ?? null
  if (picture !== null) loaded.set(protocol, picture)
  return picture
}

/** Undefined while it is being loaded; null where it cannot be had. */
export function usePicture(protocol: string): ProtocolPicture | null | undefined {
  const [picture, setPicture] = useState(() => loaded.get(protocol))
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let wanted = true
    void loadPicture(protocol).then((found) => {
      if (!wanted) return
      setPicture(found ?? undefined)
      setFailed(found === null)
    })
    return () => { wanted = false }
  }, [protocol])
  return failed ? null : picture
}
