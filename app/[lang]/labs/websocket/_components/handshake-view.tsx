'use client'
// The opening handshake: the request and the answer, each line with its verdict and clause, and the accept key as it
// is computed, here and now.
import { useTranslations } from 'next-intl'
import type { Lang } from '#lib/core/notes/card.ts'
import { describeProblem } from '#lib/core/problem.ts'
import { acceptSteps, WEBSOCKET_GUID } from '#lib/core/protocols/websocket/accept-key.ts'
import type { LiveRecord } from '#lib/core/protocols/websocket/live.ts'
import { Clause } from '../../../../_ui/clause.tsx'

type Handshake = Extract<LiveRecord, { type: 'handshake' }>

export function HandshakeView({ handshake, lang }: { handshake: Handshake; lang: Lang }) {
  const t = useTranslations('websocketLab')
  const key = /^sec-websocket-key:\s*(\S+)/im.exec(handshake.request)?.[1]
  // Computed from the key in this page; what came must be equal.
  const steps = key === undefined || handshake.accept === null ? null : acceptSteps(key)
  return (
    <div className="handshake">
      <div className="heads">
        <figure>
          <figcaption>{t('request')}</figcaption>
          <pre tabIndex={0}>{withoutSecrets(handshake.request.trimEnd())}</pre>
        </figure>
        <figure>
          <figcaption>{t('response')}</figcaption>
          <pre tabIndex={0}>{handshake.response.split('\r\n\r\n')[0]}</pre>
        </figure>
      </div>
      {steps === null ? null : (
        <ol className="accept-steps" aria-label={t('acceptKey')}>
          <li>{t('acceptKeyOf')} <code>{steps.key}</code></li>
          <li>{t('acceptJoined')} <code className="joined">{steps.key}<b>{WEBSOCKET_GUID}</b></code></li>
          <li>SHA-1 = <code>{steps.sha1Hex.replace(/(.{8})/g, '$1 ').trim()}</code></li>
          <li>base64 = <code>{steps.accept}</code> {handshake.response.includes(steps.accept) ? `✓ ${t('acceptSame')}` : t('acceptOther')}</li>
        </ol>
      )}
      <div className="table" tabIndex={0} role="group" aria-label={t('checks')}>
        <table className="checks-table">
          <caption>{t(handshake.end === 'server' ? 'checksOfServer' : 'checksOfClient')}</caption>
          <thead>
            <tr><th scope="col">{t('line')}</th><th scope="col">{t('value')}</th><th scope="col">{t('verdict')}</th><th scope="col">{t('clause')}</th></tr>
          </thead>
          <tbody>
            {handshake.checks.map(({ field, value, verdict, clause, violation }, i) => (
              <tr key={i} className={verdict}>
                <th scope="row">{field}</th>
                <td><code>{withoutSecrets(value ?? '–')}</code></td>
                <td>{violation === null ? t(`verdicts.${verdict}`) : describeProblem(violation.problem, lang)}</td>
                <td><Clause text={clause} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** The ticket is used up and long; what the server blotted out has nothing to show but that it was there. */
const withoutSecrets = (text: string) => text.replace(/ticket=([^&\s]{6})[^&\s]*/, 'ticket=$1…').replace(/\*{9,}/g, '********')
