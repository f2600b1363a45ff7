// Of whom a thing is said: the same words given to another are no point.
import { describe, expect, it } from 'vitest'
import { markKeyPoints } from '#lib/core/answers/mark-key-points.ts'
import { readText } from '#lib/core/answers/read-text.ts'
import { rivalsOf } from '#lib/core/answers/roles.ts'

const found = (question: string, text: string, answer: string): string =>
  markKeyPoints({ lang: 'en', question, answer, keyPoints: [{ id: 'p', text }, { id: 'q', text: 'noodles' }] }).points[0]!.found

const rows = [
  ['Hub or switch?', 'a switch forwards frames by MAC address', 'A switch looks at the MAC address and forwards the frame.', 'A hub looks at the MAC address and forwards the frame.'],
  ['POP3 or IMAP?', 'POP3 downloads, IMAP keeps the mail on the server', 'POP3 downloads the mail and IMAP keeps it on the server.', 'IMAP downloads the mail and POP3 keeps it on the server.'],
  ['GET or POST?', 'GET is idempotent, POST is not', 'GET is idempotent and POST is not.', 'POST is idempotent and GET is not.'],
  ['What comes back?', 'a closed TCP port answers RST', 'TCP: the closed port replies with a RST.', 'UDP: the closed port replies with a RST.'],
  ['对称加密和非对称加密有什么区别？', '对称：双方共享一把密钥，速度快', '对称加密双方共用一个密钥，很快。', '非对称加密双方共用一个密钥，很快。'],
  ['What is the difference between strong and weak tags?', 'a strong tag means octet for octet equality', 'Strong: equality octet for octet.', 'Weak: equality octet for octet.'],
  ['Compare the OSI model with the layers of TCP/IP.', 'OSI has seven layers, the Internet suite four', 'OSI is the one with seven layers, TCP/IP has four.', 'OSI is the one with four layers and TCP/IP has seven.'],
  ['POP3 or IMAP?', 'IMAP keeps the mail on the server', 'There is IMAP. It keeps the mail on the server.', 'There is POP3. It keeps the mail on the server.'],
] as const

describe('who a thing is said of', () => {
  it.each(rows)('%s %s', (question, text, right, wrong) => {
    expect(found(question, text, right)).toBe('yes')
    expect(found(question, text, wrong)).not.toBe('yes')
  })

  it('takes for rivals what a question asks to compare, and nothing else of it', () => {
    const of = (question: string): string[] => [...rivalsOf(question, readText(question)).keys()].filter((id) => id.startsWith('='))
    expect(of('What is the difference between apples and pears?')).toEqual(['=appl', '=pear'])
    const heads = readText('plums: sour, figs: sweet')
    const question = 'Compare plums for a cake with figs.'
    expect([...rivalsOf(question, readText(question), heads).keys()]).toEqual(expect.arrayContaining(['=plum', '=fig']))
    expect(rivalsOf(question, readText(question)).has('=plum')).toBe(false)
    expect(of('Why do apples and pears fall?')).toEqual([])
  })
})
