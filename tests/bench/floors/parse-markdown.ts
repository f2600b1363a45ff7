// The floor of parsing: what remark-parse with remark-gfm runs, to a tree and no further (both packages are wrappers of
// a few lines around these three). Imports nothing of ours.
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

export const parseMarkdown = (text: string): unknown =>
  fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
