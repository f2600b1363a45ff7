// The protocol words that mean one thing in both languages: data for the marking of written answers.
// One line is one meaning: `id [< broader, broader] : form, form, …`. A form is matched word by word after
// stemming, Han character by character; ` _ ` in a form stands for up to four words between. `!` before a
// form: it says the opposite (无状态, stateless). Ordinary words stand in `words.ts`. Add a line here when
// candidates say it, not for one answer.

/** Exact names: states, flags, fields, codes. Whoever writes one means it, so they weigh most. */
export const exactTerms = `
syn : syn, syns
ack : ack, acks, 确认报文, ack 包
syn-ack : syn ack, synack, syn and ack, 第二次握手, second segment, 第二个报文段, 第二个包, second packet, second step
fin : fin, fins
rst : rst, rsts, reset, resets, connection reset, 复位, 重置, 重置报文
third-segment : third segment, third packet, third step, third one, third ack, 第三次握手, 第三个报文段, 第三个包, 第三次, 第三个 ack, final ack, last of _ three, last packet of _ handshake, last ack of _ handshake, third message
first-segment : first segment, first packet, 第一次握手, 第一个报文段, 第一个包, 首个报文
listen : listen, listening, 监听
syn-sent : syn sent, synsent
syn-received < half-open-entry : syn received, syn rcvd, syn recv, synrcvd
established : established, estab, 已建立, 连接已建立, 建立好, 建立好了, 建好, 建好了, 连接建立, considers itself connected, already connected, thinks _ connected, believes _ connected
fin-wait-1 : fin wait 1, finwait1, fin wait1
fin-wait-2 : fin wait 2, finwait2, fin wait2
close-wait : close wait, closewait
last-ack-state : last ack state
closing-state : closing state
time-wait : time wait, timewait, tw state
closed-state : closed state
last-ack : last ack, final ack, 最后的 ack, 最后一个 ack, 最后一次 ack, 最后那个 ack, 最后一次确认, 最后的确认, 末次 ack, 最后 ack
2msl : 2msl, 2 msl, two msl, twice _ msl, 2 × msl, 两倍 msl, 两个 msl, 2 个 msl, 两倍报文最大生存时间, twice _ maximum segment lifetime, double _ msl
msl : msl, maximum segment lifetime, 报文最大生存时间, 最大报文段生存时间, 报文段最长寿命
isn < sequence-number : isn, isns, initial sequence number, initial sequence, starting sequence number, starting number, initial number, 初始序列号, 初始序号, 起始序列号, 起始序号, 初始值
mss : mss, maximum segment size, 最大报文段长度, 最大段长
window-scale : window scale, window scaling, wscale, 窗口扩大, 窗口缩放, 窗口扩大因子, 窗口扩展
sack : sack, selective ack, selective acknowledgment, 选择确认, 选择性确认
rcv-nxt < expected-number : rcv nxt, rcvnxt
snd-una : snd una
snd-nxt : snd nxt
tcb < connection-record : tcb, transmission control block, 传输控制块
tfo : tfo, tcp fast open, fast open, fastopen, 快速打开
syn-cookie : syn cookie, syncookie
syn-cache : syn cache, syn 缓存
syn-proxy : syn proxy, syn 代理
rto < timeout : rto, retransmission timeout, retransmit timeout, 重传超时, 超时重传时间
rtt < round-trip : rtt, srtt, 往返时间, 往返时延, round trip time
cwnd < window : cwnd, congestion window, 拥塞窗口
rwnd < window : rwnd, receive window, advertised window, receiver window, 接收窗口, 通告窗口, 接收方窗口
ssthresh : ssthresh, slow start threshold, 慢启动阈值, 慢启动门限
ecn : ecn, explicit congestion notification, 显式拥塞通知
nagle : nagle
delayed-ack : delayed ack, delayed acknowledgment, 延迟确认, 延迟 ack
zero-window : zero window, 零窗口, 窗口为零, 窗口为 0, window of 0, window is 0, window of zero, 窗口是 0
shut-wr : shut wr, shutwr
so-linger : so linger, linger 0
so-reuseaddr : so reuseaddr, reuseaddr
eaddrinuse : eaddrinuse, address already in use, address in use, 地址已被占用, 地址被占用, 地址已在使用, 地址还被占
econnreset : econnreset, connection reset, reset by peer, 连接被重置, 连接重置
tw-reuse : tcp tw reuse, tw reuse
eof : eof, end of file, 文件结束, 读到 0, read returns 0, read return 0, returns 0, return 0, 返回 0, end of stream, zero bytes
enofile : too many open files, 打开的文件过多, emfile
urg : urg, urgent
psh : psh
http-101 : 101, 101 switching protocols, switching protocols
sec-key : sec websocket key
sec-accept : sec websocket accept
sec-version : sec websocket version
sec-extensions : sec websocket extensions
sec-protocol : sec websocket protocol
connect-method : connect
extended-connect < connect-method : extended connect, 扩展 connect, 扩展的 connect
protocol-pseudo < pseudo-header : :protocol, protocol pseudo header
pseudo-header : pseudo header, pseudo headers, 伪头, 伪头部, 伪首部, :method, :path, :authority, :scheme
settings-frame : settings
upgrade-header : upgrade, 升级
connection-header : connection header, connection upgrade
origin-header : origin, origin header
authorization-header : authorization
sec-prefix : sec, sec header, sec prefix
ping : ping, pings
pong : pong, pongs
close-frame < close : close frame, close 帧, closing frame, 关闭帧
opcode : opcode, op code, 操作码
rsv : rsv, rsv1 3, reserved bit, 保留位
rsv1 < rsv : rsv1
masking : mask, masking, masked, masks, 掩码, 加掩码
masking-key < masking : masking key, mask key, 掩码密钥, 掩码 key, 掩码键
crime : crime
lz77 : lz77, sliding window, 滑动窗口
deflate : deflate, permessage deflate
takeover : context takeover, 上下文接管
no-takeover : no context takeover, server no context takeover, client no context takeover
window-bits : max window bits, window bits, server max window bits, client max window bits
xor : xor, xored, 异或
sha1 < hash : sha 1, sha1
base64 : base64, base 64
guid : guid, magic string, magic guid, magic value, 魔法字符串, 魔术字符串, 固定字符串, fixed string, uuid
nonce < random : nonce
rd-flag : rd, rd bit, rd flag, recursion desired
ra-flag : ra, ra bit, ra flag, recursion available
tc-flag < truncated : tc, tc bit, tc flag
edns : edns, edns0, edns 0
axfr < zone-transfer : axfr, ixfr
zone-transfer : zone transfer, zone transfers, 区域传送, 区域传输, 区传送
ttl : ttl, time to live, 生存时间
cname : cname, alias record, 别名记录
ns-record : ns, ns record, ns 记录
soa : soa
glue : glue, glue record, 胶水记录, 粘合记录
nxdomain : nxdomain, name error, 域名不存在, 名字不存在, does not exist
dnssec : dnssec
hpack : hpack
qpack : qpack
quic : quic, http 3, http3
http2 : http 2, http2, h2
http11 : http 1.1, http1.1, http 1
tls : tls, ssl
wss : wss
https < tls : https
dhe < ephemeral : dhe, ecdhe, ec dhe, ephemeral diffie hellman, diffie hellman, dh, 迪菲赫尔曼
rsa : rsa
sni : sni, server name indication
alpn : alpn
ocsp : ocsp
psk : psk, pre shared key, 预共享密钥
zero-rtt : 0 rtt, 0rtt, zero rtt, early data, 早期数据
one-rtt : 1 rtt, 1rtt, one rtt, one round trip, 一个 rtt, 一次往返
hsts : hsts
etag : etag
cors : cors, preflight, 预检
csrf : csrf, xsrf, 跨站请求伪造
samesite : samesite, same site
icmp : icmp
arp : arp
mtu : mtu, path mtu, 路径 mtu
df-bit : df, df bit, don't fragment, 不分片标志
mac-address : mac, mac address, mac 地址, hardware address, 硬件地址, 物理地址
nat : nat, network address translation, 网络地址转换, 地址转换
dhcp : dhcp
max-age : max age, s maxage
no-cache : no cache
no-store : no store
cache-control : cache control
if-none-match : if none match
if-modified-since : if modified since, last modified
http-304 : 304, 304 not modified, not modified
vary-header : vary
host-header : host header
content-length : content length
chunked : chunked, chunked encoding, transfer encoding, 分块传输
range-header : range request, range header, 断点续传
location-header : location header
set-cookie : set cookie
http-only : httponly, http only
get-method : get method, get request, get 请求
post-method : post
put-method : put method, put 请求
delete-method : delete method, delete 请求
options-method : options method, options request, options 请求
client-hello : client hello, clienthello
server-hello : server hello, serverhello
finished-message : finished
key-share : key share, key shares, keyshare
hello-retry : hello retry request, helloretryrequest, hello retry
tls12 : tls 1.2, tls1.2
tls13 : tls 1.3, tls1.3
aead : aead, gcm, chacha20
mac-code : message authentication code, 消息认证码
srtt : smoothed rtt
mx-record : mx, mx record, mx 记录
a-record : a record, a records, a 记录
aaaa-record : aaaa, aaaa record, aaaa 记录
ptr-record : ptr, ptr record, ptr 记录
txt-record : txt record, txt 记录
opt-record : opt, opt record
nodata : nodata, no data answer, no record of that type, has no record, 没有该类型, 没有这种类型的记录
servfail : servfail, server failure, 服务器失败
noerror : noerror
rrsig : rrsig
dnskey : dnskey
ds-record : ds, ds record
nsec : nsec, nsec3
doh : doh, dns over https
dot-dns : dot, dns over tls
ecs : ecs, client subnet, edns client subnet, 客户端子网
in-addr : in addr arpa, reverse lookup, reverse zone, 反向解析
bgp : bgp, border gateway protocol
ospf : ospf
as-number : as number, autonomous system, 自治系统
vlan : vlan, 虚拟局域网
stp : spanning tree, stp, 生成树
cidr : cidr, subnet mask, prefix length, 子网掩码, 前缀长度, 掩码长度
rtp : rtp
smtp : smtp
ftp : ftp
ssh : ssh
grpc : grpc
websocket-1006 : 1006
tcp-nodelay : tcp nodelay, nodelay
so-keepalive : so keepalive
cork : tcp cork
fast-recovery : fast recovery, 快恢复, 快速恢复
cubic : cubic
bbr : bbr
paws : paws
mss-clamping : mss clamping, clamping the mss, clamp the mss, clamp mss, mss 钳制
plpmtud : plpmtud, packetization layer
sctp : sctp
vip : vip, virtual ip, 虚拟 ip
lvs : lvs, ipvs
`

