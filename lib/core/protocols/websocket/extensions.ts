// Sec-WebSocket-Extensions: its grammar, and the negotiation of permessage-deflate from both ends. Nothing is
// compressed here.
// Read first: RFC 6455 §9.1 (grammar), RFC 7692 §7 and §7.1 (the four parameters, and when an offer is
// declined).
import { isToken } from '#lib/core/protocols/websocket/http-head.ts'

export const PERMESSAGE_DEFLATE = 'permessage-deflate'

export interface ExtensionParam {
  readonly name: string
  /** Null when the parameter stands without a value. */
  readonly value: string | null
}

export interface Extension {
  readonly name: string
  readonly params: readonly ExtensionParam[]
}

export interface ParsedExtensions {
  readonly extensions: readonly Extension[]
  /**
   * Where in the text the grammar breaks (0-based), and what was expected; null when the whole text is a
   * list.
   */
  readonly fault: { readonly at: number; readonly expected: string } | null
}

/**
 * Parses the value of one header field, or of several joined by commas. What stands before a fault is kept.
 */
export function parseExtensions(text: string): ParsedExtensions {
  const extensions: Extension[] = []
  let at = 0
  const blank = () => {
    while (text[at] === ' ' || text[at] === '\t') at++
  }
  const token = () => {
    const from = at
    while (at < text.length && isToken(text[at]!)) at++
    return text.slice(from, at)
  }
  while (at < text.length) {
    blank()
    if (text[at] === ',') {
      at++
      continue
    }
    if (at >= text.length) break
    const name = token()
    if (name === '') return { extensions, fault: { at, expected: 'an extension name' } }
    const params: ExtensionParam[] = []
    blank()
    while (text[at] === ';') {
      at++
      blank()
      const param = token()
      if (param === '') return { extensions, fault: { at, expected: 'a parameter name' } }
      blank()
      let value: string | null = null
      if (text[at] === '=') {
        at++
        blank()
        const from = at
        value = text[at] === '"' ? quoted() : token()
        if (value === null || !isToken(value))
          return { extensions, fault: { at: from, expected: 'a parameter value' } }
      }
      params.push({ name: param, value })
      blank()
    }
    extensions.push({ name, params })
    if (at < text.length && text[at] !== ',') return { extensions, fault: { at, expected: '“,” or “;”' } }
    at++
  }
  return { extensions, fault: null }

  /** The content of a quoted string, unescaped; null when it does not end. */
  function quoted(): string | null {
    let value = ''
    for (at++; at < text.length; at++) {
      if (text[at] === '"') {
        at++
        return value
      }
      if (text[at] === '\\') at++
      value += text[at] ?? ''
    }
    return null
  }
}

export function formatExtension(extension: Extension): string {
  return [
    extension.name,
    ...extension.params.map((param) => (param.value === null ? param.name : `${param.name}=${param.value}`)),
  ].join('; ')
}

/**
 * The agreed parameters of permessage-deflate. A window of n bits is 2^n bytes; 15 where nothing was said.
 */
export interface DeflateParams {
  readonly serverNoContextTakeover: boolean
  readonly clientNoContextTakeover: boolean
  readonly serverMaxWindowBits: number
  readonly clientMaxWindowBits: number
}

/** What a server insists on; each entry left out leaves the choice to the client's offer. */
export interface DeflatePolicy {
  readonly serverNoContextTakeover?: boolean
  readonly clientNoContextTakeover?: boolean
  readonly serverMaxWindowBits?: number
  readonly clientMaxWindowBits?: number
}

interface RawParams {
  readonly serverNoContextTakeover: boolean
  readonly clientNoContextTakeover: boolean
  readonly serverMaxWindowBits: number | null
  /** `any`: offered without a value. */
  readonly clientMaxWindowBits: number | 'any' | null
}

/** The four parameters of an offer or a response, or why it is invalid (RFC 7692 §7). */
function readParams(extension: Extension, response: boolean): RawParams | string {
  const seen = new Set<string>()
  let serverNoContextTakeover = false
  let clientNoContextTakeover = false
  let serverMaxWindowBits: number | null = null
  let clientMaxWindowBits: number | 'any' | null = null
  for (const { name, value } of extension.params) {
    if (seen.has(name)) return `${name} stands twice`
    seen.add(name)
    if (name === 'server_no_context_takeover' || name === 'client_no_context_takeover') {
      if (value !== null) return `${name} takes no value`
      if (name === 'server_no_context_takeover') serverNoContextTakeover = true
      else clientNoContextTakeover = true
    } else if (name === 'server_max_window_bits' || name === 'client_max_window_bits') {
      const bare = value === null && name === 'client_max_window_bits' && !response
      if (!bare && !/^([89]|1[0-5])$/.test(value ?? '')) return `${name} must be 8 to 15`
      if (name === 'server_max_window_bits') serverMaxWindowBits = Number(value)
      else clientMaxWindowBits = bare ? 'any' : Number(value)
    } else return `unknown parameter ${name}`
  }
  return { serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits, clientMaxWindowBits }
}

