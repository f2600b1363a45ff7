// More protocol words that mean one thing in both languages, topic by topic from the link to the web, in the
// form of `terms.ts`: exact names first, then terms and what people call them. Ordinary words do not belong
// here.

/** Names, fields and numbers that nobody writes by accident. */
export const exactTopicTerms = `
ethertype : ethertype, ether type, 以太类型
fcs : fcs, frame check sequence, crc, crc 32, 帧校验序列, 循环冗余校验
dot1q : 802.1q, dot1q, q tag
rstp < stp : rstp, rapid spanning tree, 快速生成树
bpdu : bpdu, bpdus
vrrp : vrrp, hsrp, keepalived
rarp : rarp, reverse arp, 反向 arp
dad : dad, duplicate address detection, 重复地址检测
igmp : igmp, mld
pim : pim
ssm : ssm, source specific
giaddr : giaddr, gateway ip address field, 网关地址字段
option-82 : option 82, relay agent information
dhcp-discover : dhcpdiscover, discover
dhcp-offer : dhcpoffer, dhcp offer
dhcp-request : dhcprequest, dhcp request
dhcp-ack : dhcpack, dhcp ack
dhcp-nak : dhcpnak, nak
dhcp-decline : dhcpdecline, decline
apipa : apipa, 169.254, 169.254.0.0
slaac : slaac, stateless autoconfiguration, stateless address autoconfiguration, 无状态自动配置, 无状态地址自动配置
dhcpv6 : dhcpv6
fe80 : fe80, link local address, link local, 链路本地, 链路本地地址, 本地链路地址
router-advertisement : ra, router advertisement, 路由器通告, 路由通告
router-solicitation : rs, router solicitation, 路由器请求, 路由请求
neighbour-solicitation : neighbour solicitation, neighbor solicitation, 邻居请求
neighbour-advertisement : na, neighbour advertisement, neighbor advertisement, 邻居通告
ndp : ndp, neighbour discovery, neighbor discovery, 邻居发现
eui-64 : eui, eui 64, modified eui
m-flag : m flag, m bit, managed flag, m 标志, m 位
o-flag : o flag, o bit, other flag, o 标志, o 位
a-flag : a flag, a bit, autonomous flag, a 标志, a 位
nat64 : nat64, dns64, 464xlat
ipv4 : ipv4, v4
ipv6 : ipv6, v6
icmp-unreachable : destination unreachable, type 3, 目的不可达, 目标不可达
port-unreachable < icmp-unreachable : port unreachable, icmp 3 3, type 3 code 3, 3 3, code 3, 端口不可达
time-exceeded : time exceeded, ttl exceeded, type 11, exceeded in transit, 超时报文, icmp 超时, 时间超时, 超时差错
econnrefused : econnrefused, connection refused, 连接被拒, 连接被拒绝
ecn-ce : ce, congestion experienced, ce mark, ce bit, 拥塞经历, ce 标记
ecn-ect : ect, ecn capable
ece : ece, ecn echo
cwr : cwr, congestion window reduced
rip : rip
split-horizon : split horizon, 水平分割
poison-reverse : poison reverse, poisoned reverse, reverse poisoning, 毒性逆转, 毒性反转, 反向毒化
triggered-update : triggered update, 触发更新
stun : stun
turn : turn server
ice : ice
upnp : upnp, igd
pcp : pcp, nat pmp, port control protocol
cgn : cgn, cgnat, carrier grade nat, large scale nat, 运营商级 nat, nat444, double nat, 双层 nat, 双重 nat
hairpin : hairpin, hairpinning, nat loopback, nat reflection, nat 回环, 回环, 发夹, 回流
dnat : dnat, destination nat
sendto : sendto
recvfrom : recvfrom, recv
connect-call : connect, connect call
epoll : epoll, kqueue
select-call : select call, poll call
eagain : eagain, ewouldblock
persist-timer : persist timer, persistence timer, 坚持定时器, 持续定时器
window-probe : window probe, zero window probe, zwp, 窗口探测, 零窗口探测
newreno : newreno, reno
rack : rack, tail loss probe, tlp
bdp : bdp, bandwidth delay product, bandwidth times delay, bandwidth × delay, bandwidth times rtt, rate times rtt, bandwidth × rtt, 带宽时延积, 带宽延迟积, 带宽乘以时延, 带宽乘以 rtt, 带宽乘时延, 带宽乘 rtt, 带宽 × 时延
lfn : long fat network, lfn, long fat pipe, fat pipe, fat link, 长肥网络, 长肥管道
kib-64 : 64 kib, 64 kb, 64kb, 64kib, 64k, 65535, 65, 535, 65536, 64 千字节
gib-1 : 1 gib, 1 gb, 1gb, 1gib, gigabyte, 1g
bits-16 : 16 bit, 16 bits, 16 位, 16bit, 16 个比特, 16 比特, 十六位
max-14 : 14, fourteen
infinity-16 : 16, sixteen, 十六
table-61 : 61
aes : aes, chacha
ech : ech, encrypted client hello, encrypted sni, esni, 加密的 client hello, 加密的 sni
server-name-ext : server name, server name extension
unrecognized-name : unrecognized name
http-425 : 425, too early
early-data-header : early data 1, early data header, early data: 1
http-401 : 401, unauthorized
http-403 : 403, forbidden
http-404 : 404, not found
www-authenticate : www authenticate
http-429 : 429
http-502 : 502
retry-after : retry after
http-206 : 206
get-plain : get
expect-100 : 100 continue, expect 100
x-forwarded-for : x forwarded for, xff, forwarded header
huffman : huffman, 哈夫曼, 霍夫曼, 赫夫曼
static-table : static table, built in table, predefined table, predefined entries, predefined list, 静态表, 预定义表, 预定义条目
dynamic-table : dynamic table, 动态表
never-indexed : never indexed, never index, never to be indexed, 永不索引, 不索引
goaway : goaway
rst-stream : rst stream
push-promise : push promise
connect-tunnel : connect method, connect tunnel, connect request, connect 方法, connect 隧道, connect 请求
alias-record : alias, aname, alias record, flattening, cname flattening, cname 拉平, 拉平, 扁平化
https-record : https record, https rr, svcb, aliasmode, alias mode, https 记录
dname : dname
ns-name : ns1
axfr-notify : notify
soa-ns : soa and ns, soa 和 ns
pop3 : pop3, pop
imap : imap, imap4
idle-command : idle command, idle
mime : mime
spf : spf
dkim : dkim
dmarc : dmarc
starttls : starttls
port-cmd : port command, eprt
pasv : pasv, epsv, passive mode, passive ftp, 被动模式
active-ftp : active mode, active ftp, port mode, 主动模式
port-21 : 21, port 21, 21 端口, 21 号端口
port-20 : 20, port 20, 20 端口, 20 号端口
port-67 : 67, port 67
tftp : tftp
telnet : telnet
jwt : jwt, json web token
lax : lax
strict-cookie : strict
none-cookie : samesite none, none
secure-attr : secure, secure attribute, secure flag
etld : etld, etld+1, etld plus one, registrable domain, public suffix, 可注册域, 注册域, 顶级域加一
csrf-token : csrf token, anti csrf token, csrf 令牌, xsrf token
fullchain : fullchain, full chain, 完整链
intermediate-ca : intermediate, intermediate ca, intermediate certificate, 中间 ca, 中间证书, 中级证书
leaf-cert : leaf, leaf certificate, end entity, server certificate, own certificate, site certificate, 叶子证书, 服务器证书, 站点证书, 自己的证书
self-signed : self signed, 自签名, 自签
ntp : ntp
stratum : stratum
spi : spi
esp : esp
ike : ike, ikev2
fec : fec, forward error correction, 前向纠错
rtcp : rtcp
kcp : kcp
arq : arq
protobuf : protobuf, protocol buffers
webhook : webhook
bootp : bootp
0.0.0.0-address : 0.0.0.0, all zero, all zeroes, all zeros, zero sender, sender zero, 全零, 填零, 填 0, 全 0
broadcast-address : 255.255.255.255, ff:ff:ff:ff:ff:ff, limited broadcast, 受限广播
`

