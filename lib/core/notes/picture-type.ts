// What a picture is by its first bytes, whatever it is called: PNG, JPEG, GIF and WebP, and nothing else. SVG is a document
// that can hold scripts, and is no picture here.

export type PictureType = 'png' | 'jpg' | 'gif' | 'webp'

export const pictureLimits = { bytes: 5 << 20 } as const

/** Null where the bytes are no picture of ours. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const starts = (at: number, ...signature: readonly number[]) => signature.every((byte, index) => bytes[at + index] === byte)
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (starts(0, 0xff, 0xd8, 0xff)) return 'jpg'
  // GIF87a, GIF89a
  if (starts(0, 0x47, 0x49, 0x46, 0x38) && (bytes[4] === 0x37 || bytes[4] === 0x39) && bytes[5] === 0x61) return 'gif'
  return starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50) ? 'webp' : null
}

export const pictureMime: Readonly<Record<PictureType, string>> = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' }

export const isPictureName = (name: string): boolean => /\.(?:png|jpe?g|gif|webp)$/i.test(name)
