// What is said against what is denied, one point and one sentence at a time.
import { describe, expect, it } from 'vitest'
import { markKeyPoints } from '#lib/core/answers/mark-key-points.ts'

const said = [
  ['UDP does not guarantee delivery', 'UDP gives you no guarantee that a packet is delivered.'],
  ['TCP retransmits lost segments', 'Lost segments are retransmitted by TCP.'],
  ['TCP retransmits lost segments', 'With TCP nothing stays lost, it retransmits the segment.'],
  ['the server must not mask its frames', 'The server does not mask frames.'],
  ['the server must not mask its frames', 'Frames from the server are unmasked.'],
  ['cookies are sent automatically', 'The browser attaches cookies automatically.'],
  ['a bare ACK is not retransmitted', 'A pure ACK is never retransmitted.'],
  ['the resolver caches the answer', 'The resolver keeps the answer in its cache.'],
  ['no state is kept until the ACK arrives', 'The server stores nothing before the ACK comes.'],
  ['HTTP is stateless', 'HTTP keeps no state between requests.'],
  ['SHA-1 is no longer collision-resistant', 'SHA-1 is not collision-resistant any more.'],
  ['TCP retransmits lost segments', 'It is not that TCP no longer retransmits lost segments.'],
  ['the data is not protected behind the server', 'Behind the server the data is no longer protected.'],
  ['TCP 会重传丢失的数据', '丢了的数据 TCP 会重新发送。'],
  ['UDP 不保证顺序', 'UDP 没法保证包按顺序到达。'],
  ['服务器不能加掩码', '服务器发的帧不加掩码。'],
  ['服务器不能加掩码', '服务器发的帧绝不能加掩码。'],
  ['服务器不能加掩码', '服务器发的帧从不加掩码。'],
  ['掩码不是加密', '掩码并不起加密作用。'],
  ['浏览器脚本不能设置请求头', 'JS 没办法自定义请求头。'],
  ['ACK 不占序列号', '纯 ACK 不消耗序号。'],
  ['POST 不是幂等的', 'POST 重复执行结果会不一样，所以不幂等。'],
  ['keep-alive is off by default', 'By default keep-alive is disabled.'],
  ['the key is used as text and not decoded', "You don't decode the key, you take it as text."],
  ['idempotent methods may be repeated automatically', 'An idempotent method may be repeated automatically.'],
] as const

const denied = [
  ['UDP does not guarantee delivery', 'UDP guarantees delivery of each packet.'],
  ['TCP retransmits lost segments', 'TCP never retransmits lost segments.'],
  ['TCP retransmits lost segments', 'TCP will not resend anything that got lost.'],
  ['cookies are sent automatically', 'Cookies are not sent automatically, the script must add them.'],
  ['a bare ACK is not retransmitted', 'A pure ACK gets retransmitted when the timer fires.'],
  ['the resolver caches the answer', 'The resolver does not cache the answer.'],
  ['no state is kept until the ACK arrives', 'State is kept from the first SYN on.'],
  ['HTTP is stateless', 'HTTP keeps the state between requests.'],
  ['SHA-1 is collision-resistant', 'SHA-1 is no longer collision-resistant.'],
  ['the resolver caches the answer', 'The resolver no longer caches the answer.'],
  ['the resolver caches the answer', 'By no means does the resolver cache the answer.'],
  ['the certificate is encrypted', 'The certificate is sent in the clear, not encrypted.'],
  ['TCP 会重传丢失的数据', 'TCP 不会重传丢失的数据。'],
  ['TCP 会重传丢失的数据', '数据丢了 TCP 也不管，不重发。'],
  ['TCP 会重传丢失的数据', 'TCP 从不重传丢失的数据。'],
  ['TCP 会重传丢失的数据', 'TCP 绝不会重传丢失的数据。'],
  ['TCP 会重传丢失的数据', '丢失的数据 TCP 永不重传。'],
  ['UDP 不保证顺序', 'UDP 能保证顺序。'],
  ['服务器不能加掩码', '服务器发的帧也要加掩码。'],
  ['掩码不是加密', '掩码就是加密。'],
  ['浏览器脚本不能设置请求头', 'JS 可以随意设置请求头。'],
  ['不受同源策略限制', '它也受同源策略的限制。'],
  ['ACK 不占序列号', 'ACK 要占一个序列号。'],
  ['POST 不是幂等的', 'POST 是幂等的。'],
  ['keep-alive is off by default', 'Keep-alive is on by default.'],
  ['the key is used as text and not decoded', 'First the key is base64-decoded.'],
  ['POST is not repeated automatically', 'POST may be repeated automatically.'],
  ['POST 不能自动重试', 'POST 可以自动重试。'],
  ['idempotent methods may be repeated automatically', 'Idempotent methods must not be repeated automatically.'],
  ['幂等方法可以自动重试', '幂等方法不得自动重试。'],
] as const

const found = (text: string, answer: string): string =>
  markKeyPoints({ lang: 'en', question: '', answer, keyPoints: [{ id: 'p', text }] }).points[0]!.found

describe('denials', () => {
  it.each(said)('%s ← %s', (text, answer) => expect(found(text, answer)).toBe('yes'))
  it.each(denied)('not: %s ← %s', (text, answer) => expect(found(text, answer)).not.toBe('yes'))
})
