// Code in the notes, coloured by shiki with classes: style attributes would need a looser policy.
import type { Element, Root } from 'hast'
import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'

export type Highlight = (code: string, lang: string) => Root | null

let highlighter: Promise<Highlight> | null = null

/** Made once a process, when first needed: loading the grammars takes longer than everything else at a start. */
export function loadHighlight(): Promise<Highlight> {
  highlighter ??= makeHighlight()
  return highlighter
}

async function makeHighlight(): Promise<Highlight> {
  const core = await createHighlighterCore({
    themes: [createCssVariablesTheme({ name: 'classes', variablePrefix: '--' })],
    langs: [
      import('shiki/langs/http.mjs'),
      import('shiki/langs/json.mjs'),
      import('shiki/langs/javascript.mjs'),
      import('shiki/langs/typescript.mjs'),
      import('shiki/langs/c.mjs'),
      import('shiki/langs/python.mjs'),
      import('shiki/langs/shellscript.mjs'),
      import('shiki/langs/nginx.mjs'),
      import('shiki/langs/html.mjs'),
      import('shiki/langs/yaml.mjs'),
    ],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  })
  const known = new Set(core.getLoadedLanguages())
  return (code, lang) => {
    if (!known.has(lang)) return null
    const tree = core.codeToHast(code, { lang, theme: 'classes', structure: 'inline' })
    useClasses(tree)
    return tree
  }
}

/** `style="color:var(--token-keyword)"` → `class="token-keyword"`. */
function useClasses(node: Root | Element): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const style = child.properties['style']
    const name = /var\(--([a-z-]+)\)/.exec(typeof style === 'string' ? style : '')?.[1]
    child.properties = name === undefined || name === 'foreground' ? {} : { className: [name] }
    useClasses(child)
  }
}
