// Chance from text: the same seed gives the same numbers on every device, in every browser.
// Not for secrets. The generator's state is plain data, so that a machine can keep it in its own state.
import type { Seed } from '#lib/core/engine/machine.ts'

/** Four 32-bit words of the sfc32 generator (Doty-Humphrey, PractRand). */
export type RandomState = readonly [number, number, number, number]

/** One draw: the value and the state to draw the next one from. */
export interface Draw<T> {
  readonly value: T
  readonly random: RandomState
}

const mixWord = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

// MurmurHash3's finaliser: each bit of the input changes half of the output's.
const finish = (hash: number): number => {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const hashWord = (text: string, salt: number): number => {
  let hash = salt
  for (let i = 0; i < text.length; i++) hash = mixWord(hash, text.charCodeAt(i) + 1)
  return finish(mixWord(hash, text.length))
}

/** A place in [0, 1) that belongs to this text, with 53 bits; neighbours such as `a:1` and `a:2` lie far apart. */
export function hashToUnit(text: string): number {
  const high = hashWord(text, 0x243f6a88) >>> 5
  const low = hashWord(text, 0x85a308d3) >>> 6
  return (high * 0x4000000 + low) / 0x20000000000000
}

const advance = (random: RandomState): Draw<number> => {
  const [a, b, c, d] = random
  const word = (((a + b) | 0) + d) | 0
  const next: RandomState = [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + word) | 0, (d + 1) | 0]
  return { value: word >>> 0, random: next }
}

/** The generator at the start of a seed. */
export function startRandom(seed: Seed): RandomState {
  let random: RandomState = [hashWord(seed, 1), hashWord(seed, 2), hashWord(seed, 3), 1]
  // sfc32 needs about twelve rounds before a change of seed has reached every bit.
  for (let round = 0; round < 12; round++) random = advance(random).random
  return random
}

/** A number in [0, 1), with 53 bits. */
export function drawUnit(random: RandomState): Draw<number> {
  const high = advance(random)
  const low = advance(high.random)
  return {
    value: ((high.value >>> 5) * 0x4000000 + (low.value >>> 6)) / 0x20000000000000,
    random: low.random,
  }
}

/** A whole number in [0, below); 0 where `below` is not above 1. */
export function drawInteger(random: RandomState, below: number): Draw<number> {
  const unit = drawUnit(random)
  return { value: below > 1 ? Math.floor(unit.value * below) : 0, random: unit.random }
}

/** The same items in another order (Fisher–Yates). */
export function drawShuffled<T>(random: RandomState, items: readonly T[]): Draw<T[]> {
  const value = [...items]
  let state = random
  for (let i = value.length - 1; i > 0; i--) {
    const drawn = drawInteger(state, i + 1)
    state = drawn.random
    const kept = value[i]!
    value[i] = value[drawn.value]!
    value[drawn.value] = kept
  }
  return { value, random: state }
}