/** What a thing of the link, the net, the transport or the application is called. */
export const moreTopicTerms = `
hub-device : hub, repeater, repeating hub, 集线器, 中继器
router-device < route : router, routers, layer 3 device, 路由器
bridge-device < switch-device : bridge, 网桥
mac-table : mac table, mac address table, cam table, forwarding table, station table, mac 表, mac 地址表, 转发表, 地址表
routing-table : routing table, route table, fib, 路由表
learn-self : learn, learns, self learning, teach itself, teaches itself, note down, notes down, takes note, write down, writes down, remembers, noted, 学习, 自学习, 自己学, 学到, 记到, 记到表, 记下, 记下来, 记录下来
source-of : source, src, origin of, comes from, came from, sender's, sender mac, sender of, sender ip, where it came from, originates, 源, 来源, 来自, 发送者, 来源地址
destination-of : destination, destinations, dst, dest, target, targets, addressed to, addressee, recipient, where it goes, bound for, meant for, intended for, 目的, 目标, 目的地, 发往, 要发给, 目的地址
ingress-port : incoming port, ingress port, ingress, port it came from, port it came in on, arrival port, came in, comes in, on which it arrived, incoming one, 入端口, 进来的端口, 入口, 来的端口, 进来的口, 接收端口
egress-port : outgoing port, egress port, right port, only that port, that port only, one port, its port, port only, 对应端口, 从那个口, 该端口, 那个口, 对应的口, 出端口
every-port : all ports, every port, all other ports, other ports, everywhere, all the others, every other port, out of all, 所有端口, 其他所有端口, 其他端口, 每个口, 所有口, 每个端口, 其余端口
flood-all < every-port : flood, floods, flooded, flooding, copied to all, copies it to every, sent to all ports, sent everywhere, sends it everywhere, sends _ everywhere, to everyone, to everybody, for everyone, 泛洪, 洪泛, 广播出去, 发给所有, 都发一份, 所有人
unknown-target : unknown, unknown unicast, not in the table, not known, no entry, no idea where, not found in _ table, 未知, 未知单播, 查不到, 找不到, 表里没有, 不知道在哪
age-out : age out, ages out, aging, ageing, aging time, get stale, gets stale, stale, expire, expires, expired, time out, flushed, removed after, out of date, forgotten after, 300 seconds, five minutes, 5 minutes, 老化, 老化时间, 过期, 超时删除, 失效, 300 秒, 5 分钟
loop-net : loop, loops, ring, cycle, circle, circles, circling, round for ever, go round, goes round, going round, round and round, endlessly, forever, for ever, infinite loop, 环, 环路, 成环, 转圈, 一直转, 转个没完, 绕圈, 死循环, 无限循环, 兜圈子, 打转
broadcast-storm : broadcast storm, storm, 广播风暴, 风暴
block-link : block a port, blocks a port, shut one link, disable a link, blocked link, cut a link, 断开一条, 阻塞端口, 堵住一条
collision-domain : collision domain, collision domains, collision, collisions, collide, share the medium, shared medium, shared wire, one wire, 冲突域, 碰撞域, 冲突, 碰撞, 共享介质, 共享信道
broadcast-domain : broadcast domain, broadcast domains, stop broadcast, stops broadcast, block broadcast, blocks broadcast, broadcast ends, broadcasts end, broadcast stop, broadcasts stop, 广播域, 隔离广播, 阻断广播, 挡住广播, 广播到
physical-layer : physical layer, layer 1, layer one, l1, bits, electrical, signal, signals, amplify the signal, regenerates, 物理层, 一层, 第一层, 信号, 放大信号, 比特
link-layer : link layer, data link layer, layer 2, layer two, l2, 链路层, 数据链路层, 二层, 第二层
network-layer : network layer, layer 3, layer three, l3, internet layer, 网络层, 三层, 第三层
transport-layer : transport layer, layer 4, l4, 传输层, 四层, 运输层
application-layer : application layer, layer 7, l7, 应用层, 七层
connect-networks : connects networks, join networks, between networks, links networks, links separate networks, connect different networks, different networks, inter network, 连接网络, 连接不同网络, 不同网络, 网络之间, 不同网段, 把不同网段连
virtual-lan : vlan, vlans, virtual lan, tagged, 虚拟局域网
trunk : trunk, trunk port, 干道, 汇聚口
padding : pad, padding, padded, 填充
failover : failover, fail over, switch over, standby, standby box, backup takes over, takes over, taken over, high availability, master and backup, hot standby, 主备, 主备切换, 主备倒换, 故障切换, 双机热备, 热备, 备机, 接管, 漂移, 虚拟 ip
overwrite-entry : overwrite, overwrites, refresh cache, refreshes, updates their tables, update their cache, replace the old entry, 更新缓存, 刷新缓存, 刷新, 更新一下缓存, 换掉, 覆盖
nobody-asked : unsolicited, nobody asked, nobody has asked, nobody had asked, without being asked, unasked, without a request, gratuitous, 没人问, 主动, 主动发, 无故, 免费
conflict-address : conflict, conflicts, address conflict, duplicate address, in use, already in use, already taken, taken already, has it already, somebody else has, someone else has, 冲突, 地址冲突, 有人在用, 被占用, 已经有人, 撞上
probe-before : probe, probes, arp probe, probe first, before use, before using, before it uses, before starting to use, checks first, 探测, arp 探测, 先探测, 使用前, 用之前
announce-own : announcement, announcements, announce, announces, arp announcement, 通告, 声明, 宣告, 公告
defend-address : defend, defends, stand its ground, assert, insist, 捍卫, 坚持, 声明一次
surrender : give up, gives up, give it up, let go, lets go, hand back, stop using, abandon, yield, 放弃, 让出, 让出来, 停用, 不再用
pollute-cache : pollute, polluting, pollutes, pollution, poison, poisoned, poisoning, spoil, spoils, dirty, corrupt, messes up, change caches, 污染, 弄脏, 弄乱, 影响缓存
net-mask : mask, netmask, subnet mask, prefix length, 掩码, 子网掩码, 前缀长度
mask-short : mask too short, too short, short mask, too few bits, mask too wide, mask too large, too big a network, 太短, 掩码太短, 配短了, 掩码短, 掩码偏短, 网段太大, 掩码太大
mask-long : mask too long, too long, long mask, too many bits, mask too narrow, too small a network, 太长, 掩码太长, 配长了, 掩码长, 掩码偏长, 网段太小
on-link : on link, on the link, on the same link, same wire, local, directly, deliver directly, deliver it directly, direct delivery, own lan, same lan, in the same subnet, in its own subnet, neighbour, neighbours, neighbor, neighbors, nearby, 本地, 直连, 同网段, 同一网段, 本网段, 本子网, 邻居, 旁边, 直接发, 自己 arp
off-link : remote, far, far away, elsewhere, distant, other subnet, another subnet, foreign network, outside the subnet, 远端, 远程, 别的网段, 其他网段, 外网段, 远处, 不在本网段
gateway-device < default-gateway : gateway, default gateway, router, next hop, 网关, 默认网关, 路由器, 下一跳
detour : detour, extra hop, one hop more, one more hop, longer way, roundabout, 绕路, 绕行, 绕一跳, 多绕, 绕一圈, 转一下
unanswered : unanswered, no answer, no reply, nobody answers, nobody replies, gets nothing, nothing comes back, stays unanswered, no response, never answers, 没人应答, 无应答, 没人应, 没有应答, 问不到, 没有回应, 没人回, 得不到应答
mask-fault : hide the mistake, hides the mistake, mask the error, cover up, covers up, hidden, even works, not noticed, 掩盖, 掩盖错误, 看不出来, 瞒过
proxy-arp : proxy arp, arp proxy, 代理 arp, arp 代理
asymmetric-path : asymmetric, two directions take different ways, different ways, way back, different path, replies come back directly, other way back, 不对称, 来回路径, 路径不对称, 来回不一致
closed-port : closed port, nobody listens, nobody is listening, no listener, not listening, no one listens, port is closed, 没人监听, 没人听, 端口关闭, 没有监听, 关闭的端口
asynchronous : asynchronous, asynchronously, later call, next call, afterwards, next time, after the send, subsequent call, following call, long returned, 异步, 之后的调用, 下一次调用, 下次调用, 下一次, 事后
silence : silence, silent, hear nothing, hearing nothing, nothing comes back, no reply, no answer, no response, nothing at all, drops silently, filtered, ate it, swallowed, eats it, 静默, 没有回应, 收不到任何, 什么都没收到, 没动静, 吃掉, 丢弃
proves-nothing : proves nothing, prove nothing, tells you nothing, says nothing, tell nothing, doesn't mean, does not mean, no proof, not a proof, can't conclude, 不能说明, 说明不了, 不代表, 不等于, 不说明, 证明不了, 并不意味
own-timer : own timeout, own timeouts, own timer, set a timer, set your own timer, timeout of its own, its own timeout, application timeout, 自己设超时, 自己的超时, 自己超时, 应用层超时, 设超时
port-forwarding < port-forward : port forwarding, forward the port, forward a port, forwards a port, static mapping, fixed mapping, fixed rule, permanent mapping, map the port, virtual server, port mapping, 端口转发, 端口映射, 静态映射, 固定映射, 固定指到, 映射端口
relay-server : relay, relay server, relay host, middleman server, vps, public server, cloud server, server outside, 中继, 中转, 中转服务器, 云服务器, 公网服务器
outbound : outgoing connection, outgoing, outbound, outward, outwards, from inside, from the inside, inside out, connects out, connect out, initiated inside, 主动连出, 连出去, 往外连, 由内部, 从内部, 主动连到, 出站
inbound : incoming connection, incoming, inbound, from outside, from the outside, outside in, connects in, 入站, 外面连进来, 连进来, 从外面, 外部连入, 连不进来, 进不来
reverse-tunnel : reverse tunnel, ssh r, frp, ngrok, cloudflare tunnel, wireguard, vpn, 反向隧道, 内网穿透, 穿透
split-dns : split dns, split horizon dns, internal dns, 内外不同的 dns, 内网 dns, 分离 dns
peer-address : peer address, peer's address, remote address, who the peer is, address of the peer, default destination, destination address, who the other side is, 对端地址, 对方地址, 对方的 ip, 默认目的地址, 对方的地址, 目的地址
no-packet-sent : nothing is sent, sends nothing, nothing goes over the wire, nothing goes out, purely local, only local, local operation, 不发任何包, 什么都没发, 没有发包, 本地操作, 只在本地
success-empty : success, succeeds, success says nothing, success means nothing, returning 0, returns ok, return value, 成功, 返回成功, 连接成功
retransmit-early : without waiting for the timer, not wait for the timer, before the timer, before the rto, without waiting for timeout, without sitting out, no need to wait for the timer, 不等超时, 不等定时器, 不用等定时器, 不等重传, 不必等超时, 不用等超时, 无需等待超时
overtake < reorder : overtake, overtook, overtaken, out of order, reordered, reordering, different order, arrive in another order, mixed up, 乱序, 颠倒, 先后颠倒, 顺序变了, 错序
tail-loss : tail, tail loss, loss at the tail, last packet, very last packet, last segment, end of the data, nothing behind, nothing follows, 尾部, 尾部丢包, 最后一个包, 最后几个包, 末尾
window-update : window update, window updates, room again, room is free, space again, space is free, buffer is free, says so, tells _ room, 窗口更新, 窗口通知, 腾出空间, 有空间了, 有空位
wait-for-ever : deadlock, wait for ever, wait forever, waits for ever, waiting for ever, both wait, block both, blocks both, both sides wait, stuck for ever, hang for ever, 死锁, 互相等待, 干等, 干等着, 一直等, 永远等, 僵住, 两边等
hold-sending : stop sending, stops sending, sends no more, sends no new data, no new data, holds back, hold back, pause, pauses, paused, halts, ceases, sends nothing more, stop, 停发, 停止发送, 暂停发送, 暂停, 先不发, 停下来, 停下
one-byte : one byte, 1 byte, one octet, a byte, single byte, at least one octet, 一个字节, 1 字节, 一字节, 1 个字节, 至少一个字节
stay-open : stay open, stays open, keep open, keeps open, must not close, may not close, must not hang up, not hang up, must not time out, remains open, connection stays, kept alive, 保持连接, 连接保持, 连接就要保持, 连接一直, 一直留着
growing-interval : exponentially growing, exponential, exponentially, growing intervals, doubling, doubled, doubling pauses, each time longer, longer and longer, backs off, growing pauses, increasing intervals, 指数增长, 间隔增长, 间隔越来越长, 加倍, 翻倍, 越来越长, 指数退避, 逐渐加长
virtual-hosting : virtual hosting, virtual host, many sites on one address, several sites on one ip, share one address, shares an ip, share an ip, same ip many sites, one ip many sites, lots of sites, several sites, 虚拟主机, 多个站点, 好多站点, 很多网站, 多个网站, 共用一个 ip
which-certificate : which certificate, choose certificate, pick certificate, right certificate, certificate has to be picked, select certificate, what certificate, 选证书, 哪张证书, 哪个证书, 拿证书, 用哪张, 对应的证书, 合适的证书
before-http : before http, before it sees http, before any http, http comes later, http has not come, 看到 http 之前, http 之前, http 还没来, http 还没
site-name < domain-name : site name, which site, what site, host name, site it wants, name of the site, domain you visit, 站点名, 域名, 主机名, 访问谁, 访问哪个, 哪个网站
in-clear < plaintext : in clear, in the clear, in plain text, plain text, clear text, unencrypted, readable by all, visible to, everybody can read, observer sees, eavesdropper sees, whoever sits on the line, can be seen, 明文, 被看到, 裸奔, 中间的人看
tls-first-message < client-hello : first tls message, very first message, first handshake message, first message of the handshake, first flight, 第一个握手消息, 第一条消息, 握手第一步
tls-passthrough : passthrough, pass through, without ending tls, without terminating tls, w o terminating tls, without decrypting, without tls termination, 透传, 不终结 tls, 不终止 tls
tls-termination : tls termination, tls offload, tls offloading, terminates tls, terminate tls, ends tls, does the tls, ssl offload, ssl termination, 终结 tls, tls 终结, 卸载 tls, ssl 卸载, 终止 tls, tls 卸载
preinstalled : preinstalled, pre installed, built in, ships with, shipped with, in advance, trust store, known in advance, comes with the os, bundled, 预装, 内置, 自带, 事先, 信任库, 预先安装, 系统自带
offline-key : offline, locked away, kept offline, vault, air gapped, unplugged, 离线, 离线保存, 保险柜, 不联网, 锁起来, 冷存储
daily-signing : daily signing, day to day, day to day work, issue certificates, issues certificates, issue the actual certificates, signs the certificates, daily work, 日常签发, 签发, 真正签, 日常, 负责签发
omit-it : omit, omits, omitted, leave out, leave _ out, left out, need not be sent, needn't be sent, not necessary to send, may skip, no need to send, 可以省略, 省略, 不必发, 不用发, 不需要发, 不发也行
missing-thing < missing-part : missing, forget, forgot, forgotten, incomplete, absent, left out, lacking, 缺, 缺少, 漏, 漏了, 少配, 不完整, 忘了
some-clients : some clients, some browsers, not others, but not in, while others, curl, java, old android, android, works in chrome, browser is fine, chrome, 有的客户端, 有的浏览器, 有的能, 有的不行, 有的, curl 报错, 安卓
chicken-and-egg < chicken-egg : chicken and egg, circular dependency, circular, very server, from itself, ask itself, own zone, inside its own zone, in its own zone, itself, 循环依赖, 先有鸡, 鸡生蛋, 绕进, 又得先找它, 问它自己, 只能问它, 自己问自己
in-parent : parent zone, parent, upper zone, one level up, com stores, registry, 父区, 父域, 上级, 上一级, 上层区
additional-section : additional section, additional, extra section, along with the referral, with the referral, hands it over, supplies it along, 附加段, 附加部分, 附带地址, 一起给, 顺便给, 附带给
zone-cut : cut, zone cut, below the cut, in bailiwick, under the domain, within the domain, below, 割点, 区割点, 割点以下, 域里面, 子区内, 在被委派的域
not-authoritative : not authoritative, non authoritative, only a copy, just a copy, is a copy, hint only, 不是权威, 非权威, 副本, 只是副本, 只是拷贝
registrar : registrar, registry, 注册商, 注册局
retrieve : retrieve, retrieves, fetch, fetches, fetching, get a resource, gets a resource, ask for a resource, asks for, read a resource, download, obtain, 获取, 取, 拿东西, 拿, 读取, 取资源, 查询, 请求资源
submit : submit, submits, submitted, submitting, hand in, hand something in, post data, send data to be processed, give to the server, upload, for the server to deal with, 提交, 交给, 提交数据, 上传, 提交处理
no-change < safe-method : changes nothing, change nothing, must not change, not change anything, not change data, without effects, only reads, just reads, harmless, 不该改动, 不会改, 只读不改, 没有副作用
changes-state : changes, modifies, alters state, changes data, change the state, has effects, with effects, side effects, state changing, changes something, 修改数据, 改动数据, 改数据, 有副作用, 改变状态
retry-safely < idempotent : retry, retries, repeat it, repeated safely, sent twice, again without harm, tried again, several times same effect, 可以重试, 重试, 自动重来, 重复执行, 多次, 多少遍, 重发
double-order : twice, two orders, order twice, ordered twice, paid twice, charged twice, duplicate order, double submit, 下两单, 两单, 重复下单, 重复提交, 扣两次, 付两次
url-params : query string, url parameters, parameters in the url, address bar, in the url, params, query parameters, 地址栏, url 里, url 参数, 查询串, 拼在 url, 查询字符串, 参数
logs-history : history, log, logs, server log, server logs, access log, browser history, bookmarks, 历史记录, 历史, 日志
length-limit : length limit, limit of length, size limit, maximum length, url length, no limit, 长度限制, 限制长度, 最大长度
myth : myth, myths, misconception, not part of http, not in the standard, nothing in the protocol, 误解, 谣言, 协议没规定, 不是规定, 没这么写, 没有规定, 不是 http 的规定
order-of-requests < in-order : in the order, order of the requests, same order, in sequence, sequence they were asked, in turn, one after another, one after the other, order they were sent, fifo, 按顺序, 按请求顺序, 按先后, 请求的先后, 依次, 先来先, 先进先出, 按序, 排队
slow-one : slow, slow response, slow one, takes long, slow request, 慢, 慢了, 响应慢, 慢的
block-behind < hol-blocking : blocks all behind, holds up, hold up, delays all, delay the others, queued behind, behind it, wait behind, stuck behind, blocks the rest, blocked behind, stall everything, stalls everything, 后面的都, 后面全, 堵着, 全堵, 后面的全, 都得等, 卡住后面, 堵住后面, 全卡住
pipelining : pipelining, pipeline, pipelined, pipelines, 管道化, 管线化, 流水线
several-connections : several connections, parallel connections, multiple connections, more connections, six connections, up to six, six sockets, about six, ~6, 6 connections, 6 parallel, concurrent connections, 多条连接, 六条连接, 6 条连接, 并发连接, 六个连接, 开六条, 多个连接, 并行连接
domain-sharding : sharding, domain sharding, subdomains for assets, several host names, 域名分片, 分域名, 域名散列, 多个子域名
bundling : bundle, bundling, bundles, concatenate, concatenation, glue scripts, merge files, combined files, glued together, 合并文件, 打包, 合并 js, 合并资源, 文件合并
sprites : sprite, sprites, sprite sheet, image sprite, 雪碧图, 精灵图
inlining : inline, inlining, inlined, data uri, 内联
interleave < multiplex : interleave, interleaves, interleaving, several streams, side by side, in parallel on one connection, multiplexing, 多路复用, 交错, 复用, 并发传输
cross-site : cross site, crosssite, foreign site, another site, other site, third party, third parties, third site, other websites, started by another, from other sites, 跨站, 第三方, 别的网站, 其他网站, 别的站点, 外站, 跨站请求
with-cookie : send the cookie, attach the cookie, cookie is sent, cookies go along, cookies sent, cookie goes, sends cookies, attach it, 带 cookie, 携带 cookie, 带上 cookie, 发送 cookie
click-link : click a link, click on a link, clicking a link, follow a link, link, top level navigation, top level, navigation, address bar changes, 点链接, 点击链接, 顶层导航, 跳转过来, 跳过来, 链接
default-lax : lax by default, default is lax, treated as lax, assumes lax, defaults to lax, 默认 lax, 默认是 lax, 按 lax, 当 lax, 默认按 lax
without-attribute : without the attribute, if you say nothing, no attribute, unset, left out, missing attribute, 不写, 没写, 不指定, 缺省
chromium : chrome, chromium, edge
subdomain : subdomain, subdomains, sister domain, sibling domain, sister subdomain, neighbour subdomain, 子域, 子域名, 兄弟域, 旁站, 同站子域
same-site : same site, one site, counts as same, 同站, 同一个站, 算同站, 一个站
state-changing-get : get with effects, get with side effects, state changing get, get that changes something, get that changes, get modifies, dangerous get, get 修改, 有副作用的 get, get 改数据, get 修改数据
defence-in-depth : defence in depth, defense in depth, as well, in addition, additional protection, second line, still need, keep your, also use, belt and braces, 纵深防御, 还得配, 还需要, 仍要, 配合, 还要, 再加, 不能只靠, 光靠
keep-on-server : keeps on server, keeps it on the server, stays on the server, stays on server, stay on server, remains on the server, left on the server, kept on the server, stays at the provider, lives on the server, 留在服务器, 放在服务器, 保存在服务器, 存在服务器, 服务器上保留, 一直在服务器
download-local : download, downloads, downloaded, fetches to the client, copies to the client, pulls down, carry home, takes home, empties the mailbox, empty the mailbox, to the local machine, to one machine, 下载, 下载到本地, 拉到本地, 拉下来, 取到本地, 收到本地, 本地
mail-thing : mail, mails, email, e mail, post, letter, letters, message, 邮件, 信, 邮箱, 信件
folder : folder, folders, mailbox, mailboxes, directory, 文件夹, 目录
read-flag : flag, flags, read status, read mark, read marks, seen, unread, read and unread, 已读, 未读, 标志, 标记, 读过, 阅读状态
all-devices : devices, all devices, several devices, every device, phone and laptop, phone and computer, phone, laptop, across devices, multiple devices, 多设备, 各设备, 多个设备, 所有设备, 手机, 电脑, 手机和电脑, 几个设备
headers-only : headers only, just the headers, only the headers, only headers, parts, part of a message, attachments separately, fetch parts, body parts, 只取头, 只下载头部, 只看标题, 取部分, 部分内容, 单独取
server-search : search on the server, server side search, server does the searching, search, searching, 服务器搜索, 服务端搜索, 在服务器上搜索, 搜索
notify-new : idle, notify, notifies, notification, notified, push, pushes, new mail, report new, reports new, informed at once, tells at once, 通知, 推送, 新邮件, 实时通知, 来新邮件
send-mail : send mail, sending mail, sends mail, sending, outgoing mail, outgoing, outgoing server, 发信, 发邮件, 发送邮件, 寄信, 往外发
receive-mail : receive mail, receiving, retrieve mail, incoming mail, fetch mail, only for reading, 收信, 收邮件, 接收邮件, 只管收, 收取
same-prefix : same prefix, same address, same ip, one address, identical address, one ip, same ip address, share one ip, 同一个地址, 同一地址, 同一前缀, 同一个 ip, 相同前缀, 同样的 ip, 同一个 ip 段, 相同的 ip
several-places : several places, many places, several sites, multiple sites, many sites, different places, different cities, several locations, pops, several data centres, data centers, datacenters, each site, around the world, 多处, 多个站点, 多地, 多个机房, 好几个机房, 各地, 多个地方, 各自, 机房, 多个数据中心
nearest-site : nearest, closest, nearest site, nearest one, closest one, shortest path, closest in routing, least hops, 最近, 最近的, 就近, 离得近, 最短
routing-metric : metric, routing metric, own metric, hop count, as path, routing distance, distance, routing decides, routers decide, cost, 度量, 路由度量, 距离, 路由决定, 跳数, 路由协议的距离
short-exchange : short exchange, one packet, one query, one question, single query, request and reply, no state, stateless, 一问一答, 短交互, 一个包, 无状态, 没有状态
spread-load : spread the load, load is spread, spread, spreads, distribute, distributes, distributed, load distribution, ddos, absorbs, resilience, 分散, 分摊, 分散负载, 分散攻击, 摊薄, 负载分散, 抗 ddos
route-change : route change, route changes, route flaps, route flap, path changes, routing changes, rerouted, 路由变化, 路由改变, 路由抖动, 路由变, 切换路由
break-session : break connections, breaks tcp, breaks connections, connection breaks, connection is lost, does not know the connection, no state there, has no state, mid connection, 打断, 断开, 中断, 断连, 没有这条连接, 不认识, 没有状态
withdraw-route : withdraw, withdraws, withdrawn, stop announcing, stops announcing, stop advertising, stops advertising, take back the route, pull the route, health check, remove the announcement, 撤销, 撤回, 撤销路由, 撤销宣告, 停止宣告, 健康检查, 撤掉
prefix : prefix, prefixes, network part, network prefix, 前缀, 网络前缀, 网段
interface-id : interface identifier, interface id, host part, iid, identifier, own identifier, lower 64 bits, last 64 bits, 接口标识, 接口 id, 接口标识符, 主机部分, 后 64 位
combine-parts : combine, combined, joins, glue, puts together, attach, appended, plus, concatenate, behind the prefix, +, 拼, 拼起来, 拼接, 组合, 加上, 合起来
uniqueness : unique, uniqueness, uniquely, nobody else uses, in use already, taken, duplicate, already used, 唯一, 唯一性, 没人用, 有人在用, 重复
privacy-address : privacy, privacy address, temporary address, temporary, temporary addresses, random identifier, random, changes from time to time, replaced from time to time, rotated, 隐私, 隐私地址, 临时地址, 随机标识, 随机, 定期更换
mac-derived : mac address, from the mac, derived from the mac, embeds the mac, mac based, 由 mac 生成, 根据 mac, mac 地址, mac 生成
decrement-one : decrement, decrements, decremented, minus one, minus 1, one less, subtract one, subtracts one, reduce by one, reduces it by one, reduces by one, lowered by one, lowers by one, 1 at each, 1 per hop, 减一, 减 1, 减去一, 少一, 递减, 减小一
at-zero : at zero, zero, reaches zero, reach zero, reaches 0, at 0, gets to zero, gets to 0, hits zero, down to 0, becomes 0, 为零, 为 0, 减到 0, 减到零, 变成 0, 变为 0, 到 0
each-router : every router, each router, each hop, every hop, per hop, at each hop, at each router, router on the way, 每台路由器, 每个路由器, 每跳, 每一跳, 每经过一个路由器, 每过一台, 逐跳, 路由器
count-hops : hops, hop count, hop limit, counts hops, count hops, number of hops, number of routers, in hops, 跳数, 跳, 数跳, 经过几个路由器, 几跳
in-seconds : in seconds, seconds, unit is seconds, measured in seconds, by time, 秒, 以秒, 单位是秒, 时间单位, 时间
recompute-checksum : update the checksum, checksum updated, recompute the checksum, recomputed, checksum changes, new checksum, checksum has to be, checksum must be, 重新计算校验和, 重算校验和, 更新校验和, 校验和也得改, 校验和要重算, 校验和也要, 改校验和
initial-64 : initial value, initial 64, began with 64, started with 64, starts at 64, 64 or 128, 128 or 255, initial ttl, initial was, 初值, 初始值, 初值 64, 起始值
estimate-distance : estimate, estimates, guess the distance, how far, hints at the distance, distance, hops away, how many hops, 估计, 推测, 估算, 推断, 隔了, 相隔, 距离
relay-agent : relay, relay agent, dhcp relay, helper, helper address, ip helper, ip helper address, relays, 中继, 中继代理, dhcp 中继, 中转
no-broadcast-forward : not forward broadcasts, do not forward broadcast, doesn't forward broadcast, broadcast stops at the router, broadcast does not cross, will not pass a broadcast, don't pass broadcasts, does not leave the subnet, does not cross routers, stays in the subnet, 不转发广播, 广播过不了, 广播不能跨, 不转发受限广播, 广播出不了, 过不了路由器, 过不了三层
address-pool : pool, address pool, scope, range of addresses, 地址池, 池, 池子, 作用域
which-subnet : which subnet, right subnet, select the subnet, chooses the subnet, picks the pool, selects the pool, choose the pool, matching subnet, what subnet, subnet of the client, 选子网, 选择子网, 哪个子网, 哪个网段, 对应网段, 选地址池, 对应的地址池
renew-lease : renew, renews, renewal, renewals, renewing, extend the lease, lease extension, 续租, 续约, 续期
lease : lease, leases, leased, 租约, 租期
count-to-infinity : counting to infinity, count to infinity, counts up, climb, climbs, climbing, step by step, rises step by step, grows step by step, one by one, goes up and up, creeps up, keeps growing, 计数到无穷, 无穷计数, 逐步增加, 一点点涨, 慢慢增加, 逐步加一, 一次加一, 越加越大, 不断增大
believe-each-other : believe each other, believes the other, deceive each other, mislead each other, each points to the other, each thinks, each believes, through itself, runs through itself, via itself, via each other, through each other, its own route back, 互相相信, 互相欺骗, 经过自己, 互相指, 相互指向
bad-news : bad news, bad news travels slowly, slow convergence, 坏消息, 坏消息传得慢, 收敛慢
not-advertise-back : not advertise back, don't advertise back, not tell the neighbour, not announced back, learnt from, learned from, where it was learnt, back where it came, 不再告诉, 不往回, 不反向通告, 不发回
three-routers : three routers, three or more, loops of three, three nodes, bigger loops, longer loops, larger loops, more than two routers, 三个路由器, 三台, 三个以上, 更大的环, 多个路由器
unreachable : unreachable, not reachable, can't be reached, cannot be reached, infinite, infinity, 不可达, 到不了, 无穷大, 无法到达
send-at-once : at once, immediately, straight away, right away, without waiting, instantly, as soon as, 立即, 马上, 立刻
shift-left : shift, shifts, shifted, shift count, left shift, shift left, shifted left, number of bits to shift, scale factor, scaling factor, multiply, power of two, 移位, 左移, 移多少位, 左移多少, 缩放因子, 扩大因子, 位移
only-in-syn : only in syn, in the syns only, syns only, in their syns, in the syn, only in the handshake, in the handshake, at connection setup, during the handshake, when the connection is set up, 只在 syn, syn 里带, syn 中, 只在握手, 握手时, 握手的时候, 建连时, 建立连接的时候
not-scaled : unscaled, taken literally
own-direction : each direction, per direction, direction has its own, different in each direction, own value, may differ, each its own, 每个方向, 两个方向, 各自的, 可以不同, 可以不一样, 方向不同
fill-the-pipe : fill the pipe, fill the line, pipe full, full speed, use the whole bandwidth, 跑满, 填满管道, 打满, 占满带宽
mark-packet : mark, marks, marked, marking, sets a mark, sets ce, flags it, 标记, 打标记, 打上, 做标记, 打标, 标上
instead-of-drop : instead of dropping, in place of dropping, rather than dropping, rather than drop, in place of a drop, without dropping, instead of throwing away, instead of discarding, 而不是丢, 而不丢包, 而不是丢包, 代替丢包, 不是丢掉
two-bits : two bits, 2 bits, 两位, 两个 bit, 两个比特, 2 位, 两 bit
report-back : echo, echoes, echoed, reports back, report back, signals back, tells the sender, informs the sender, feeds back, 回显, 回报, 反馈, 告诉发送方, 通知发送方
slow-down : slow down, slows down, reduce the window, reduces its window, reduces the window, cut the window, cuts cwnd, halves the window, halve cwnd, lowers its rate, sends less, reduces its rate, cwnd halved, window is halved, window halved, 减小窗口, 降速, 减窗, 减半, 降低速率, 窗口减半, cwnd 减半, 减小拥塞窗口
like-a-loss : as for a loss, like a loss, as with a loss, as if lost, as after a loss, same as a loss, as if a packet was lost, after losing, 像丢包一样, 当丢包, 如同丢包, 等同丢包, 和丢包一样, 按丢包
once-per-rtt : once per round trip, once per rtt, once a round trip, per rtt, once in each rtt, 每个往返一次, 每个 rtt 一次, 每 rtt, 每个往返最多一次
no-retransmission : avoids retransmission, fewer retransmissions, 少了重传, 避免重传, 减少重传
less-delay : less delay, lower latency, saves time, lower delay, no waiting, faster, shorter delay, 延迟更小, 延迟低, 减少延迟, 时延小, 更低的延迟
shared-key < key : shared key, same key, one key, common key, one secret, same secret, shared secret, one shared key, 同一把钥匙, 同一个密钥, 共享密钥, 共用密钥, 共用一个密钥, 一把钥匙, 同一把密钥
key-pair < key : key pair, pair of keys, public and private, two keys, public key and private key, a public and a private, 密钥对, 一对密钥, 公钥和私钥, 公私钥, 两把钥匙
bulk-data : bulk, bulk data, large amounts, lots of data, actual data, the data, data transfer, application data, 大量数据, 数据本身, 传数据, 实际数据, 大数据, 之后的数据
small-input : small inputs, small input, small pieces, small data, short data, tiny data, 小数据, 一小段, 小块, 少量数据
common-secret < secret : common secret, shared secret, agree on a secret, agree on a key, same secret, session secret, derive a key, 共享秘密, 同一个秘密, 共同的秘密, 商量出密钥, 协商密钥, 算出同一个
strangers : strangers, two strangers, never met, unknown to each other, 陌生人, 互不认识
prove-identity : prove who, proves who, proves identity, prove identity, who is speaking, who it is, authenticity, authenticate, authenticates, prove possession, really is, identity, 证明身份, 证明自己, 是本人, 身份, 确认身份, 证明是谁
hybrid : hybrid, both together, combined, combination, 混合, 混合加密, 结合
handshake-first : handshake, at the start, in the beginning, first, 握手, 一开始, 开头, 先
first-request : first request, request right away, request at once, request in the first flight, first flight, in the first flight, together with clienthello, along with the clienthello, with the clienthello, 第一个请求, 随 clienthello, 一起发出, 首个请求, 第一趟
previous-visit : previous session, last time, earlier session, earlier connection, visited before, 上次, 之前连过, 之前的会话, 上一次
play-again < replay-attack : replay, replays, replayed, replayable, play again, plays again, play it again, send it again, sent again, record, records, recorded, repeat the message, duplicate it, 重放, 录下来, 再发一遍, 重新发送, 重复发送, 录下
safe-request < safe-method : safe request, safe requests, safe method, safe methods, harmless request, harmless requests, only get, get only, like get, such as get, read only requests, 安全请求, 安全方法, 安全的方法, 只发 get, get 这种, get 这类, 只读请求
key-leak : key leaks, key is leaked, key ever leaks, key is stolen, stolen later, compromised later, later compromise, 密钥泄露, 泄露, 被偷
come-later : after the handshake, later, wait for the handshake, try again later, 握手后, 握手完, 等握手, 之后重试, 重试
zone-top < zone-apex : apex, zone apex, top of the zone, root of the domain, root domain, naked domain, bare domain, domain itself, 顶点, 域的顶点, 裸域, 根域, 域名本身, 区顶点
no-other-data : no other data, no other records, nothing else, no other record, tolerates no other, excludes other, excludes others, alone, allows no other, not coexist, cannot coexist, can't live together, exclude each other, 不能有别的记录, 不能有其他, 不能共存, 不容许, 不允许其他, 独占, 不能与, 不能和别的, 排他, 互斥
mail-breaks : mail breaks, mail is lost, no mail, mx lookup, mx fails, mail fails, lookups would follow, follow the alias, 邮件收不到, 收不到邮件, 邮件坏, 跟着走, 查 mx
provider-resolves : provider resolves, resolves the target, resolve the target, serves its addresses, returns the addresses, returns a records, 服务商解析, 替你解析, 解析好, 直接返回 a 记录, 返回 a 记录, 返回地址
not-logged-in : not logged in, not authenticated, unauthenticated, no credentials, missing credentials, wrong credentials, invalid credentials, bad credentials, don't know who you are, credentials missing, credentials refused, token expired, no valid token, login required, not signed in, 未登录, 没登录, 未认证, 没有认证, 不知道你是谁, 凭据无效, 缺少凭据, 没带 token, 没有登录, token 过期, 凭据
no-permission : no permission, may not, lacks permission, no rights, not authorised, not authorized, access denied, denied, refused, forbidden, you can't, 没有权限, 没权限, 无权, 权限不够, 没这个权限, 拒绝, 权限不足
logged-in-known : know who you are, knows who you are, logged in, authenticated, known user, 知道你是谁, 已登录, 登录了, 已认证, 认识你
challenge-how : challenge, challenges, how to log in, how to authenticate, which scheme, 质询, 怎么认证, 如何认证, 认证方式, 怎样登录
retry-credentials : try again with, other credentials, try other credentials, log in and try, retry with credentials, log in again, authenticate and retry, 换凭据, 重新登录, 登录后重试, 换个账号, 登录再试
no-repeat : do not repeat, no use repeating, repeating is useless, no point in retrying, won't help, 重试没用, 没有意义, 再试也没用, 再请求也没用
hide-existence : hide existence, hide that it exists, hides that, pretend, pretends, conceal, keep secret that, existence, exists, 隐藏存在, 不想让人知道, 不暴露, 假装不存在, 隐藏资源, 存在
index-number < list-of : index, indexes, indices, indexed, row number, entry number, a number, reference, short number, 索引, 序号, 编号, 下标
seen-headers : seen before, already seen, earlier headers, previously sent, repeated headers, 之前出现, 见过, 发过的
compression-leak < side-channel : leak by length, leaks the secret, leak secrets, compressed size, compressed length, size of the compressed, length reveals, shorter when, guess secrets, crime attack, 长度泄露, 泄露秘密, 长度变短, 压缩后长度, 看长度, 猜出 cookie, 侧信道
literal : literal, literals, new values, not in the table, rest, 字面量, 没出现过, 不在表里
connection-state : state of the connection, connection state, per connection, belongs to the connection, shared by all streams, shared state, whole connection, stateful, 连接状态, 整条连接, 连接共用, 有状态, 所有流共用, 每条连接
decode-in-order : decoded in order, in sequence, processed in order, in order, same order, order matters, 按序, 按顺序, 顺序解, 顺序处理
sensitive : sensitive, sensitive values, password, passwords, secret values, secrets, credentials, authorization, 敏感, 机密, 密码, 秘密
gzip : gzip, zip, general compression
forward-proxy-term < proxy : forward proxy, 正向代理
reverse-proxy-term < proxy : reverse proxy, 反向代理
on-behalf-client : client side, on behalf of the client, on behalf of clients, for the client, for clients, acts for clients, acts for the client, represents the client, chosen by the client, configured in the client, client configures, 代表客户端, 代理客户端, 替客户端, 客户端选定, 客户端配置, 帮客户端
on-behalf-server : server side, on behalf of the server, on behalf of servers, for the server, acts for the server, acts for servers, represents the server, placed by the site, in front of the servers, in front of the server, sits in front, 代表服务器, 代理服务器端, 代理服务端, 替服务器, 站点部署, 部署在服务器前, 服务器前面
hide-client : hides the client, hides clients, hide the client ip, client ip hidden, sees the proxy's address, 隐藏客户端, 隐藏用户, 看不到客户端
hide-server : hides the server, hides servers, hides the backends, hide the backend, servers behind, 隐藏服务器, 隐藏后端, 后端看不到, 后面的机器, 看不到后端
blind-forward : blind, blindly, sees no contents, can't see inside, cannot read, only sees host and port, only host and port, opaque, 盲转发, 看不到内容, 盲目转发, 只看到主机, 看不见内容
control-connection : control connection, command connection, commands, control channel, 控制连接, 命令连接, 控制通道
data-connection : data connection, data channel, for the data, 数据连接, 数据通道
server-connects : server connects, server connects to the client, server calls back, server opens the data connection, server connects back, connect back, connects back, 服务器连客户端, 服务器来连, 服务器主动连, 反连
client-connects : client connects, client connects to the server, client opens the data connection, client opens both, 客户端去连, 客户端连服务器, 客户端来连, 客户端连接服务器
server-listens : server listens, server opens a port, server names a port, port the server names, server waits, 服务器监听, 服务器开一个端口, 服务器开端口, 服务器打开端口
port-range : range of ports, port range, range of open ports, ports open, whole range, open ports, many ports, 端口范围, 一段端口, 一批端口, 开放端口
blocked-by-firewall : blocked, blocks, firewall blocks, cannot come in, not let in, firewall drops, 挡住, 拦住, 被拦, 挡掉
tool-dig : dig, nslookup
tool-tcpdump : tcpdump, wireshark, packet capture, pcap, 抓包
tool-ss : ss, netstat, nstat
tool-traceroute : traceroute, tracert, tracepath, mtr
queue-term : queue, queues, queueing, queuing, queued, backlog of packets, line up, 队列, 排队
bufferbloat : bufferbloat, buffer bloat, oversized buffers, 缓冲膨胀, 缓冲区膨胀, 缓存膨胀
aqm : aqm, codel, fq codel, active queue management, 主动队列管理
priority : priority, priorities, prioritise, prioritize, urgency, 优先级, 紧急度
edge-node < cdn : edge, edge node, pop, edge server, 边缘, 边缘节点
purge : purge, purges, purging, invalidate, invalidation, flush the cache, 刷新缓存, 清除缓存, 失效, 作废
version-file : versioned, version, file name with hash, fingerprint, hashed file name, immutable, 版本号, 文件名加哈希, 指纹, 不可变
soft-state : stale while revalidate, serve stale, soft purge
credential : credential, credentials, password, login data, 凭据, 凭证, 密码, 账号密码
issuer : issuer, issued by, certificate authority, ca, 签发者, 颁发者, 证书机构, 颁发机构
revocation-list < revoke : crl, revocation list, certificate revocation list, 吊销列表
ocsp-stapling : stapling, ocsp stapling, staple, stapled, status_request, 装订
transparency-log : certificate transparency, transparency log, ct log, public log, sct, 证书透明度, 公开日志
mutual-tls : mtls, mutual tls, client certificate, both sides show certificates, 双向 tls, 双向认证, 客户端证书
prime-group : discrete logarithm, elliptic curve, discrete log, 离散对数, 椭圆曲线
collision-resist : collision resistance, collision resistant, preimage, 抗碰撞, 碰撞, 原像
salt : salt, salted, bcrypt, argon2, 加盐, 盐
nonce-use : nonce, iv, initialization vector, never reuse a nonce, 随机数, 初始向量
lookup-local < resolver : recursive server, local resolver, provider's resolver, 本地解析器
stale-answer : old answer, still cached, cached until, ttl has run out, until the ttl, ttl 到期, 缓存到期, 旧记录
lower-ttl : lower the ttl, reduce the ttl, short ttl, shorten the ttl, 调低 ttl, 缩短 ttl, 降低 ttl
happy-eyeballs : happy eyeballs, race both, tries both, 快乐眼球, 竞速
dual-stack : dual stack, both stacks, 双栈
longest-prefix : longest prefix, longest match, most specific, more specific, 最长前缀, 最长匹配, 最具体
default-route : default route, 0.0.0.0/0, default gateway route, 默认路由
distance-vector : distance vector, 距离向量, 距离矢量
link-state : link state, dijkstra, shortest path first, 链路状态, 最短路径
route-origin : rpki, route origin validation, rov, prefix filter, prefix filters, 前缀过滤, 源验证
offset-time : offset, clock offset, time difference, 时间偏移, 偏差, 时差
slew-clock : slew, slews, gradually, gradual, drift slowly, 渐进, 逐步调整, 慢慢调, 微调
step-clock : step, steps, jump, jumps, set at once, 跳变, 一步到位, 步进, 直接拨
majority : majority, vote, outvote, falseticker, 多数, 投票, 少数服从多数
long-poll : long polling, long poll, hanging request, request is held, 长轮询, 挂起请求
event-stream : event stream, text event stream, eventsource, last event id, 事件流
buffering-off : disable buffering, no buffering, proxy buffering, x accel buffering, 关闭缓冲, 禁用缓冲
health-check : health check, health checks, healthy, probes the backend, 健康检查, 探活, 健康探测
round-robin : round robin, in turn, weighted, 轮询, 轮流, 加权
least-connections : least connections, fewest connections, 最少连接
consistent-hash : consistent hash, consistent hashing, hash ring, 一致性哈希, 哈希环
stream-error : stream error, connection error, protocol error, 流错误, 连接错误, 协议错误
zero-copy : zero copy, sendfile, 零拷贝
non-blocking : non blocking, nonblocking, never blocks, 非阻塞
event-loop : event loop, reactor, callback, one thread, single thread, 事件循环, 单线程, 反应堆
thread-pool : thread pool, thread per connection, threads, thread, worker, workers, 线程池, 线程, 工作线程
level-triggered : level triggered, 水平触发
edge-triggered : edge triggered, 边缘触发, 边沿触发
partial-write : partial write, short write, wrote less, writes less, 部分写, 只写了一部分, 没写完
resource-noun : resource, resources, noun, nouns, 资源, 名词
procedure-verb : procedure, function call, remote procedure, verb, verbs, method call, 过程, 函数, 动词, 远程调用
idempotency-key : idempotency key, request key, unique key, 幂等键, 幂等 key, 唯一键
lost-update : lost update, overwritten by another, overwrites the other, if match, optimistic lock, optimistic locking, 丢失更新, 覆盖别人, 乐观锁
jump-host : jump host, bastion, proxyjump, 跳板机, 堡垒机
local-forward : local forward, local forwarding, ssh l, 本地转发
remote-forward : remote forward, remote forwarding, 远程转发
host-key : host key, known hosts, fingerprint, 主机密钥, 主机指纹
dead-reckon : playout, playout buffer, jitter buffer, 抖动缓冲, 播放缓冲
percent-encode : percent encoding, percent encoded, url encoding, escape, escaped, %20, 百分号编码, 转义, url 编码
decode-twice : decode twice, decoded twice, double decoding, double decode, 二次解码, 解码两次, 双重解码
xss : xss, cross site scripting, 跨站脚本
storage-local : local storage, localstorage, session storage, 本地存储
rotate-token : rotate, rotation, refresh token, renewed token, 轮换, 刷新令牌
alg-none : alg none, algorithm none, alg, algorithm confusion, 算法
expiry : expiry, exp, expiration, lifetime, valid until, 过期时间, 有效期
transport-mode : transport mode, 传输模式
tunnel-mode : tunnel mode, 隧道模式
security-association : security association, sa, 安全关联
inner-outer : inner, outer, inner packet, outer header, 内层, 外层
`