export interface OfferVerdict {
  readonly offer: Extension
  /** Null for the offer that was accepted. */
  readonly declined: string | null
}

export interface DeflateAnswer {
  /** Each offer in the client's order, with what became of it. */
  readonly verdicts: readonly OfferVerdict[]
  /** What the server answers, or null when no offer is accepted. */
  readonly response: Extension | null
  readonly params: DeflateParams | null
}

/** The server's choice among a client's offers, in their order; a null policy declines them all. */
export function answerOffers(offers: readonly Extension[], policy: DeflatePolicy | null): DeflateAnswer {
  const verdicts: OfferVerdict[] = []
  let response: Extension | null = null
  let params: DeflateParams | null = null
  for (const offer of offers) {
    if (response !== null) verdicts.push({ offer, declined: 'an earlier offer was accepted' })
    else if (offer.name !== PERMESSAGE_DEFLATE) verdicts.push({ offer, declined: 'unknown extension' })
    else if (policy === null) verdicts.push({ offer, declined: 'compression is switched off' })
    else {
      const raw = readParams(offer, false)
      if (typeof raw === 'string') verdicts.push({ offer, declined: raw })
      else {
        params = agree(raw, policy)
        response = toExtension(params, raw.serverMaxWindowBits !== null)
        verdicts.push({ offer, declined: null })
      }
    }
  }
  return { verdicts, response, params }
}

function agree(raw: RawParams, policy: DeflatePolicy): DeflateParams {
  const clientBits = raw.clientMaxWindowBits === 'any' ? 15 : raw.clientMaxWindowBits
  return {
    serverNoContextTakeover: raw.serverNoContextTakeover || policy.serverNoContextTakeover === true,
    clientNoContextTakeover: raw.clientNoContextTakeover || policy.clientNoContextTakeover === true,
    serverMaxWindowBits: Math.min(raw.serverMaxWindowBits ?? 15, policy.serverMaxWindowBits ?? 15),
    // Not offered: the response MUST NOT name it, so the client may use 15 bits (RFC 7692 §7.1.2.2).
    clientMaxWindowBits: clientBits === null ? 15 : Math.min(clientBits, policy.clientMaxWindowBits ?? 15),
  }
}

/**
 * `named`: the offer names server_max_window_bits, so the response must too, even for 15 (RFC 7692 §7.1.2.1).
 */
function toExtension(params: DeflateParams, named: boolean): Extension {
  const list: ExtensionParam[] = []
  if (params.serverNoContextTakeover) list.push({ name: 'server_no_context_takeover', value: null })
  if (params.clientNoContextTakeover) list.push({ name: 'client_no_context_takeover', value: null })
  if (named || params.serverMaxWindowBits < 15) {
    list.push({ name: 'server_max_window_bits', value: String(params.serverMaxWindowBits) })
  }
  if (params.clientMaxWindowBits < 15) {
    list.push({ name: 'client_max_window_bits', value: String(params.clientMaxWindowBits) })
  }
  return { name: PERMESSAGE_DEFLATE, params: list }
}

export type ResponseVerdict =
  | { readonly ok: true; readonly params: DeflateParams | null }
  | { readonly ok: false; readonly extension: string; readonly reason: string }

/** The client's check of a server's choice: the agreed parameters, or why it must fail the connection. */
export function checkChoice(chosen: readonly Extension[], offers: readonly Extension[]): ResponseVerdict {
  let params: DeflateParams | null = null
  for (const extension of chosen) {
    const extensionText = formatExtension(extension)
    const bad = (reason: string): ResponseVerdict => ({ ok: false, extension: extensionText, reason })
    const same = offers.filter((offer) => offer.name === extension.name)
    if (same.length === 0) return bad('not offered')
    if (extension.name !== PERMESSAGE_DEFLATE) return bad('not supported')
    if (params !== null) return bad('chosen twice')
    const raw = readParams(extension, true)
    if (typeof raw === 'string') return bad(raw)
    const reasons = same.map((offer) => fits(raw, readParams(offer, false)))
    if (!reasons.includes(null)) return bad(reasons[0]!)
    params = {
      serverNoContextTakeover: raw.serverNoContextTakeover,
      clientNoContextTakeover: raw.clientNoContextTakeover,
      serverMaxWindowBits: raw.serverMaxWindowBits ?? 15,
      clientMaxWindowBits: raw.clientMaxWindowBits === 'any' ? 15 : (raw.clientMaxWindowBits ?? 15),
    }
  }
  return { ok: true, params }
}

/** Why a response does not answer this offer, or null when it does. */
function fits(raw: RawParams, offer: RawParams | string): string | null {
  if (typeof offer === 'string') return offer
  if (raw.clientMaxWindowBits !== null && offer.clientMaxWindowBits === null) {
    return 'client_max_window_bits was not offered'
  }
  if (offer.serverNoContextTakeover && !raw.serverNoContextTakeover)
    return 'server_no_context_takeover is missing'
  if (offer.serverMaxWindowBits !== null && (raw.serverMaxWindowBits ?? 15) > offer.serverMaxWindowBits) {
    return `server_max_window_bits is above ${offer.serverMaxWindowBits}`
  }
  return null
}
