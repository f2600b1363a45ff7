'use client'
// Every key of the review page.
import { useTranslations } from 'next-intl'
import { Dialog } from '../../../_ui/dialog.tsx'

const keys = ['reveal', 'grade', 'accept', 'choose', 'move', 'undo', 'star', 'bury', 'suspend', 'help'] as const

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('review')
  return (
    <Dialog title={t('keys')} onClose={onClose}>
      <dl className="keys">
        {keys.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{t(`keyNames.${key}`)}</kbd>
            </dt>
            <dd>{t(`keyUses.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="actions">
        <button className="button" onClick={onClose}>
          {t('close')}
        </button>
      </p>
    </Dialog>
  )
}
