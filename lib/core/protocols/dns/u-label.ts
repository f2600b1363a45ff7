// A-labels as people read them: `xn--fsqu00a` is 例子. Reading only: turning what was typed into A-labels needs the
// tables of RFC 5892, which browsers have. DNS itself never sees what stands here.
// Read first: RFC 3492 §6.2 (decoding), §5 (the parameters of Punycode), §7.1 (samples).

const [base, least, most, skew, damp, initialBias, initialCode] = [36, 1, 26, 38, 700, 72, 128]
/** Beyond this a code point is none. */
const lastCode = 0x10ffff

/** `www.xn--fsqu00a.cn.` → `www.例子.cn.`; null where no label is an A-label that can be read. */
export function readableName(name: string): string | null {
  const labels = name.split('.').map((label) => (/^xn--/i.test(label) ? decodePunycode(label.slice(4)) : null) ?? label)
  const read = labels.join('.')
  return read === name ? null : read
}

/** RFC 3492 §6.2; null for what is not Punycode, and for characters that would not be seen or would turn the line. */
export function decodePunycode(text: string): string | null {
  const delimiter = text.lastIndexOf('-')
  const output = Array.from(text.slice(0, Math.max(0, delimiter)), (letter) => letter.codePointAt(0)!)
  if (output.some((code) => code >= initialCode)) return null
  let [code, at, bias] = [initialCode, 0, initialBias]
  let rest = text.slice(delimiter + 1)
  if (rest === '') return null
  while (rest !== '') {
    const before = at
    let weight = 1
    for (let k = base; ; k += base) {
      const digit = digitOf(rest[0])
      if (digit === null || at > 0x7fffffff) return null
      rest = rest.slice(1)
      at += digit * weight
      const threshold = k <= bias ? least : Math.min(most, k - bias)
      if (digit < threshold) break
      weight *= base - threshold
    }
    const length = output.length + 1
    bias = adapt(at - before, length, before === 0)
    code += Math.floor(at / length)
    at %= length
    if (code > lastCode || (code >= 0xd800 && code < 0xe000)) return null
    output.splice(at++, 0, code)
  }
  const read = String.fromCodePoint(...output)
  return /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(read) ? null : read
}

function digitOf(letter: string | undefined): number | null {
  if (letter === undefined) return null
  if (/[a-z]/i.test(letter)) return letter.toLowerCase().charCodeAt(0) - 97
  return /[0-9]/.test(letter) ? letter.charCodeAt(0) - 22 : null
}

/** RFC 3492 §6.1. */
function adapt(delta: number, length: number, first: boolean): number {
  let left = Math.floor(delta / (first ? damp : 2))
  left += Math.floor(left / length)
  let k = 0
  for (; left > Math.floor(((base - least) * most) / 2); k += base) left = Math.floor(left / (base - least))
  return k + Math.floor(((base - least + 1) * left) / (left + skew))
}
