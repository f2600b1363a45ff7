'use client'
// A bug or a broken database: one sentence, the id under which it was logged, and a way on.
import { useParams } from 'next/navigation'

const texts = {
  en: { title: 'Something went wrong', text: 'Your reviews are safe. Try again; if it happens again, tell the administrator this id:', again: 'Try again' },
  zh: { title: '出错了', text: '你的复习记录是安全的。请重试；如果再次出现，请把这个编号告诉管理员：', again: '重试' },
}

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const lang = useParams<{ lang: string }>().lang === 'zh' ? 'zh' : 'en'
  const t = texts[lang]
  return (
    <div className="page narrow">
      <h1>{t.title}</h1>
      <p>
        {t.text} <code>{error.digest ?? '–'}</code>
      </p>
      <p className="actions">
        <button className="button" onClick={reset}>
          {t.again}
        </button>
      </p>
    </div>
  )
}