/** Technical terms: what the thing is called, in either language and in the words people use for it. */
export const technicalTerms = `
handshake : handshake, three way handshake, 3 way handshake, 握手, 三次握手, 三路握手, 3 次握手
close-four : four way close, four way handshake, 四次挥手, 四次握手, 4 次挥手, 四次断开
sequence-number : sequence number, sequence numbers, sequence space, seq, seq number, seqno, 序列号, 序号, seq 号, sequence
ack-number : acknowledgment number, acknowledgement number, ack number, ack field, 确认号, ack 号, ack 字段
acknowledge : acknowledge, acknowledges, acknowledged, acknowledgment, acknowledgement, ack, acks, acked, confirm, confirms, confirmation, confirmed, acking, 确认, 应答确认, 得到确认, 被确认
retransmit : retransmit, retransmission, resend, resent, re send, send _ again, sends _ again, sent _ again, sent once more, send _ once more, sends _ once more, send _ anew, repeat, repeated, repeats, transmit _ again, retry, retries, 重传, 重发, 再发, 再传, 重新发, 重新发送, 重新传, 补发, 再发一次, 再发一遍, 重发一遍, 再次发送, 又发, 重试, 发第二次, re transmit, redeliver, redelivery
timeout : timeout, time out, times out, timed out, timer, timers, timer expires, timer fires, expire, time limit, 超时, 定时器, 计时器, 到时, 到点, 时限, 定时
full-duplex : full duplex, duplex, bidirectional, bi directional, two way, both directions, two directions, either direction, 全双工, 双工, 双向, 两个方向, 双向通信
direction : direction, directions, side of _ connection, way, 方向, 单向, 一个方向
half-close : half close, half closed, 半关闭
half-open : half open, 半开, 半开连接
half-open-entry : half open entry, half open entries, half open connection, half finished, half completed, embryonic, 半连接, 半开连接, 半连接状态
syn-queue < queue : syn queue, backlog, syn backlog, 半连接队列, half open queue, listen queue, 全连接队列
simultaneous : simultaneous, simultaneously, at once, at the same time, at same time, same moment, both close, both send fin, 同时, 一起关, 一起发, 同时关闭
active-close < first : active close, active closer, actively closes, closes first, close first, closed first, initiates _ close, initiate _ close, initiates _ shutdown, sends _ first fin, hangs up first, starts _ close, 主动关闭, 主动关闭方, 主动断开, 先关闭, 先关, 主动方, 先发 fin, 先发起关闭, 发起关闭, 主动断, 先断, 主动发起
passive-close : passive close, passive closer, passively, passive side, passive end, 被动关闭, 被动关闭方, 被动方, 被动断开, 被动的那边
connection-record : connection record, control block, connection block, connection structure, 连接记录, 连接结构, 控制块
four-tuple : four tuple, 4 tuple, tuple, 四元组, pair of sockets, socket pair, 一对套接字, 套接字对, address port pair, addresses and ports, ip and port, ips and ports, address and port, ip 和端口, 地址和端口, 源 ip, ip 端口, 端口和地址, 地址端口, same ports, four values, 四个值, 五元组
ephemeral-port < port : ephemeral port, ephemeral ports, local port, local ports, source port, source ports, client port, 本地端口, 临时端口, 客户端端口, 源端口, 随机端口
port : port, ports, 端口
address : address, addresses, ip, ip address, 地址, ip 地址
socket : socket, sockets, 套接字
file-descriptor : file descriptor, file descriptors, fd, fds, descriptor, descriptors, handle, 文件描述符, 描述符, 句柄, 文件句柄
leak : leak, leaks, leaked, 泄漏, 泄露, 没释放, 忘了释放
lifetime : lifetime, lives, live time, 寿命, 生存期, 存活时间
incarnation < old : incarnation, previous connection, earlier connection, former connection, last connection, old connection, prior connection, 旧连接, 上一条连接, 上一个连接, 之前的连接, 以前的连接, 老连接, 历史连接, 原来的连接, 原连接
next-connection < new : new connection, next connection, later connection, following connection, 新连接, 新的连接, 下一条连接, 下一个连接, 后续连接, 后面的连接
stateless : stateless, no state, keeps no state, keep no state, keeps nothing, keep nothing, doesn't store, not store, doesn't keep, not keep, doesn't remember, not remember, stores nothing, nothing is stored, nothing is kept, instead of allocating, doesn't allocate, not allocate, no memory, 无状态, 不保存, 不存, 不记录, 没有状态, 没状态, 不分配, 不维护, 不建, 什么都不用存, 什么都不存, 不留状态
stale-packet < old : old duplicate, old segment, old packet, stale segment, stale packet, delayed segment, delayed packet, late segment, late packet, wandering duplicate, leftover, leftovers, straggler, lingering packet, residual, 旧报文, 旧包, 旧的报文, 旧的包, 迟到, 迟到的包, 滞留, 残留, 延迟的报文, 历史报文, 过期的包, 老包, 旧数据包, 失效的, 旧报文段, 旧数据, 旧的数据包, 陈旧
segment : segment, segments, packet, packets, datagram, datagrams, pdu, 报文段, 报文, 包, 数据包, 数据报, 分组, 段
data : data, payload, bytes, byte, octet, octets, content, body, information, 数据, 字节, 载荷, 负载, 内容, 正文
option : option, options, 选项
window : window, windows, 窗口
in-window < window : in window, inside _ window, within _ window, in _ receive window, falls into _ window, 窗口内, 窗口里, 落进窗口, 落在窗口, 落入窗口, 在窗口
buffer : buffer, buffers, buffered, buffering, receive buffer, store, stores, stored, queue up, hold, holds, held, hold back, keep _ back, 缓冲, 缓冲区, 缓存, 暂存, 存着, 先存, 压着, 存起来
flow-control : flow control, 流量控制, 流控
congestion-control : congestion control, congestion avoidance, 拥塞控制, 拥塞避免
congestion < overload : congestion, congested, 拥塞, 拥堵, 网络拥塞, 堵塞, 堵死
slow-start : slow start, 慢启动, 慢开始
fast-retransmit < retransmit : fast retransmit, fast retransmission, 快速重传, 快重传
duplicate-ack < duplicate : duplicate ack, duplicate acks, dup ack, dup acks, dupack, dupacks, same ack, 重复 ack, 重复的 ack, 重复确认, 一样的 ack, 相同的 ack, 冗余 ack
in-flight : in flight, outstanding, unacknowledged, unacked, on the way, under way, on their way, 在途, 未确认, 飞行中, 路上的, 没确认
probe : probe, probes, probing, 探测, 探活, 探一下, heartbeat, heartbeats, 心跳, 心跳包, 心跳探测, still there, still alive, 还在不在, 是否还在, 还活着
keepalive : keepalive, keep alive, keep alives, keeps alive, keep _ alive, 保活, 心跳保活
heartbeat : heartbeat, heartbeats, heart beat, 心跳, 心跳包
polling : poll, polling, long poll, long polling, 轮询, 长轮询, 短轮询, ask again and again, asks again and again
push : push, pushes, pushed, server push, 推送, 推, 主动推
message-boundary : message boundary, message boundaries, boundary, boundaries, framing, message framing, record boundary, one message at a time, 消息边界, 报文边界, 边界, 分帧, 成帧, 粘包, 一条条, 完整的消息, 一条消息, 一个包就是一个包
byte-stream : byte stream, stream of bytes, bytestream, stream oriented, 字节流, 流式, 面向流
message : message, messages, 消息
frame : frame, frames, 帧
fragment : fragment, fragments, fragmentation, fragmented, piece, pieces, chunk, chunks, split, splits, 分片, 片段, 分段, 分块, 拆分, 拆成
continuation : continuation, continuation frame, 延续帧, 后续帧, 继续帧
control-frame : control frame, control frames, 控制帧
extension : extension, extensions, 扩展
subprotocol : subprotocol, subprotocols, sub protocol, 子协议
request-header : header, headers, field, fields, http header, 头部, 头, 请求头, 标头, 头字段, 首部
status-code : status code, status, response code, 状态码, 返回码
close-code : close code, closing code, status code, code, 关闭码, 状态码, 关闭代码
reason : reason, reason text, reason phrase, 原因, 原因说明, 理由
redirect : redirect, redirects, redirection, 3xx, 301, 302, 重定向, 跳转
cookie : cookie, cookies, 凭证
token : token, tokens, ticket, tickets, 令牌, 票据, 一次性票据
allow-list : allow list, allowlist, whitelist, white list, list of allowed, allowed origins, allowed sites, permitted, 白名单, 允许列表, 允许的域名, 只允许
same-origin : same origin, same origin policy, sop, 同源, 同源策略
hijack : hijack, hijacking, 劫持
authenticate : authenticate, authentication, authenticates, auth, login, log in, logged in, identity, who you are, 认证, 身份认证, 鉴权, 登录, 身份验证, 身份
authorize : authorize, authorization, authorisation, permission, permissions, access rights, 授权, 权限, 复查权限, privilege, privileges, entitled, not your business, 轮不到, 越权
encrypt : encrypt, encryption, encrypted, cipher, secrecy, confidential, confidentiality, 加密, 保密, 机密, 机密性
decrypt : decrypt, decryption, decipher, 解密, 解开, 解不开, 解不了, 破解
secret : secret, secrets, secret key, 加密钥, 加上密钥, 加一个密钥, 密钥, 秘密, 机密
key : key, keys, 密钥, 秘钥, 键
private-key < key : private key, long term key, long term private key, certificate key, 私钥, 长期私钥, 长期密钥
public-key < key : public key, 公钥
session-key < key : session key, symmetric key, traffic key, 会话密钥, 对称密钥
session : session, sessions, conversation, 会话
certificate : certificate, certificates, cert, certs, 证书
sign : sign, signs, signed, signing, signature, signatures, 签名, 签署
hash : hash, hashes, hashed, digest, hash function, prf, pseudorandom function, pseudo random function, 哈希, 散列, 摘要, 伪随机函数, 哈希函数
keyed-hash < hash, secret : keyed hash, keyed function, hmac, secret hash, 带密钥的哈希, 带密钥的散列, 加密钥的哈希, 带密钥
ephemeral : ephemeral, temporary, short lived, fresh key, fresh keys, one time, per connection keys, 临时, 一次性, 短期
forward-secrecy : forward secrecy, forward secret, perfect forward secrecy, pfs, 前向保密, 前向安全, 前向安全性
key-exchange : key exchange, key agreement, 密钥交换, 密钥协商
compress : compress, compresses, compressed, compression, compressor, deflated, shrink, shrinks, zip, 压缩, 压缩率
inflate : inflate, inflated, decompress, decompressed, decompression, unzip, zip bomb, zip bombs, 解压, 解压缩, 解压后, 解压炸弹
bomb : bomb, bombs, 炸弹
memory : memory, ram, 内存, 内存占用, 资源
side-channel : side channel, 侧信道
proxy : proxy, proxies, 代理, 代理服务器
intermediary < proxy : intermediary, intermediaries, middlebox, middleboxes, middle box, boxes in the middle, in between, in the middle, gateway, transparent proxy, 中间设备, 中间节点, 中间的代理, 透明代理, 网关, 中间件, 中间盒
reverse-proxy < proxy : reverse proxy, reverse proxies, nginx, haproxy, 反向代理, 反代
forward-proxy < proxy : forward proxy, configured proxy, 正向代理
load-balancer : load balancer, load balancers, load balancing, balancer, balancing, 负载均衡, 均衡, 负载均衡器
tunnel : tunnel, tunnels, tunneling, 隧道, 通道
hop-by-hop : hop by hop, 逐跳, 逐跳头, 逐跳头部
cache : cache, caches, cached, caching, 缓存, 缓存起来
poisoning : poison, poisoning, poisoned, cache poisoning, 投毒, 污染, 缓存投毒, 缓存污染
firewall : firewall, firewalls, 防火墙
firewall-filter : ingress filtering, egress filtering, filter, filters, filtering, 过滤, 源地址过滤
spoof : spoof, spoofs, spoofed, spoofing, forge, forges, forged, forging, fake, fakes, faked, bogus, counterfeit, impersonate, forgery, 伪造, 假冒, 冒充, 假的, 冒用
attacker : attacker, attackers, hacker, malicious, evil, hostile, adversary, bad guy, man in the middle, 攻击者, 黑客, 恶意, 攻击, 坏人, 中间人
flood : flood, floods, flooding, loads of, 洪泛, 洪水, 泛洪, 狂发, 大量
exhaust : exhaust, exhausts, exhausted, exhaustion, run out, runs out, ran out, used up, uses up, use up, fill up, fills up, filled up, full, overflow, overflows, out of memory, 耗尽, 占满, 用光, 用完, 塞满, 打满, 耗光, 撑爆, 满了, 满, 占光, 打爆, 不够用, 枯竭, 爆满
overload : overload, overloads, overloaded, overwhelm, overrun, overrunning, trample, thundering herd, stampede, 过载, 压垮, 惊群, 冲垮, 一起冲
backoff : backoff, back off, exponential backoff, exponentially, growing delay, doubles, doubled, double, doubling, 退避, 指数退避, 指数增加, 翻倍, 翻一倍, 乘二, 加倍, 指数增长, 倍增
jitter < random : jitter, random delay, some randomness, 抖动, 随机延迟, 加点随机
reconnect : reconnect, reconnects, reconnecting, reconnection, connect again, connects again, 重连, 重新连接, 再连, 断线重连
state-kept : state, states, 状态
pool : pool, pools, pooling, connection pool, 连接池, 池化
persistent : persistent, persistent connection, long lived, keep _ open, keeps _ open, stays open, reuse connection, 长连接, 持久连接, 持久, 一直留着, 一直开着, 长期, same connection, same tcp connection, one connection, 同一条连接, 同一条 tcp 连接, 连接复用, 复用连接
idle : idle, silent, quiet, inactive, no traffic, says nothing, nobody sends, nobody transmits, 空闲, 沉默, 不说话, 没有流量, 闲置, 没人发, 安静
crash : crash, crashes, crashed, die, dies, died, dead, reboot, rebooted, reboots, power cut, process dying, killed, 崩溃, 挂了, 挂掉, 宕机, 死机, 重启, 掉电, 断电, 崩了, 进程退出, 死掉
restart-event < crash : restart, restarted, restarts, 重启, 重新启动
abort : abort, aborts, aborted, abruptly, abrupt, kill, kills, tear down, torn down, terminate, terminates, terminated, cut off, 中止, 终止, 异常终止, 强制关闭, 掐断, 强行, 立即关闭, 异常关闭, 异常退出
graceful : graceful, gracefully, orderly, polite, clean, cleanly, clean end, properly, goodbye, 优雅, 有序, 正常关闭, 正常结束, 干净, 正常告别, 优雅退出
close : close, closes, closed, closing, shut, shuts, shut down, hang up, hung up, 关闭, 关, 断开, 关掉, 关连接, 断, 关了
open-connection : open, opens, opened, set up, setup, establish, establishes, establishing, connection setup, 打开, 建立, 建立连接, 建连, 建立起
shutdown-call : shutdown, shut down writing, close _ write side, shut down _ write, stop sending, 关闭写端, 关写, 只关写, 关写端, 写端
drain : drain, draining, read until, read to the end, keep reading, reads until, 读完, 读到, 读到 eof, 一直读, 排空, 读掉
lingering-close < graceful : lingering close
unread : unread, not read, not yet read, not been read, still _ unread, hadn't been read, 未读, 没读, 没有读, 还没读, 来不及读, 没读完, 剩下的请求
connection-oriented : connection oriented, sets up _ connection, set up _ connection, establishes _ connection, 面向连接, 先建立连接, 要建立连接, 有连接, needs _ connection, !connectionless, !无连接, !不需要连接, !without any setup, !no setup, !无需连接
reliable : reliable, reliably, reliability, dependable, guarantees delivery, guarantee delivery, guaranteed delivery, everything arrives, makes sure _ arrives, 可靠, 可靠性, 可靠的, 保证到达, 保证送达, 一定能到, !unreliable, !undependable, !best effort, !尽力而为
in-order : in order, ordered, order, ordering, right sequence, right order, correct order, same order, in sequence, 按序, 有序, 顺序, 按顺序, 次序, !out of order, !乱序, !overtake, !先发后到, !先发的可能后到
multiplex : multiplex, multiplexes, multiplexed, multiplexing, interleave, interleaves, interleaved, mix, mixed, mixed freely, intermixed, 多路复用, 复用, 交错, 穿插, 混在一起, 交织, 掺进来, 混着
hol-blocking : head of line, head of line blocking, hol, hol blocking, holds up everything, blocks everything behind, stall, stalls, stalled, blocked, blocks, 队头阻塞, 对头阻塞, 头部阻塞, 阻塞, 卡住, 都得等, 全得等, 堵住
stream : stream, streams, 流
recursive : recursive, recursively, recursion, 递归, 递归查询
iterative : iterative, iteratively, iteration, iterate, 迭代, 迭代查询
referral : referral, referrals, refer, refers, another server, other servers, other name servers, next server, ask these, ask another, ask next, whom to ask, who to ask, 转介, 下一个去问, 下一步, 去问谁, 该问, 另一个服务器, 其他服务器
resolver : resolver, resolvers, local dns, recursive resolver, dns server, 解析器, 本地 dns, 本地 dns 服务器, 本地域名服务器, 递归解析器, 递归服务器
stub : stub, stub resolver, laptop, your computer, operating system, 存根, 主机, 电脑, 我们电脑
authoritative : authoritative, authoritative server, 权威, 权威服务器, 权威域名服务器
root-server : root, root server, root servers, root name server, 根, 根服务器, 根域名服务器
tld : tld, top level domain, com servers, tld server, 顶级域, 顶级域名, 顶级域名服务器, com 服务器
name-server : name server, nameserver, name servers, 域名服务器
truncated : truncated, truncate, truncates, truncation, cut short, 截断, 被截断, 裁断
domain-name : domain, domain name, hostname, host name, name, names, 域名, 名字, 主机名
query : query, queries, lookup, look up, question, 查询, 查, 解析, 询问
checksum : checksum, checksums, 校验和
round-trip : round trip, round trips, single exchange, one exchange, 往返, 来回, 一个来回, 一问一答
http : http
tcp : tcp
udp : udp
ip-layer : ip layer, ip packet, ip 层
websocket : websocket, websockets, ws
browser-api : browser api, javascript api, js api, websocket api, 浏览器 api, 浏览器接口, js 接口
dns : dns, 域名系统
sse : sse, server sent events
route : route, routes, router, routers, routing, 路由, 路由器
broadcast : broadcast, broadcasts, 广播, shout, shouts, 喊一声, 群发
multicast : multicast, 组播, 多播
hop : hop, hops, 跳, 跳数
header-size : header size, header length, 头部大小, 帧头, 帧头长度
length : length, lengths, size, sizes, payload length, how long, 长度, 大小, 总长, 多长
bit : bit, bits, flag, flags, 位, 比特, 标志, 标志位, 标记位
text-type : text, utf 8, utf8, 文本
binary : binary, 二进制
rpc : rpc, request id, request ids, request and response, 请求编号, 请求和响应的对应, 请求 id
bandwidth : bandwidth, throughput, 带宽, 吞吐, 吞吐量
latency : latency, delay, delays, slow, slower, 延迟, 时延, 慢
clock : clock, clocks, time counter, tick, ticks, ticking, timer, microsecond, microseconds, µs, us, 时钟, 微秒, 计时器, 时间计数, 计数器, counter, counters, timestamp counter
expected-number : next expected, expected next, expects next, next number, 期待的下一个, 期望的下一个, 下一个期望
challenge-ack < ack : challenge ack, 挑战 ack, 质询 ack
timestamp : timestamp, timestamps, time stamp, 时间戳
zone : zone, zones, 区域, 区, 辖区
zone-apex : apex, zone apex, 顶点, 区顶点, 根域名
delegation : delegate, delegates, delegated, delegation, 委派, 授权给, 下放
record : record, records, resource record, rr, rrset, 记录, 资源记录
negative-cache : negative caching, negative cache, negatively cached, 否定缓存, 负缓存
recursive-flag : recursion desired bit
anycast : anycast, 任播, 同一个 ip, same ip from many places
cdn : cdn, content delivery network, edge node, edge nodes, edge server, 内容分发, 节点, 边缘节点
origin-server : origin server, origin pull, back to the origin, 源站, 回源
locality : near, nearest, nearby, closest, close to, location, region, where the user is, 附近, 最近, 近, 就近, 位置, 地区, 地理位置, 离得近, 哪个地区
isp : isp, provider, carrier, 运营商
private-network : private network, private address, internal, intranet, lan address, inside host, 内网, 私网, 私有, 私有地址, 里面的机器, 内部
public-network : public address, public ip, outside world, internet side, external, 公网, 外网, 公共 ip, 外面, 外部, 外部网络
translate-address : rewrite, rewrites, rewritten, translate, translates, translated, map, maps, mapped, 改写, 替换源, 换成, 转换, 改成, 映射成, 改回, 换回
mapping-table : mapping, mappings, mapping table, translation table, nat table, state table, table, entry in a table, 映射, 映射表, 表项, 转换表, 记一张表, 查表, 表
port-forward : port forwarding, port mapping, 端口映射, 端口转发
hole-punching : hole punching, punch a hole, stun, turn, ice, 打洞, 穿透
address-shortage : shortage of addresses, address exhaustion, run out of ipv4, ipv4 exhaustion, 地址不足, 地址不够, 地址短缺, 地址耗尽, ipv4 不够
local-network : lan, local network, subnet, same network, same segment, broadcast domain, link local, 局域网, 本网段, 网段, 同一个网段, 本地网络, 子网, 同网段, 本地链路, same link, same lan, same vlan, 同一网段, 同一链路, 同一 vlan, 同一个局域网, 同一局域网, 同一广播域, 广播域
default-gateway : gateway, default gateway, default router, first hop, 网关, 默认网关, 下一跳路由器
forward-packet : forward, forwards, forwarded, forwarding, relay, relays, pass along, 转发, 转给, 转交, 转过去, 中继
switch-device : switch, switches, layer 2 switch, 交换机
unicast : unicast, directly to, only to, point to point, 单播, 直接发回, 直接回给, 只发给
fragmentation-ip < fragment : ip fragmentation, fragmentation needed, needs fragmentation, packet too big, too big for the next link, 需要分片, 分片需要, 包太大
black-hole : black hole, blackhole, silently dropped, silently discarded, hangs, hang, 黑洞, 静默丢弃, 悄悄丢弃, 卡住不动
path : path, paths, hop along, along the way, 路径, 沿途, 途中, 沿路
layer : layer, layers, 层, 层次
encapsulate : encapsulate, encapsulated, encapsulation, wrap, wraps, wrapped, 封装, 包一层, 装进
congestion-avoidance : congestion avoidance, linear, linearly, linear growth, additive increase, one segment per rtt, one mss per rtt, 拥塞避免, 线性, 线性增长, 加性增
halve : half, halve, halves, halved, cut in half, cut in two, divide by two, 减半, 一半, 砍半, 除以二
initial-window < window : initial window, iw10, 初始窗口
capacity-unknown : capacity, available bandwidth, bottleneck, 容量, 可用带宽, 瓶颈
small-packet : small packet, small packets, tiny packet, tiny packets, tinygram, small segment, small write, small writes, 小包, 小数据, 小报文, 小块数据
accumulate : accumulate, collect, gather, coalesce, save up, wait for more, 攒, 攒着, 攒起来, 凑, 积累, 合并发送
mutual-wait : wait for each other, waits for the other, waiting for each other, deadlock, both wait, stand off, 互相等, 互相等待, 相互等待, 你等我, 都在等, 死锁, 两边都等
pause-stall : stall, stalls, pause, delay of, hiccup, 停顿, 卡顿, 卡几十毫秒, 白白卡, 白等, 延迟上来
millisecond : ms, millisecond, milliseconds, 毫秒
safe-method : safe, safe method, read only, readonly, only reads, doesn't change anything, no side effects, 安全, 只读, 只是读取, 只读取, 不改, 不会改, 不修改
server-state : state of the server, state on the server, server's state, resource, 服务器状态, 服务器上的东西, 资源, 服务端数据
same-effect : same effect, same result, same outcome, effect is the same, 效果相同, 效果一样, 结果一样, 结果相同, 效果跟 _ 一样, 都一样, 同样的效果
repeatedly : several times, many times, n times, more than once, multiple times, repeatedly, 多次, 很多次, n 次, 多少遍, 重复多少, 反复, 若干次, 执行多次
fresh-response : fresh, freshness, not expired, still valid, younger, 新鲜, 没过期, 有效期内, 仍然有效, 未过期
stale-response : stale, expired, outdated, too old, 过期, 陈旧, 失效
revalidate : revalidate, revalidation, revalidated, validate, conditional, conditional request, check with the server, check each time, has it changed, up to date, still good, nothing has changed, 重新验证, 再验证, 条件请求, 协商缓存, 有没有变, 是否更新, 验证是否
without-asking : without asking, doesn't contact, not contact, from disk, from the cache, without a request, no request, 不用问, 不发请求, 直接用, 强缓存, 不用请求
shared-cache < cache : shared cache, shared caches, proxy cache, 共享缓存, 公共缓存
cache-key : cache key, key of the cache, 缓存键
transport-protocol : transport protocol, transport protocols, transport, 传输协议, 传输层, 传输层协议
deploy : deploy, deployed, deployment, roll out, rolled out, introduce, ossification, ossified, hard to change, 部署, 上线, 推广, 普及, 僵化, 升级慢
middlebox-drop : throw away anything, block anything, blocked by firewalls, 拦截, 不认识就丢
connection-id : connection id, connection ids, connection identifier, cid, 连接 id, 连接标识
migration : migrate, migration, migrates, survive, survives, switch from wifi, change of address, address changes, ip changes, wifi to mobile, 迁移, 连接迁移, 换网, 切换网络, 地址变化, ip 变了, 不断线
independent-stream < stream : independent stream, independent streams, streams are independent, own stream, each stream, only that stream, 独立的流, 各个流, 流之间, 只影响
round-trips-two : two round trips, two rtts, 2 rtt, 2 rtts, 两个 rtt, 两次往返, 两个往返, 2 个 rtt
flight : flight, flights, in one go, all at once, same flight, 一次发, 一起发回, 一并, 一口气
cipher-suite : cipher suite, cipher suites, parameters, algorithms, 加密套件, 密码套件, 算法
group-guess : guess, guesses, guessed, guessed wrong, thinks _ accepted, 猜, 猜的, 猜错
derive-key : derive, derives, derived, compute the secret, shared secret, master secret, 推导, 派生, 导出, 共享密钥
root-ca : root, root ca, root certificate, trusted root, trust anchor, trust store, 根证书, 根 ca, 信任的根, 受信任的根, 信任锚, 内置
chain-of-trust : chain, certificate chain, chain of trust, issuing chain, issuer, one by one up, intermediate, 证书链, 签发链, 链, 上一级, 一级一级, 一层层, 信任链, 逐级, 中间证书, 签发
valid-period : validity, validity period, not expired, expiry date, expiration, 有效期, 过期没有, 有没有过期, 没过期
san : san, subject alternative name, common name, matches the domain, name matches, 域名匹配, 跟域名一致, 域名在, 域名一致
revoke : revoke, revoked, revocation, crl, 吊销, 撤销, 注销, withdraw, withdraws, withdrawn, take back, stop announcing, stops announcing, stop advertising, 撤回, 收回, 停止宣告, 不再宣告
own-private-key : possession, has the private key, holds the private key, owns the private key, proves _ key, 持有私钥, 有这把私钥, 拥有私钥
symmetric : symmetric, symmetric encryption, 对称, 对称加密
asymmetric : asymmetric, public key cryptography, asymmetric encryption, 非对称, 非对称加密
mitm < attacker : man in the middle, mitm, eavesdropper, 中间人, 窃听者, goes through him, pass through him, passes through the attacker, goes to him first, through the attacker, 从他手里过, 经过攻击者, 经过他
eavesdrop : eavesdrop, sniff, listen in, read along, on the path sees, 窃听, 偷看, 嗅探, 监听流量
tamper : tamper, tampering, modify in transit, alter, integrity, 篡改, 完整性, 改动
plaintext : plaintext, cleartext, in the clear, unencrypted, 明文, 不加密, 没加密
replay-attack : replay, replays, replayed, replay attack, 重放, 重放攻击
resume-session : resume, resumption, session resumption, session ticket, reconnecting client, 恢复会话, 会话恢复, 会话复用, 会话票据
dos : dos, ddos, denial of service, 拒绝服务, 拒绝服务攻击
amplification : amplification, amplify, reflection, reflect, 放大, 反射
rate-limit : rate limit, rate limiting, throttle, 限速, 限流
traffic : traffic, load, 流量, 负载
sequence-gap < missing-part : gap, gaps, hole, holes, missing segment, missing piece, 空洞, 缺口, 缺了一个, 中间缺
reorder : reorder, reordered, reordering, out of order, wrong order, overtake, 乱序, 失序, 顺序错乱
reassemble : reassemble, reassembled, reassembly, put back together, put together again, 重组, 重新组装, 拼起来, 拼回
header-overhead : overhead, header overhead, 8 bytes, 20 bytes, 头部开销, 头部小
real-time : real time, realtime, live, streaming, video, games, voice, 实时, 直播, 视频, 游戏, 语音
browser-cache < cache : browser cache, local cache, disk cache, 浏览器缓存, 本地缓存
hostname-resolution : resolve, resolves, resolved, resolution, lookup, 解析, 域名解析, 查询域名
hosts-file : hosts file, hosts 文件
upstream : upstream, upstream server, forwarder, 上游, 上级
parent-zone : parent, parent zone, 父区, 上级区, 父域
child-zone : child, child zone, subdomain, 子区, 子域, 子域名
chicken-egg : chicken and egg, circular, loop, cycle, deadlock, 循环依赖, 死循环, 鸡和蛋, 成环
ids-random : transaction id, query id, random port, random id, source port randomization, 事务 id, 查询 id, 随机端口, 端口随机化
`
