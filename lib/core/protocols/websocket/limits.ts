// How much one connection may ask for. Every bound is configuration: null means no bound. The machine holds
// the ones of a single connection; those that count connections are held by whoever accepts them.
// Read first: RFC 6455 §10.4 (implementation-specific limits).

export interface Limits {
  /** Bytes of a message, after decompression. */
  readonly messageBytes: number | null
  /** Frames of one message. */
  readonly fragments: number | null
  /** Bytes of the handshake's header section. */
  readonly headerBytes: number | null
  /** Control frames within `controlWindowMs`. */
  readonly controlFrames: number | null
  readonly controlWindowMs: number
  /** From the connection's begin to the end of the opening handshake. */
  readonly handshakeMs: number | null
  /** Without a byte from the peer. */
  readonly idleMs: number | null
  readonly lifeMs: number | null
  /** From this side's Close frame, or its end of the connection, to the peer's. */
  readonly closeMs: number | null
  /** Bytes that the transport has not yet taken. */
  readonly unsentBytes: number | null
}

/** What a stranger's connection gets. */
export const publicLimits: Limits = {
  messageBytes: 64 * 1024,
  fragments: 64,
  headerBytes: 8 * 1024,
  controlFrames: 100,
  controlWindowMs: 1_000,
  handshakeMs: 5_000,
  idleMs: 60_000,
  lifeMs: 600_000,
  closeMs: 5_000,
  unsentBytes: 1024 * 1024,
}

/** For conformance runs: their messages go up to 16 MiB, and their frames down to 64 bytes. */
export const conformLimits: Limits = {
  messageBytes: 32 * 1024 * 1024,
  fragments: null,
  headerBytes: 8 * 1024,
  controlFrames: null,
  controlWindowMs: 1_000,
  handshakeMs: null,
  idleMs: null,
  lifeMs: null,
  closeMs: null,
  unsentBytes: null,
}
