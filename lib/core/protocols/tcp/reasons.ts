// Why a segment was not simply processed: one id for each branch, with the sentence that the labs show.
// The clause stands beside the id in the effect; here is only the wording.

export const reasons = {
  'RST not answered': { en: 'A RST is never answered.', zh: '永远不回应 RST。' },
  'nobody listens': { en: 'Nobody listens here: a RST says so.', zh: '这里没有人在监听：以 RST 告知。' },
  blackhole: { en: 'This host drops what comes to a closed port.', zh: '本机丢弃发往关闭端口的报文段。' },
  'RST in LISTEN': {
    en: 'Nothing was sent that a RST could answer; LISTEN ignores it.',
    zh: '还没有发出过任何能招来 RST 的报文段，LISTEN 忽略它。',
  },
  'ACK in LISTEN': {
    en: 'Nothing was sent that could be acknowledged.',
    zh: '还没有发出过任何可以被确认的内容。',
  },
  'SYN,ACK in LISTEN': {
    en: 'Nobody here sent a SYN that this could answer: dropped by configuration.',
    zh: '本机没有发出过与之对应的 SYN：按配置丢弃。',
  },
  'nothing for LISTEN': { en: 'Neither SYN, ACK nor RST: dropped.', zh: '既无 SYN、ACK 也无 RST，丢弃。' },
  'SYN and FIN': {
    en: 'SYN and FIN together are dropped by configuration.',
    zh: '按配置丢弃同时带 SYN 和 FIN 的报文段。',
  },
  'ACK of nothing sent': {
    en: 'It acknowledges something that was never sent.',
    zh: '它确认了从未发送过的内容。',
  },
  'RST without ACK of SYN': {
    en: 'In SYN-SENT a RST counts only if it acknowledges the SYN.',
    zh: '在 SYN-SENT 中，只有确认了 SYN 的 RST 才算数。',
  },
  'no SYN in SYN-SENT': { en: 'Neither SYN nor RST: dropped.', zh: '既无 SYN 也无 RST，丢弃。' },
  'outside the window': {
    en: 'It lies outside the receive window.',
    zh: '它落在接收窗口之外。',
  },
  'partly outside the window': {
    en: 'Part of it lies outside the receive window, and only the rest is taken.',
    zh: '它有一部分落在接收窗口之外，只接收其余部分。',
  },
  'zero window': { en: 'The receive window is closed.', zh: '接收窗口已关闭。' },
  'RST outside the window': {
    en: 'A RST outside the receive window is dropped in silence.',
    zh: '接收窗口之外的 RST 被静默丢弃。',
  },
  'RST not at RCV.NXT': {
    en: 'A RST inside the window but not at RCV.NXT may be a blind attack: it is challenged.',
    zh: 'RST 在窗口内但不等于 RCV.NXT，可能是盲攻击：用 challenge ACK 质询。',
  },
  'RST in TIME-WAIT': {
    en: 'A RST does not end TIME-WAIT early here.',
    zh: '这里 RST 不会提前结束 TIME-WAIT。',
  },
  'SYN in a synchronized state': {
    en: 'A SYN on an open connection is answered by a challenge ACK.',
    zh: '对已同步的连接发来的 SYN，用 challenge ACK 回应。',
  },
  'SYN without ACK in TIME-WAIT': {
    en: 'Not newer than the old connection: dropped.',
    zh: '序列号不比旧连接新，丢弃。',
  },
  'no ACK': { en: 'Without the ACK bit nothing more is processed.', zh: '没有 ACK 位，不再处理。' },
  'ACK out of range': {
    en: 'The acknowledgment is too old or acknowledges data not yet sent.',
    zh: '确认号太旧，或确认了尚未发送的数据。',
  },
  'old timestamp': {
    en: 'Its timestamp is older than the last one accepted (PAWS).',
    zh: '它的时间戳早于最近接受的时间戳（PAWS）。',
  },
  'timestamp missing': {
    en: 'Timestamps were agreed on and this segment has none.',
    zh: '双方已协商时间戳，而这个报文段没有。',
  },
  'repeated SYN': { en: 'The same SYN again: it is known already.', zh: '重复的 SYN：它早已收到过。' },
  'bad handshake ACK': {
    en: 'It does not acknowledge our SYN.',
    zh: '它没有确认我方的 SYN。',
  },
  'repeated FIN': { en: 'The peer sent its FIN again.', zh: '对方重发了 FIN。' },
  'data after CLOSE': {
    en: 'Nobody will read this data: the peer is told by a RST.',
    zh: '不会再有人读取这些数据：用 RST 告知对方。',
  },
  'unread data': {
    en: 'Received data was never read: the close says so by a RST.',
    zh: '收到的数据没有被读取：关闭时用 RST 告知对方。',
  },
  'SYN queue full': { en: 'The SYN queue is full.', zh: '半连接队列已满。' },
  'accept queue full': { en: 'The accept queue is full.', zh: '全连接队列已满。' },
  'bad SYN cookie': { en: 'No valid SYN cookie.', zh: 'SYN cookie 无效。' },
} as const satisfies Record<string, { readonly en: string; readonly zh: string }>

export type ReasonId = keyof typeof reasons
