// The fields of WebSocket frames for the byte inspector, bit by bit. Lenient: it shows what is there, right
// or wrong; `checkHeader` says what is wrong.
// Read first: RFC 6455 §5.2 (the figure), §5.5.1 (the body of a Close frame).
import { LayerInspector, type InspectedLayer, type Meaning } from '#lib/core/protocols/inspect.ts'
import { describeCloseCode } from '#lib/core/protocols/websocket/close-code.ts'
import { CLOSE, frameName, isControl, TEXT, type FrameHeader } from '#lib/core/protocols/websocket/frame.ts'
import { printText } from '#lib/core/protocols/websocket/frame-text.ts'
import { decodeHeader, unmask } from '#lib/core/protocols/websocket/wire.ts'
import { hexFromBytes } from '#lib/core/protocols/wire/octets.ts'

const CLAUSE = 'RFC 6455 §5.2'

const same = (text: string): Meaning => ({ en: text, zh: text })

const opcodeMeanings: Readonly<Record<number, Meaning>> = {
  0x0: { en: 'Continuation of the message that is open', zh: '延续尚未结束的消息' },
  0x1: { en: 'Text: the whole message is UTF-8', zh: '文本：整条消息是 UTF-8' },
  0x2: { en: 'Binary: the application knows what it means', zh: '二进制：含义由应用决定' },
  0x8: { en: 'Close: no data follows', zh: '关闭：此后不再有数据' },
  0x9: { en: 'Ping: to be answered with the same payload', zh: 'Ping：须以相同载荷回应' },
  0xa: { en: 'Pong: the answer to a Ping, or a sign of life', zh: 'Pong：对 Ping 的回应，或单方面的心跳' },
}

/** The frame that begins at `offset`, as far as the bytes go; null when not even its header is whole. */
export function inspectFrame(bytes: Uint8Array, offset = 0): InspectedLayer | null {
  const header = decodeHeader(bytes, offset, offset)
  if (header === null) return null
  const inspect = new LayerInspector(bytes, offset)
  inspectHeader(inspect, header)
  const start = offset + header.headerLength
  const masked = bytes.subarray(start, Math.min(bytes.length, start + header.payloadLength))
  const payload = header.masked ? unmask(masked, header.maskingKey) : masked
  inspectPayload(inspect, header, masked, payload)
  return {
    name: `WebSocket ${frameName(header.opcode)}`,
    offset,
    length: header.headerLength + masked.length,
    fields: inspect.fields,
  }
}

/** Every frame of bytes that begin with one; bytes of half a header at the end are left out. */
export function inspectFrames(bytes: Uint8Array, offset = 0): InspectedLayer[] {
  const layers: InspectedLayer[] = []
  for (let at = offset; ;) {
    const layer = inspectFrame(bytes, at)
    if (layer === null) return layers
    layers.push(layer)
    at += layer.length
  }
}

