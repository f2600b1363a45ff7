// Frames that a browser never sends, and what they are there to provoke. Data: the close-code table and the frame
// builder both read it.
import type { LiveFrame, LiveMode } from '#lib/core/protocols/websocket/live.ts'

export const plainFrame: LiveFrame = {
  ...{ fin: true, rsv1: false, rsv2: false, rsv3: false, opcode: 1 },
  ...{ maskingKey: 0x37fa213d, lengthBits: null, claimedLength: null, payload: '48656c6c6f' },
}

export interface Preset {
  /** Key of its sentence. */
  readonly name: string
  /** The code that the endpoint must close with; null where it must not close. */
  readonly code: number | null
  readonly mode: LiveMode
  readonly frames: readonly LiveFrame[]
}

const frame = (change: Partial<LiveFrame>): LiveFrame => ({ ...plainFrame, ...change })

export const presets: readonly Preset[] = [
  {
    name: 'pingInside',
    code: null,
    mode: 'echo',
    frames: [
      frame({ fin: false, payload: '48656c' }),
      frame({ opcode: 9, payload: '7374696c6c2074686572653f' }),
      frame({ opcode: 0, payload: '6c6f' }),
    ],
  },
  { name: 'unmasked', code: 1002, mode: 'echo', frames: [frame({ maskingKey: null })] },
  { name: 'reservedBit', code: 1002, mode: 'echo', frames: [frame({ rsv2: true })] },
  { name: 'reservedOpcode', code: 1002, mode: 'echo', frames: [frame({ opcode: 3 })] },
  { name: 'fragmentedPing', code: 1002, mode: 'echo', frames: [frame({ fin: false, opcode: 9, payload: '' })] },
  { name: 'continuationAlone', code: 1002, mode: 'echo', frames: [frame({ opcode: 0 })] },
  { name: 'longLength', code: 1002, mode: 'echo', frames: [frame({ lengthBits: 16 })] },
  { name: 'badCloseCode', code: 1002, mode: 'echo', frames: [frame({ opcode: 8, payload: '03ed' })] },
  { name: 'binaryToText', code: 1003, mode: 'text-only', frames: [frame({ opcode: 2, payload: '00ff' })] },
  { name: 'badUtf8', code: 1007, mode: 'echo', frames: [frame({ payload: '6869c328' })] },
  { name: 'surrogate', code: 1007, mode: 'echo', frames: [frame({ payload: 'eda080' })] },
  { name: 'manyFragments', code: 1008, mode: 'echo', frames: Array.from({ length: 65 }, (_, i) => frame({ fin: false, opcode: i === 0 ? 1 : 0, payload: '78' })) },
  { name: 'tooBig', code: 1009, mode: 'echo', frames: [frame({ opcode: 2, claimedLength: 70_000, payload: '00' })] },
]
