// Makes two ways to write the same answer equal: width, case, white space, quotes and punctuation around it,
// and the grouping of digits. It knows no synonyms and forgives no spelling: `SYN-SENT` and `SYN-RECEIVED`
// are near each other.

const around = new Set(' .,;:!?。，；：！？、"\'`“”‘’「」『』（）()[]【】《》<>*_')

/** A comparable form of an answer; '' where nothing is left of it. */
export function normaliseAnswer(answer: string): string {
  const wide = answer
    .normalize('NFKC')
    // Upper case first: `ß` and `ẞ` meet at `ss`.
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/gu, ' ')
  // Between Han characters, between Han and Latin, and between a number and its unit a space is typography.
  const close = wide.replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})|(?<=\d) (?=\p{L})/gu, '').trim()
  const bare = withoutSurroundings(close)
  // What stands around may be all there is: an answer of `::` or `*` is not empty.
  return normaliseNumber(bare === '' ? close : bare)
}

function withoutSurroundings(text: string): string {
  let start = 0
  let end = text.length
  // A point before a digit is a decimal point: `.5` is not 5.
  while (start < end && around.has(text[start]!) && !/^\.\d/.test(text.slice(start, start + 2))) start++
  while (end > start && around.has(text[end - 1]!)) end--
  return text.slice(start, end)
}

/** `1,024`, `1 024`, `1_024` and `01024` are 1024; `1.024` is not, nor is a list such as `1,2`. */
function normaliseNumber(text: string): string {
  const number = /^([+-]?)(\d{1,3}([,_ '])\d{3}(?:\3\d{3})*|\d+)(\.\d+)?$/.exec(text)
  if (number === null) return text
  const [, sign = '', digits = '', , decimals = ''] = number
  const whole = digits.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  return `${sign === '-' ? '-' : ''}${whole}${decimals}`
}