function inspectHeader(inspect: LayerInspector, header: FrameHeader): void {
  const bit = (name: string, at: number, set: boolean, meaning: Meaning, clause = CLAUSE): void => {
    inspect.add(name, at, 1, set ? '1' : '0', clause, meaning)
  }
  bit(
    'FIN',
    0,
    header.fin,
    header.fin
      ? { en: 'Last frame of its message', zh: '消息的最后一帧' }
      : { en: 'More frames of this message follow', zh: '这条消息后面还有帧' },
  )
  bit(
    'RSV1',
    1,
    header.rsv1,
    header.rsv1
      ? {
          en: 'Compressed, if permessage-deflate was agreed on',
          zh: '若协商了 permessage-deflate，表示已压缩',
        }
      : { en: 'Not compressed', zh: '未压缩' },
    header.rsv1 ? 'RFC 7692 §6' : CLAUSE,
  )
  const reserved: Meaning = {
    en: 'Reserved: 0 unless an extension gives it a meaning',
    zh: '保留：没有扩展赋予含义时须为 0',
  }
  bit('RSV2', 2, header.rsv2, reserved)
  bit('RSV3', 3, header.rsv3, reserved)
  const unknown: Meaning = {
    en: 'Reserved for later: fails the connection',
    zh: '保留值：收到即判定连接失败',
  }
  const opcode = `0x${header.opcode.toString(16).toUpperCase()}`
  inspect.add('Opcode', 4, 4, opcode, CLAUSE, opcodeMeanings[header.opcode] ?? unknown)
  bit(
    'Mask',
    8,
    header.masked,
    header.masked
      ? { en: 'A masking key follows: as every client must', zh: '后面有掩码密钥：客户端必须如此' }
      : { en: 'Not masked: as every server must', zh: '没有掩码：服务器必须如此' },
    'RFC 6455 §5.1',
  )
  inspectLength(inspect, header)
  if (!header.masked) return
  const at = (header.headerLength - 4) * 8
  const key = header.maskingKey.toString(16).padStart(8, '0')
  inspect.add('Masking-key', at, 32, key, 'RFC 6455 §5.3', {
    en: 'Byte i of the payload is XORed with byte i mod 4 of the key',
    zh: '载荷的第 i 个字节与密钥的第 i mod 4 个字节异或',
  })
}

function inspectLength(inspect: LayerInspector, { lengthBits, payloadLength }: FrameHeader): void {
  const short = inspect.number(9, 7)
  const meaning: Meaning =
    short < 126
      ? { en: 'Bytes of payload', zh: '载荷的字节数' }
      : short === 126
        ? { en: 'The length is in the next 16 bits', zh: '长度在接下来的 16 位里' }
        : { en: 'The length is in the next 64 bits', zh: '长度在接下来的 64 位里' }
  inspect.add('Payload length', 9, 7, String(short), CLAUSE, meaning)
  if (lengthBits === 7) return
  const exact = lengthBits === 16 ? BigInt(payloadLength) : longLength(inspect)
  const bits = lengthBits === 16 ? 16 : 64
  inspect.add('Extended payload length', 16, bits, exact.toString(), CLAUSE, {
    en: 'Bytes of payload, the most significant byte first',
    zh: '载荷的字节数，高位字节在前',
  })
}

const longLength = (inspect: LayerInspector): bigint =>
  (BigInt(inspect.number(16, 32)) << 32n) | BigInt(inspect.number(48, 32))

function inspectPayload(
  inspect: LayerInspector,
  header: FrameHeader,
  masked: Uint8Array,
  payload: Uint8Array,
): void {
  if (masked.length === 0) return
  const at = header.headerLength * 8
  if (header.opcode === CLOSE && payload.length >= 2) {
    const code = payload[0]! * 0x100 + payload[1]!
    const { name, clause, sendable } = describeCloseCode(code)
    const meaning = sendable ? same(name) : { en: `${name}: must not be sent`, zh: `${name}：不得发送` }
    inspect.add('Status code', at, 16, String(code), clause, meaning)
    if (payload.length > 2) {
      inspect.add(
        'Reason',
        at + 16,
        (masked.length - 2) * 8,
        printText(payload.subarray(2)),
        'RFC 6455 §5.5.1',
        {
          en: 'UTF-8, for whoever debugs: not to be shown to people',
          zh: 'UTF-8，供调试使用，不应展示给最终用户',
        },
      )
    }
    return
  }
  const readable = header.opcode === TEXT || isControl(header.opcode) || header.opcode === 0
  const plain = readable && !header.rsv1 ? printText(payload) : hexFromBytes(payload.subarray(0, 32))
  const shown = header.masked ? hexFromBytes(masked.subarray(0, 32)) : plain
  const meaning: Meaning = header.masked
    ? { en: `Unmasked: ${plain}`, zh: `去掉掩码后：${plain}` }
    : header.rsv1
      ? { en: 'Compressed bytes', zh: '压缩后的字节' }
      : { en: 'As it stands', zh: '原样' }
  inspect.add('Payload data', at, masked.length * 8, shown, 'RFC 6455 §5.2', meaning)
}
