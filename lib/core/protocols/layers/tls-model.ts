// A model of TLS for one purpose: who sends how much when, and who must wait for whom. It encrypts nothing and
// checks nothing; its messages are named as in the RFCs' figures, and travel as so many octets through the real
// TCP machine. Sizes are typical ones. Not modelled: ECH, HelloRetryRequest, client certificates, tickets, alerts.
// Read first: RFC 8446 §2 to §2.3; RFC 5246 §7.3.

export const tlsKinds = ['none', '1.2', '1.2-resumed', '1.3', '1.3-resumed', '1.3-0rtt'] as const
export type TlsKind = (typeof tlsKinds)[number]

export interface TlsFlight {
  readonly from: 'A' | 'B'
  /** The messages of the RFC's figure; what stands in braces is encrypted. */
  readonly messages: string
  readonly octets: number
  readonly clause: string
}

export interface TlsHandshake {
  /** Each leaves once the one before has arrived; the first when TCP's connection stands. */
  readonly flights: readonly TlsFlight[]
  /** The flight after which the client may send data of its application: sent, if it is its own, or received. */
  readonly clientSendsAfter: number
  /** Octets that a record adds to the data that it carries: RFC 8446 §5.2; RFC 5246 §6.2.3.3 with AES-GCM. */
  readonly recordOctets: number
}

const figure13 = 'RFC 8446 §2'
const figure12 = 'RFC 5246 §7.3'

/** `certificateOctets`: the chain of certificates as the server sends it. */
export function modelTls(kind: TlsKind, certificateOctets: number): TlsHandshake {
  const client = (messages: string, octets: number, clause: string): TlsFlight => ({ from: 'A', messages, octets, clause })
  const server = (messages: string, octets: number, clause: string): TlsFlight => ({ from: 'B', messages, octets, clause })
  switch (kind) {
    case 'none':
      return { flights: [], clientSendsAfter: -1, recordOctets: 0 }
    case '1.3':
      return {
        clientSendsAfter: 2, recordOctets: 22,
        flights: [
          client('ClientHello + key_share', 517, figure13),
          server('ServerHello + key_share, {EncryptedExtensions, Certificate, CertificateVerify, Finished}', 520 + certificateOctets, figure13),
          client('{Finished}', 80, figure13),
        ],
      }
    case '1.3-resumed':
      return {
        clientSendsAfter: 2, recordOctets: 22,
        flights: [
          client('ClientHello + key_share, pre_shared_key', 720, 'RFC 8446 §2.2'),
          server('ServerHello + pre_shared_key, {EncryptedExtensions, Finished}', 260, 'RFC 8446 §2.2'),
          client('{Finished}', 80, 'RFC 8446 §2.2'),
        ],
      }
    case '1.3-0rtt':
      return {
        clientSendsAfter: 0, recordOctets: 22,
        flights: [
          client('ClientHello + early_data, pre_shared_key', 724, 'RFC 8446 §2.3'),
          server('ServerHello + pre_shared_key, {EncryptedExtensions + early_data, Finished}', 264, 'RFC 8446 §2.3'),
          client('(EndOfEarlyData), {Finished}', 106, 'RFC 8446 §2.3'),
        ],
      }
    case '1.2':
      return {
        clientSendsAfter: 3, recordOctets: 29,
        flights: [
          client('ClientHello', 517, figure12),
          server('ServerHello, Certificate, ServerKeyExchange, ServerHelloDone', 450 + certificateOctets, figure12),
          client('ClientKeyExchange, [ChangeCipherSpec], {Finished}', 126, figure12),
          server('[ChangeCipherSpec], {Finished}', 51, figure12),
        ],
      }
    case '1.2-resumed':
      return {
        clientSendsAfter: 2, recordOctets: 29,
        flights: [
          client('ClientHello + session id', 517, figure12),
          server('ServerHello, [ChangeCipherSpec], {Finished}', 140, figure12),
          client('[ChangeCipherSpec], {Finished}', 51, figure12),
        ],
      }
  }
}
