// What other stacks may do in the same situation: settings that the RFCs leave open, each with the words and
// the clause that leave it so. An answer that one of them gives is allowed; what only RFC 793 gave has its
// remark.
import type { TcpConfig } from '#lib/core/protocols/tcp/config.ts'
import type { Bilingual } from '#lib/core/protocols/exercise.ts'

export interface Alternative {
  readonly settings: Partial<TcpConfig>
  readonly clause: string
  readonly words: Bilingual
}

export const alternatives: readonly Alternative[] = [
  {
    settings: { delayedAckMs: 0 },
    clause: 'RFC 9293 §3.8.6.3 (SHLD-18)',
    words: { en: 'without delayed acknowledgments', zh: '不使用延迟确认' },
  },
  {
    settings: { timeWaitRst: 'ignore' },
    clause: 'RFC 1337 §3',
    words: { en: 'ignoring RST in TIME-WAIT', zh: '在 TIME-WAIT 中忽略 RST' },
  },
  {
    settings: { rstCheck: 'rfc793' },
    clause: 'RFC 9293 §3.10.7.4',
    words: { en: 'without RFC 5961’s check of RST', zh: '不采用 RFC 5961 对 RST 的检查' },
  },
  {
    settings: { synCheck: 'rfc793' },
    clause: 'RFC 9293 §3.10.7.4',
    words: { en: 'without RFC 5961’s check of SYN', zh: '不采用 RFC 5961 对 SYN 的检查' },
  },
  {
    settings: { timeWaitSyn: 'reopen' },
    clause: 'RFC 9293 §3.6.1 (MAY-2)',
    words: { en: 'reopening from TIME-WAIT', zh: '从 TIME-WAIT 直接重新打开' },
  },
]
