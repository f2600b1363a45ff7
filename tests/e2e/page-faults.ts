// What a look at a page finds wrong with its layout, measured in the browser: things too wide, cut off, covered or
// too small to hit, and keys where a sentence should stand. Names and contrast are axe's part.
import type { Page } from '@playwright/test'
import { messages } from '../../app/_ui/i18n/messages.ts'

/** One line for each fault; none is what a page should have. */
export function findFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(lookAtPage, Object.keys(messages.en))
}

/** Runs in the page: nothing from outside but its argument. */
function lookAtPage(namespaces: readonly string[]): string[] {
  const faults: string[] = []
  const width = document.documentElement.clientWidth
  const name = (element: Element) =>
    `<${element.tagName.toLowerCase()}${element.id === '' ? '' : `#${element.id}`}${element.classList.length === 0 ? '' : `.${[...element.classList].join('.')}`}> “${element.textContent.trim().slice(0, 40)}”`
  const isDrawn = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const ancestors = function* (element: Element) {
    for (let at = element.parentElement; at !== null; at = at.parentElement) yield at
  }
  const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX)
  // For screen readers alone, or waiting outside the page for the first Tab.
  const isApart = (element: Element) => [element, ...ancestors(element)].some((at) => at.matches('.visually-hidden, .skip:not(:focus)'))
  const modal = document.querySelector('dialog[open]')

  if (document.documentElement.scrollWidth > width) faults.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width}`)

  for (const element of document.body.querySelectorAll('*')) {
    if (!isDrawn(element) || isApart(element)) continue
    const box = element.getBoundingClientRect()
    if (box.width === 0 || box.height === 0) continue
    const style = getComputedStyle(element)
    if ((box.right > width + 1 || box.left < -1) && ![...ancestors(element)].some(scrolls)) faults.push(`outside the window (${Math.round(box.left)} to ${Math.round(box.right)}): ${name(element)}`)

    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
    const isControl = element.matches('button, .button, select')
    const cutsX = /hidden|clip/.test(style.overflowX) || isControl
    const cutsY = /hidden|clip/.test(style.overflowY) || isControl
    if ((hasText || isControl) && style.display !== 'inline' && !element.matches('select, option')) {
      if ((cutsX && element.scrollWidth > element.clientWidth + 1) || (cutsY && element.scrollHeight > element.clientHeight + 1)) faults.push(`cut off: ${name(element)}`)
    }
    if (hasText && parseFloat(style.fontSize) < 12) faults.push(`smaller than 12 px: ${name(element)}`)

    // WCAG 2.5.8. What stands behind a modal dialog cannot be hit.
    if (element.matches('a[href], button, input, select, textarea, summary, [role=button], [tabindex="0"]') && (modal === null || modal.contains(element))) {
      const label = element.matches('input') ? element.closest('label') : null
      const target = label?.getBoundingClientRect() ?? box
      const sentence = element.parentElement?.textContent.trim() ?? ''
      const isInline = style.display === 'inline' && element.matches('a, button') && sentence.length > element.textContent.trim().length
      if (!isInline && (target.width < 23.9 || target.height < 23.9)) faults.push(`${Math.round(target.width)} × ${Math.round(target.height)} px to hit: ${name(element)}`)
    }
  }

  const key = new RegExp(`(?:^|\\s)(?:${namespaces.join('|')})\\.[a-z][A-Za-z]*(?:\\.[A-Za-z]+)*(?=$|[\\s,:])`)
  const texts = [document.body.innerText, document.title]
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-valuetext]'))
    for (const attribute of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) texts.push(element.getAttribute(attribute) ?? '')
  for (const text of texts) {
    const found = key.exec(text)
    if (found !== null) faults.push(`a key, not a sentence: ${found[0].trim()}`)
    const hole = /\{[a-z]+(?:, (?:plural|select)|\})/i.exec(text)
    if (hole !== null && ![...document.querySelectorAll('code, pre')].some((code) => code.textContent.includes(hole[0]))) faults.push(`a hole in a sentence: ${hole[0]}`)
  }

  const bar = modal === null ? document.querySelector('.grade-bar') : null
  const last = document.querySelector('.card')
  if (bar !== null && last !== null) {
    const at = window.scrollY
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })
    if (last.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1) faults.push('the end of the card stays under the grades')
    window.scrollTo({ top: at, behavior: 'instant' })
  }
  return [...new Set(faults)]
}
