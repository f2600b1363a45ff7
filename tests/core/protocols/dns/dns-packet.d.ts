// The part of dns-packet that the tests use; the package brings no types.
declare module 'dns-packet' {
  export interface Packet {
    readonly id?: number
    readonly type?: string
    readonly questions?: readonly { readonly name: string; readonly type: string; readonly class?: string }[]
    readonly answers?: readonly unknown[]
  }
  export function decode(bytes: Uint8Array): Packet
  export function encode(packet: Packet): Uint8Array
}
