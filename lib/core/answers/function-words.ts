// The small words: those that carry no content, those that deny, those that join. Data for reading answers.
import { stemEnglish } from '#lib/core/answers/stem.ts'

/**
 * English words without content of their own (as stems); prose is full of them, a list of keywords is not.
 */
export const englishGlue: ReadonlySet<string> = new Set(
  `a an the of to in on at by for from with as is ar be am wa wer been being it its this that there her they them their he
   his him she we our you your i me my one's and or but if then than so such which who whom whos what when where why how do
   does did don have ha had having will would shall should can could may might must also too very quit just even still
   about into onto over under up down out off through during per via while wherea becaus sinc although though however
   therefor henc thus i'm it's that's you're we're they're there's let's isn't aren't doesn't don't can't won't didn't
   cannot not no nor never wer was are is has have these some any all both each other anyth someth everyth itself themselv
   thing lik way lot kind sort yes well ok okay us upon within without until till befor after onc again more most less
   much many few actual basical really quite`.split(/\s+/).flatMap((word) => [word, stemEnglish(word)]),
)

/** Words of relation among them: a clause with none of these, and without a verb, claims nothing. */
export const englishJoiners: ReadonlySet<string> = new Set([
  'and',
  'or',
  'a',
  'an',
  'the',
  'of',
  'also',
  'etc',
  'with',
  'plu',
])

/** Han characters and words without content of their own. */
export const chineseGlue: readonly string[] = `
的 了 是 在 会 就 要 把 被 给 让 向 从 也 都 才 再 还 能 而 但 所 以 因 为 如 果 等 来 去 着 过 吗 呢 吧 它 他 我 你 这 那 其 并 且
与 和 跟 对 于 之 则 即 或 及 又 很 有 些 么 什 怎 样 里 上 下 中 时 候 个 们 自 己 可 得 地 由 使 用 做 将 此 该 每 当 到 说 比 像 只 没
不 无 未 非 别 却 虽 然 那么 这样 这个 那个 一般 就是 其实 比如 例如 以及 因此 所以 因为 如果 但是 不过 而且 并且 或者 的话 时候 之类
`
  .trim()
  .split(/\s+/)

/** Words that deny what follows, as stems; the number says how many content words they reach. */
export const englishNegators: ReadonlyMap<string, number> = new Map([
  ...[
    'not',
    'cannot',
    "can't",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "won't",
    "wouldn't",
    "shouldn't",
    "mustn't",
    "couldn't",
    "hasn't",
    "haven't",
    "hadn't",
    "needn't",
    "ain't",
    'never',
    'neither',
    'nor',
    'hardly',
    'nobody',
    'noth',
    'nothing',
    'non',
    'barely',
    'rarely',
    'seldom',
    'nowher',
  ].map((word) => [word, 3] as const),
  ...['no', 'without', 'lack', 'lacks', 'none'].map((word) => [word, 1] as const),
])

/** What looks like a denial and is none. */
export const falseNegations: readonly string[] = [
  'not only',
  'not just',
  'not merely',
  'not simply',
  'no matter',
  'no doubt',
  'nothing but',
  'no wonder',
  'not least',
  'no more than',
  'not more than',
  'no less than',
  'why not',
  'whether or not',
  'or not',
  'not until',
  'no time',
  '不仅',
  '不但',
  '不只',
  '不光',
  '不止',
  '不单',
  '不过',
  '不断',
  '不管',
  '不论',
  '无论',
  '不然',
  '不久',
  '不错',
  '差不多',
  '不少',
  '不得不',
  '无非',
  '非常',
  '别的',
  '别人',
  '未来',
  '莫非',
  '是不是',
  '能不能',
  '要不要',
  '有没有',
  '会不会',
  '行不行',
  '不妨',
  '不外乎',
  '不一会',
  '不禁',
  '对不起',
  '分别',
  '特别',
  '区别',
  '级别',
  '类别',
  '个别',
  '识别',
  '辨别',
  '判别',
  '性别',
  '未必',
  '无穷',
  '无数',
  '无限',
  '没关系',
  '没问题',
  '没事',
  '不要紧',
  '无所谓',
  '要不',
  '不比',
  '来不及',
  '忍不住',
  '不知不觉',
  '不等',
]

/** Han characters that deny the next few words. */
export const chineseNegators: ReadonlySet<string> = new Set([
  '不',
  '没',
  '无',
  '未',
  '非',
  '别',
  '勿',
  '莫',
  '毫',
])

/** After these, a denial is over. */
export const denialEnds: ReadonlySet<string> = new Set(
  'but however instead rather except only until unless becaus so while wherea and sinc 就 才 而 但 的 却 则 只 那 因 所 直'.split(
    ' ',
  ),
)

/** Before or as a denial: what shall not be, which is not what is not. */
export const englishNorms: ReadonlySet<string> = new Set(['must', 'should', "mustn't", "shouldn't", 'better'])
export const chineseNorms: readonly string[] = [
  '不得',
  '不应',
  '不要',
  '不能让',
  '不能被',
  '不该',
  '不可以',
  '不准',
  '不许',
  '别',
]

/** Meanings in whose clause it is open whether a thing is claimed or denied: prevent, instead of, gone. */
export const openDenials: ReadonlySet<string> = new Set([
  'prevent',
  'forbid',
  'reject',
  'fail',
  'forget',
  'hide',
  'instead-of',
  'abolish',
  'unsolicited',
  'unless',
])
