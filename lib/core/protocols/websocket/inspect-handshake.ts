// The lines of an opening handshake for the byte inspector: what each header field is there for. Whether it
// may stand, the checks of `server-handshake.ts` and `client-handshake.ts` say.
// Read first: RFC 6455 §4.1, §4.2; §11.3 (the fields).
import { LayerInspector, type InspectedLayer, type Meaning } from '#lib/core/protocols/inspect.ts'
import { readHead, startHead } from '#lib/core/protocols/websocket/http-head.ts'

interface Known {
  readonly clause: string
  readonly meaning: Meaning
}

const known: Readonly<Record<string, Known>> = {
  host: {
    clause: 'RFC 9110 §7.2',
    meaning: { en: 'Which of the server’s names is meant', zh: '指明访问的是服务器的哪个名字' },
  },
  upgrade: {
    clause: 'RFC 9110 §7.8',
    meaning: { en: 'The protocol to go on with', zh: '之后要改用的协议' },
  },
  connection: {
    clause: 'RFC 9110 §7.6.1',
    meaning: {
      en: 'Upgrade is for the next hop only: a proxy that does not know it drops both',
      zh: 'Upgrade 只对下一跳有效，不认识它的代理会把两者一并去掉',
    },
  },
  'sec-websocket-key': {
    clause: 'RFC 6455 §11.3.1',
    meaning: {
      en: '16 random bytes in base64; not a secret, it proves that the server reads WebSocket',
      zh: '16 个随机字节的 base64；不是秘密，用来证明服务器确实懂 WebSocket',
    },
  },
  'sec-websocket-accept': {
    clause: 'RFC 6455 §11.3.3',
    meaning: {
      en: 'base64 of the SHA-1 of key and GUID',
      zh: '密钥与 GUID 拼接后取 SHA-1，再作 base64',
    },
  },
  'sec-websocket-version': {
    clause: 'RFC 6455 §11.3.5',
    meaning: { en: 'The protocol’s version; 13 is the only one in use', zh: '协议版本，现在只有 13' },
  },
  'sec-websocket-protocol': {
    clause: 'RFC 6455 §11.3.4',
    meaning: {
      en: 'Subprotocols: the client lists, the server chooses at most one',
      zh: '子协议：客户端列出，服务器最多选一个',
    },
  },
  'sec-websocket-extensions': {
    clause: 'RFC 6455 §11.3.2',
    meaning: { en: 'Extensions: the client offers, the server accepts', zh: '扩展：客户端提议，服务器接受' },
  },
  origin: {
    clause: 'RFC 6455 §10.2',
    meaning: {
      en: 'The page that asks; browsers always say, others may lie',
      zh: '发起请求的页面来源；浏览器一定如实填写，其他程序可以伪造',
    },
  },
  cookie: {
    clause: 'RFC 6265 §4.2',
    meaning: {
      en: 'Sent across origins too: hence the check of Origin',
      zh: '跨源时也会发送，所以必须检查 Origin',
    },
  },
}

const other: Known = {
  clause: 'RFC 9110 §6.3',
  meaning: { en: 'Not part of the handshake', zh: '与握手无关' },
}

/** The header section that `bytes` begin with, a field for each line; null when it is not whole. */
export function inspectHandshake(bytes: Uint8Array): InspectedLayer | null {
  const got = readHead(startHead, bytes, null)
  if (got.kind !== 'head') return null
  const { head } = got
  const inspect = new LayerInspector(bytes, 0)
  const response = head.startLine.startsWith('HTTP/')
  inspect.add(
    response ? 'Status line' : 'Request line',
    0,
    head.startLine.length * 8,
    head.startLine,
    response ? 'RFC 9112 §4' : 'RFC 9112 §3',
    response
      ? { en: '101: from here on it is no longer HTTP', zh: '101：从此不再是 HTTP' }
      : {
          en: 'An ordinary GET, so that servers and proxies understand it',
          zh: '普通的 GET 请求，服务器与代理都能理解',
        },
  )
  for (const field of head.fields) {
    const { clause, meaning } = known[field.name.toLowerCase()] ?? other
    const hidden = field.name.toLowerCase() === 'cookie' ? '…' : field.value
    inspect.add(
      field.name,
      field.at * 8,
      (field.valueAt - field.at + field.value.length) * 8,
      hidden,
      clause,
      meaning,
    )
  }
  return { name: 'HTTP', offset: 0, length: head.length, fields: inspect.fields }
}
