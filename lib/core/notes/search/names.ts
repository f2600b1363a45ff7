// What one thing is called in both languages and in people's shorthand: whoever searches for one name finds the
// others too, a little further down. One line a thing; names of states and flags are those of the RFCs.

export interface Name {
  readonly text: string
  /** Belongs to the thing more than it names it: written with `~`. */
  readonly loose: boolean
}

/** Groups of names, each of which stands for the others. */
export const names: readonly (readonly Name[])[] = `
三次握手 | three-way handshake | 建立连接 | opening a connection | to open a connection | connection establishment | 3-way handshake | triple handshake | 3whs | ~SYN
四次挥手 | four-way close | four-way handshake | ~FIN | 连接释放 | closing a connection
TIME-WAIT | TIME_WAIT | 2MSL | 时间等待
CLOSE-WAIT | CLOSE_WAIT | 等待关闭
半连接队列 | SYN queue | ~backlog | 全连接队列 | accept queue
SYN flood | SYN 洪泛 | SYN cookie | SYN cookies
重传 | retransmission | ~RTO | 超时重传
快速重传 | fast retransmit | 三个重复 ACK | duplicate ACK
选择确认 | SACK | selective acknowledgment
流量控制 | flow control | 滑动窗口 | sliding window | receive window | rwnd
零窗口 | zero window | 窗口探测 | window probe
糊涂窗口 | silly window | SWS
Nagle | 延迟确认 | delayed ACK
拥塞控制 | congestion control | cwnd | 慢启动 | slow start | 拥塞避免 | congestion avoidance
粘包 | sticky packets | framing | 分帧 | 拆包
保活 | keep-alive | keepalive
序列号 | sequence number | ISN | 初始序列号
最大报文段 | MSS | maximum segment size
最大传输单元 | MTU | path MTU | PMTUD
校验和 | checksum
分片 | fragmentation | 碎片
子网掩码 | subnet mask | CIDR | 子网划分 | subnetting
最长前缀匹配 | longest prefix match
路由 | routing
地址解析协议 | ARP
反向代理 | reverse proxy
正向代理 | forward proxy
负载均衡 | load balancing | load balancer
网络地址转换 | NAT | 内网穿透 | NAT traversal | 打洞 | hole punching
域名解析 | DNS resolution | name resolution
递归查询 | recursive query | 递归解析
迭代查询 | iterative query
权威服务器 | authoritative server
区域传送 | zone transfer | AXFR
负缓存 | negative caching
DNS 劫持 | DNS 污染 | cache poisoning | 缓存投毒 | DNS spoofing
对称加密 | symmetric encryption
非对称加密 | asymmetric encryption | 公钥 | public key
数字证书 | certificate | 证书链 | certificate chain
数字签名 | digital signature | signature
会话恢复 | session resumption | PSK | 0-RTT
前向保密 | 前向安全 | forward secrecy | PFS
中间人攻击 | man-in-the-middle | MITM
状态码 | status code
重定向 | redirect | redirection
幂等 | idempotent | idempotence
缓存 | caching | cache
强缓存 | 强制缓存 | Cache-Control | max-age
协商缓存 | validation | ETag | If-None-Match | 304
分块传输 | chunked | Transfer-Encoding
内容协商 | content negotiation
断点续传 | range request | 范围请求 | 206
队头阻塞 | head-of-line blocking | HOL blocking
多路复用 | multiplexing
头部压缩 | header compression | HPACK | QPACK
服务器推送 | server push
长连接 | persistent connection | 持久连接
长轮询 | long polling
服务器发送事件 | server-sent events | SSE | EventSource
心跳 | heartbeat | ping pong
断线重连 | reconnect | reconnection
掩码 | masking | mask
子协议 | subprotocol
跨域 | CORS | 跨源资源共享 | cross-origin
预检请求 | preflight
同源策略 | same-origin policy
跨站请求伪造 | CSRF | XSRF
跨站脚本 | XSS | cross-site scripting
会话 | session
令牌 | token | JWT
连接迁移 | connection migration
广播 | broadcast
多播 | 组播 | multicast
任播 | 任播地址 | anycast
封装 | encapsulation
分层 | layering | 五层模型 | 七层模型 | OSI | OSI model
时延 | delay | latency | 延迟
带宽 | bandwidth
往返时间 | RTT | round-trip time
分组交换 | packet switching
电路交换 | circuit switching
非阻塞 | non-blocking
I/O 多路复用 | epoll | select | I/O multiplexing
套接字 | socket
邮件协议 | SMTP | POP3 | IMAP
文件传输 | FTP | TFTP
内容分发网络 | CDN
动态主机配置 | DHCP
前向纠错 | forward error correction | FEC
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((name) => ({ text: name.trim().replace(/^~/, ''), loose: name.trim().startsWith('~') })))
