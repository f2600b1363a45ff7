'use client'
// Cards are laid out when they come near the window (`topic.css`), and until then take the room that was guessed for
// them. While nobody waits, those further down are laid out once each, so that their true room is known: a jump to the
// end of the page then lands where it stays. Those above the window stay as they are: nothing may move what one reads.
import { useEffect } from 'react'

export function MeasureCards() {
  useEffect(() => {
    let alive = true
    const left = [...document.querySelectorAll<HTMLElement>('.note')]
    const measure = () => {
      const card = left.shift()
      if (!alive || card === undefined) return
      if (card.getBoundingClientRect().top < window.innerHeight) {
        whenIdle(measure)
        return
      }
      card.style.contentVisibility = 'visible'
      // The browser remembers the size at the end of a frame.
      requestAnimationFrame(() => requestAnimationFrame(() => {
        card.style.contentVisibility = ''
        whenIdle(measure)
      }))
    }
    const start = () => { whenIdle(measure) }
    if (document.readyState === 'complete') start()
    else window.addEventListener('load', start, { once: true })
    return () => {
      alive = false
      window.removeEventListener('load', start)
    }
  }, [])
  return null
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work)
  else setTimeout(work, 50)
}
