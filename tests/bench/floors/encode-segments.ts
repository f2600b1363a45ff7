// The floor of `tcp`: as many segments written as bytes and summed up, two of three with 1460 octets of data.

/** Writes and checksums `count` segments; the last checksum, so that nothing is left out. */
export function encodeSegments(count: number): number {
  const bytes = new Uint8Array(20 + 1460)
  const view = new DataView(bytes.buffer)
  let checksum = 0
  for (let at = 0; at < count; at++) {
    const length = at % 3 === 2 ? 20 : bytes.length
    view.setUint32(4, at)
    view.setUint32(8, at)
    view.setUint16(16, 0)
    let sum = 0
    for (let offset = 0; offset < length; offset += 2) sum += view.getUint16(offset)
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
    checksum = ~sum & 0xffff
    view.setUint16(16, checksum)
  }
  return checksum
}
