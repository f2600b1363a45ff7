// How candidates say things when they talk rather than write: pictures, light verbs, split phrases, in the form
// of `terms.ts`. A line that joins an existing id adds to it; a new id is a word of the sheets that people
// paraphrase. Names of protocols stand in `topic-terms.ts`.

/** Names that questions set side by side and that consist of several words. */
export const spokenNames = `
osi : osi, osi model, osi one, osi 模型, 七层模型
tcp-ip : tcp ip, internet suite, internet people, internet protocol suite, internet model, tcp ip model, tcp ip one, tcp ip thing, tcp ip 模型
stop-and-wait : stop and wait, stop wait, 停等, 停止等待, 停等协议
go-back-n : go back n, gobackn, gbn, 回退 n, 后退 n, 回退 n 步, 后退 n 帧
selective-repeat : selective repeat, selective one, 选择重传, 选择性重传
completion-port : iocp, io_uring, aio, completion notification
`

/** Technical things in people's words. */
export const spokenTerms = `
retransmit : send _ another time, sent another time, sends _ another time, send _ all over again, send _ over again, rewind, rewinds, rewinding, patch the hole, patching the hole, patch holes, fill the hole, fill the gap, try _ once more, 补, 补上, 再传, 重传一遍, 再送一次
buffer : hang on to, hangs on to, hold on to, holds on to, park, parks, parked, put aside, puts aside, set aside, keep aside, sit in the buffer, 先放, 先存着, 暂存, 缓冲里
fill-the-pipe : keep the line busy, keeps the line busy, pipe doesn't idle, pipe does not idle, keep the pipe full, keeps the pipe full, line never idles, line busy, window full of, 不闲着, 不空着, 连着发, 连续发
one-at-a-time : one packet at a time, one at a time, send one wait for one, push one out, one after the other, lockstep, one packet in flight, 发一个等一个, 一次一个, 每次只发一个
stateful : stateful, keeps state, keep state, remembers the session, 有状态
self-contained : self contained, carries everything, carries it itself, carries its own, everything's printed inside, printed inside, everything inside, everything is inside, all in the token, in the token itself, inside the token, claims are in the token, contains all, 自包含, 自己带着, 自带信息, 自己揣着, 揣着
on-server : on the server, on the server side, server side, in our backend, in the backend, sits in our backend, kept at the server, in the database, in a database, 服务器那边, 服务端存, 存在服务端, 放在服务端
shared-store : shared store, redis, memcached, database, database hit, session store, 共享存储, 数据库
revoke : take it back, take _ back, taken back, call back, kill the session, kill the row, log somebody out, logging somebody out, kick somebody out, delete the session, withdraw, 收不回, 收回, 踢下线, 作废
deny-list : blacklist, blacklisted, deny list, denylist, 黑名单, 拉黑
valid-until : before it expires, until it expires, till it expires, until it runs out, runs out, run out, works until, date printed, good until, valid until, stuck until, 等它到期, 等到期, 到期, 到期为止
short-life : short lived, short lifetime, short expiry, good for a few, good for five, few minutes, ten minutes, few days, 短有效期, 短期有效, 十几分钟, 几分钟
payload-after : what follows, what comes after, just the payload, only the payload, stuff behind, letter inside, rest of the packet, 只保护载荷, 后面的内容
outer-header : outer header, another envelope, new header, new ip header, fresh header, second header, extra header, puts a header in front, 外层首部, 新的 ip 头, 新 ip 头, 新的头部, 再套一个
whole-packet : whole packet, entire packet, complete packet, original packet, whole thing, whole envelope, packet in a packet, inside a new one, 整个包, 整个原来的包, 原来的包
inner-address : inner addresses, inner address, who inside, who talks to whom, who's talking to whom, who is talking to whom, talking to whom, real addresses, 内部地址, 内层地址, 谁和谁
endless-wait : twiddle your thumbs, twiddles its thumbs, sit there, sits there, just sit, just sits, hang around, hangs around, 干等, 傻等
copy-to-user : copy to the program, copied to the program, copied over, copies it over, copied into your buffer, into your buffer, in your buffer, into user space, to user space, kernel does the copy, copy is done, copying is done, already copied, 拷贝到用户, 搬到用户, 搬完, 拷贝数据, 拷贝
data-ready : data ready, ready data, data is ready, readiness, ready, something's readable, readable, writable, something shows up, until something shows up, data arrives, data shows up, 数据来, 数据到了, 数据准备好, 数据好了, 就绪
many-descriptors : many descriptors, many sockets, thousand sockets, loads of sockets, lots of sockets, watches _ sockets, keep an eye on, keeps an eye on, watch many, 一堆 fd, 盯着, 多个 fd, 多个描述符
two-phases : two phases, two steps, two stages, first wait then copy, 两个阶段, 两步, 两个步骤, 分两步
comes-back-at-once : returns at once, returns immediately, return at once, comes straight back, come straight back, comes back right away, doesn't wait, does not wait, would block, 立即返回, 马上返回, 立刻返回
bufferbloat : ridiculously big buffer, buffer is so huge, buffer so huge, buffer is huge, buffer too big, buffers too big, huge buffer, big buffer, large buffer, giant buffer, 缓冲区太大, 缓存太大
queue-term : stand in line, stands in line, wait in line, waits in line, in the line, stuck behind, stuffed full, pile up, piles up, wait in the router, waits longer in the router, 排队, 排着队, 塞满
loss-based : until something is lost, once something gets dropped, only backs off once, never sees a drop, sees no drop, keeps pushing, keep pushing, keeps going until, loss based, 直到丢包, 看不到丢包
no-faster : no throughput, not throughput, not any faster, doesn't go any faster, doesn't get faster, go any faster, no gain, full long ago, already full, pipe is full, 不会更快, 早就满了
aqm : dropping early, drop early, drops early, drop sooner, drops sooner, drop packets early, 提前丢包, 早点丢
traffic-shaping : shaping, shape, shaper, below line speed, under the line rate, below the line rate, under line rate, throttle, throttling, limit the rate, sqm, 限速, 限一下速, 流量整形
other-site : another site, foreign site, foreign page, evil site, evil page, shady page, shady site, bad site, malicious site, malicious page, attacker's page, attacker's site, other page, 恶意网站, 恶意页面, 坏网站, 钓鱼网站
makes-browser-send : victim's browser send, makes the victim's browser, makes your browser, makes the browser send, gets your browser, gets the browser, from your browser, from the victim's browser, in the name of the user, in your name, on your behalf, posts a form, submits a form, fire a request, triggers a request, trigger a request, forge a request, forged request, 让你的浏览器, 让浏览器, 伪造请求, 冒充用户, 以用户的名义, 偷偷发
cookie-rides-along : attaches the cookie, attach the cookies, adds the cookie, adds matching cookies, tacks your cookies on, tacks the cookie on, tacks _ cookies, cookie goes along, cookies go along, cookie comes along, cookie rides along, cookies automatically, cookie automatically, sends the cookie, sends cookies along, 带上 cookie, 把 cookie 带上, 自动带 cookie, 携带 cookie
no-need-to-read : need not read, needn't read, doesn't need to read, don't need to read, don't even need to see, need to see what comes back, cannot read the answer, sending is enough, 不用看响应, 不需要读, 只要发出去
secret-token : csrf token, anti csrf token, random token, hidden token, hidden field, secret random value, secret value, random value in each form, token in the form, 随机令牌, 猜不到的 token, 表单里放, 令牌
by-hand : by hand, manual, manually, hand configured, typing _ in yourself, type _ in yourself, typed in, you type, entered manually, admin types, 人手, 手敲, 手动, 手工, 敲进去
react-to-failure : react to failures, reacts to failures, notices failures, notice failures, adapts, adapt, adapts by itself, finds a way round, find a way round, finds another way, routes around, changes when the topology does, changes with the topology, converges, heals itself, 自己绕, 绕过去, 自动收敛, 感知不到, 适应变化
talk-to-each-other : learnt by protocols, learnt by a protocol, learned by a protocol, routing protocol, chat with each other, talk to each other, tell each other, gossip, exchange routes, by means of a protocol, 互相通气, 互相通告, 互相告诉, 路由协议
only-one-way : one way out, only one way, single exit, one exit, stub network, only one path, single way, branch office, small network, small networks, 只有一个出口, 一个出口, 小网络, 小型网络
alternatives : alternatives, alternative paths, two ways, several ways, more than one way, redundancy, redundant, 多条路, 冗余, 备用路径
eats-resources : costs resources, costs cpu, eats cpu, eats some cpu, uses cpu, cpu and bandwidth, takes processor time, processor time, overhead on the router, 占资源, 吃 cpu, 占 cpu
admin-distance : administrative distance, administrative preference, admin distance, route preference, preference, floating static, 管理距离, 优先级
any-order : any order, in whatever order, mixed up in any order, out of turn, whichever is ready first, whoever is ready first, interleaved, interleaves, 谁先好谁先, 任意顺序, 不按顺序
blocks-everything : blocks all, blocks all streams, holds everything up, holds everything, whole lot freezes, whole lot stops, everything freezes, everything stops, everything waits, all of them wait, all stuck, all streams are stuck, all of the streams are stuck, all the others wait, 全都等, 所有的流都得等, 陪着等, 都得等
knows-no-streams : knows no streams, unaware of streams, has no clue, no clue, no idea of streams, doesn't know about streams, 不知道有流, 不知道流
only-the-stream-concerned : only the stream, only that stream, only the streams concerned, only the one stream, streams concerned, stream that was hit, one stream only, 只影响一个流, 只卡那一条流, 只卡那条, 那一条流
lossy-network : high loss, lossy, lossy network, bad network, bad line, poor network, bad wifi, weak signal, 弱网, 网差, 网络差, 丢包多
ask-online : ask online, asks online, rings up, ring up, phones, asks the ca, ask the ca, query the ca, is this one still ok, still ok, still valid, still good, check live, checks live, live checks, 在线查询, 问 ca, 去问
goes-on-anyway : go on anyway, goes on anyway, carry on anyway, carries on anyway, shrug and carry on, shrugs, fail open, fails open, soft fail, softfail, let it through, lets it through, accept it anyway, 照样放行, 放过去, 放行
serial-list : serial numbers, serial number, serials, revoked serials, list of serials, 序列号列表, 吊销列表
presentation-layer : presentation, presentation layer, 表示层
session-layer : session layer, session stuff, session bit, 会话层
top-layers : top layers, top three layers, three upper layers, upper three, everything on top, all on top, 上三层, 最上头那三层, 上面三层
merged-into : lives inside, live inside, lumped into, lumps _ into, folded into, rolled into, squeezed into, merged into, covers, swallowed by, 塞进, 并到, 归到, 合到, 归
one-network : one network, single network, same link, local link, within a network, adjacent nodes, neighbouring node, 一段网络, 这一段网络, 相邻节点
across-networks : across networks, between networks, from one network to, network to network, one network to the next, through many networks, 跨网, 跨网络, 网络之间
end-to-end : end to end, one end to the other, end systems, from end to end, 端到端, 两头, 两端
between-processes : between processes, process to process, program to program, process, processes, app to app, 进程之间, 进程
static-thing : static, fixed, hard coded, hardcoded, hard wired, never changes, 静态, 写死, 固定不变
dynamic-thing : dynamic, dynamically, on the fly, 动态
permanent-thing : permanent, permanently, for good, for keeps, lasting, once and for all, 永久
temporary-thing : temporary, temporarily, for now, just for now, for the moment, 临时, 暂时
weak-thing : weak, weaker, broken crypto, feeble, 弱
strong-thing : strong, stronger, robust, 强
partial-thing : partial, partially, in part, only some of, not the whole, bits that changed, just the changes, 局部
cumulative-ack : cumulative, cumulatively, up to here, everything up to, 累积, 累计
incremental : incremental, incrementally, delta, only the difference, 增量
made-first : made first, model first, drawn up first, designed first, drawn before, drew before, blueprint, on paper, before anything was built, 先画图纸, 先有模型, 先设计
ran-already : that ran, running code, working code, already running, out there running, in practice first, after the fact, came from practice, 先跑起来, 先实现, 实践
`

/** Everyday turns for what is done. */
export const spokenWords = `
lose : goes missing, went missing, go missing, gone missing, never makes it, didn't make it, doesn't make it, never arrives, never shows up, falls off, get dropped, gets dropped, was hit, 掉, 没到达
discard : chuck, chucks, chuck away, toss, tosses, toss out, bin it, kick out, kicks out, get thrown, vanish into
send : shove, shoves, fire off, push one out, ship off, throw over, throws over, tack on, chuck over, put on the wire, puts on the wire, 甩, 扔过去
reply : picks up, pick up, say something back, writes back, 回个
receive : land on, lands on, gets hold of, shows up, show up, 拿
wait : sit tight, sits tight, sit around, hang on, hold on, stand by, stands by, kept waiting, 等着, 干等
notice : spot, spots, catch on, catches on, figure out, cotton on, realise, realises, get wind of, 看出来
announce : shout out, let everybody know, lets everybody know, let _ know, lets _ know, poke, pokes, nudge somebody, ring, rings you, tap on the shoulder, 喊你, 通知你, 告诉你
immediately : right off, straight off, there and then, that second, this second, on the dot, in an instant, right then, 当下, 立马
verify : check the stamp, checks the stamp, takes a look, have a look, double check, double checks, make sure that, look where, 验一下, 看一下
know : has a clue, have a clue, have any idea, has any idea, is aware of
store : sit in, sits in, lives in, live in, sticks in, stashes, stash, jot down, jots down, squirrel away, 存着, 放着
prevent : fend off, fends off, fight off, keep out, keeps out, guard from, defend against, get around, 防一下, 防的话
reveal : give the game away, in plain sight, 看得见
hide : out of view, can't see who, cannot see who, doesn't show
reject : slam the door, bounces, turned down, turns down, say no, says no, 打回
give-up : throw in the towel, call it a day, calls it a day, packs up, quit, quits, 不玩了
reduce : throttle back, throttles back, ease off, eases off, back off, backs off, take the foot off, cut down on, go easy
increase : ramp up, ramps up, speed up, go faster, crank up, step up, pump up, 提上去
slow-word : drags, sluggish, crawls, snail, 慢吞吞
fast : snappy, nimble, quick and dumb, faster than, 嗖
many : loads of, tons of, heaps of, gazillion, plenty of, a whole bunch, thousand, 一大堆, 一堆
whole : whole lot, whole thing, whole shebang, the lot, everything, 整个儿
different : a different one, not that one, some other
same : just like, same thing, same old, as it was
by-itself : without you doing anything, on its own, all alone, by magic, of its own accord, helpful, 自己就
again : another time, over again, all over
hard : pain, painful, headache, a mess, 头疼
danger : downside, catch is, trouble is, snag, the catch, 麻烦在于, 坏处是
enough : plenty, good enough, does the job, is fine, will do, 够了, 就够, 足够了
need : have to go with, got to, you want, can't do without, 得用, 都得
choose : take, takes, go with, pick out, settle on, settles, settles it, 说了算
difference : one is, the other is, versus, vs, 一个是
connect-networks : joins nets, glue networks
exist : sit behind, is around, 摆着
abolish : kicked out, threw out, thrown out, ripped out, got rid of, chopped, dropped, is gone, are gone, 砍掉, 砍了, 不要了
old : last year's, yesterday's, ancient
trust : take at its word, take your word, buys, swallows it
harmless : no big deal, no harm done, doesn't hurt, doesn't matter, 不碍事
group-of : group, set of, cluster, bunch of, 组, 一组
policy-rule : policy, policies, rule, rules, 策略, 规则
bypass-it : bypass, bypasses, get past, gets past, sneak past, sneaks past, slip past, skip around, work around, circumvent, 绕过, 绕开
apply-it : apply, applies, applied, carry out, carries out, 应用到
upper-thing : upper, higher, above it, 上面
discover-it : discovery, discover, discovers, find out about, finds out about, find each other, 发现
extra-thing : extra, additional, on top of that, one more, further, 额外, 多一个
cancel-it : cancel, cancels, cancelled, call off, calls off, abandon, 取消
redundant-thing : redundancy, redundant, spare, backup, fallback, fall back, second one, 冗余, 备用
convergence : converge, converges, convergence, settle down, settles down, agree again, 收敛
rogue-thing : rogue, fake one, bogus one, impostor, imposter, 冒牌
optional-thing : optional, not required, not mandatory, nice to have, if you like, up to you, 可选
completion-of : completion, when it's done, once it's done, when everything is done, after everything's been done, when all is done, already done, 做完了
periodic-thing : periodic, periodically, every few seconds, every now and then, at intervals, at fixed intervals, every so many seconds, 周期性, 隔几秒
uneven-load : unfair, uneven, lopsided, one gets everything, unbalanced, 不均匀
equivalent-to : equivalent, as good as, amounts to, boils down to, just as good, 等价, 相当于
reserve-it : reserve, reserved, reservation, set aside, put aside, earmarked, 预留, 保留
attempt-it : attempt, attempts, try, tries, have a go, has a go, give it a shot, 尝试, 试
deprecated-thing : deprecated, discouraged, out of fashion, nobody uses, frowned upon, 不推荐, 废弃
original-one : original, as it was, initial one, first one, 原来, 原始, 最初
access-it : access, get in, gets in, get into, gets into, get at, gets at, log on to, 访问
report-it : report, reports, reported, complain, complains, moan, write back, 报告, 上报
database-thing : database, db, data store, 数据库
owner-of : owner, owned by, belongs to whoever, holder, 所有者
person-thing : person, somebody, someone, human, people, admin, administrator, guy, 人
busy-thing : busy, occupied with, at work, overworked, 忙
wakes-up : wake, wakes, woken, wake up, wakes up, roused, 唤醒
sleeps-there : sleep, sleeps, sleeping, dozes, snoozes, goes to sleep, 睡
skip-it : skip, skips, skipped, leave out, leaves out, 跳过
repair-it : repair, repairs, heal, heals, mend, mends, put right, 修复
disagree-on : disagree, disagrees, don't agree, see it differently, differ on, 分歧
ambiguous-thing : ambiguous, ambiguity, could mean either, can't tell which, cannot tell which, unclear, 歧义
untrusted-thing : untrusted, not trusted, can't be trusted, dodgy, shady, 不可信
multi-address : many receivers, to many at once, group of receivers
fallback-to : falls back to, fall back to, go back to, plan b, 退回到
carry : take along, takes along, has in it, have in it, stuffed with, packed with, stick on, sticks on, put on it, written on it, 塞着, 夹着
limit : no more than, hard cap, tops, a handful at most, can't exceed, cannot exceed, never more than, 顶多
occupy : eat up, eats up, gobble, gobbles, hog, hogs, burn, burns, tie up, ties up, 吃掉, 占住
stop-it : put a stop to, call a halt, freeze, freezes, 打住
complete : wrapped up, all set, through with, finished with, 搞定
depend : goes by, go by, decided by, comes down to, hangs on, hinges on, 看情况
keep-on : hasn't stopped, won't stop, as before, keeps going, keep going, soldier on, 接着
change : tinker with, fiddle with, mess with, tweak, tweaks, becomes another, switch over, 动一下
late : lag behind, lags behind, behind schedule, too late, 慢半拍
latency : lag, laggy, takes a while, takes longer, sluggishness, waiting time, 卡
in-use : somebody already has, taken by, in somebody's hands
wrong : off, messed up, screwed up, garbled, broken up, not what it should be, 乱了
unavailable : out of service, out of action, fell over, falls over, falls down, went down, goes down, keels over, kicked the bucket, not there any more, 垮了
block-thread : hung up, frozen, stands still, stand still, doesn't move on, 动不了
accept : say yes, says yes, fall for, falls for, takes it, swallow, welcomes, 信了
enter : land in, lands in, slip into, slips into, drop into, drops into, switch to, switches to
exact : bang on, spot on, to the byte, precisely the same, 一模一样
expire-away : is up, wears off, wear off, lapse, lapses, rot away, times out, 过了时间
authenticate : prove who you are, log on, logs on, sign in, signs in, show your id, shows its id, show your passport, 亮身份
encrypt : scramble, scrambles, scrambled, lock up, locks up, locked up, sealed, seal, gibberish, make unreadable, unreadable, 锁起来, 密文
decrypt : unlock, unlocks, unscramble, open it up again, read it again
in-clear : for all to see, open for all, anybody can read, anyone can read, like a postcard, postcard, 谁都能看, 裸着
eavesdrop : snoop, snoops, snooping, spy, spies, spy on, tap the line, peek, peeks, look over your shoulder, 偷听
tamper : fiddle with the data, alter on the way, change on the way, changed on the way, 动手脚
sign : stamp, stamps, stamped, seal of, vouch, vouches, vouch for, 盖章, 担保
spoof : make up a source, pretends to be, pretend to be, poses as, pose as, masquerade, masquerades, lie about, lies about, somebody else's address, wrong sender, 冒充, 假装是
replay-attack : play it back, plays it back, record and send again, recorded and sent again, send it a second time, sends it a second time, 录下来再放
attacker : thief, crook, villain, baddie, mallory, eve, somebody nasty, bad actor, 坏蛋
prove-identity : really is who, is who it says, who it claims, who he claims, the real one, not an impostor
cache : remembered copy, keeps a copy, keep a copy, kept copy, stored copy, saved copy, local copy, 存一份
revalidate : check whether it changed, check if it changed, has it changed, ask whether it changed, is it still the same, asks if it's still, 还能不能用
stale-response : gone off, gone stale, past its date, out of date, no longer good, 过了期
fresh-response : still good, still fresh, in date, 没过期
forward-packet : hand along, hands along, pass along, passes along, send on, sends on, sent on, push on, kick on, 往下传
route : find the way, finds the way, which way to go, knows the way, 找路
translate-address : swap the address, swaps the address, replaces the address, puts its own address, disguise, 换地址
mapping-table : notebook, little list, keeps a list, keeps a table, writes it in a list, 小本本
queue-term : waiting line, waiting room, 队伍
exhaust : used up, out of ports, out of memory, out of sockets, none left, nothing left, overflowing, 用光, 耗光, 撑爆
overload : snowed under, swamp, swamped, crushed, brought to its knees, brings down, too much for, hammered, hammer, hammers, 打垮, 顶不住
backoff : wait longer and longer, waits longer and longer, longer each time, twice as long, wait a bit longer, waits a bit longer, 越等越久
jitter : bit of randomness, dice roll, roll a dice, not all at the same time, not all at once, 错开
retry-safely : try again without harm, harmless to repeat, safe to repeat, do it twice, doing it twice, 再来一次也没事
same-effect : same outcome, ends the same, nothing changes the second time, no difference, makes no difference, 结果都一样
crash : bite the dust, blew up, blows up, pull the plug, pulled the plug, power fails, unplugged, 断电
silence : not a peep, crickets, goes quiet, went quiet, radio silence, dead silence, hears nothing back, 没声音
idle : nothing going on, nothing happening, twiddling thumbs, bored, 没事干
heartbeat : are you there, are you still there, still there, you alive, sign of life, signs of life, 还活着吗, 在吗
keepalive : now and then a tiny packet, poke now and then, keep it warm, keeps it warm
handshake : say hello, says hello, hellos, introduce themselves, shake hands, shakes hands, greeting, greetings, 打招呼, 寒暄
open-connection : get a line, dial, dials, call up, get connected, gets connected, 接上, 连上
close : hang up on, say goodbye, says goodbye, bye, finish the call, 挂了, 说再见
break-connection : line drops, line goes dead, connection dies, gets cut, fall off the network, 掉线
reconnect : dial again, connects once more, comes back later, 再连上
reliable : nothing gets lost, everything gets there, makes it there, gets there for sure, 一个不少
in-order : one after the other, in the right order, as they were sent, first come first, neatly, strictly in sequence, 按次序, 一个接一个
reorder : higgledy piggledy, jumbled, any which way, shuffled, 乱了顺序, 打乱
hol-blocking : holds the rest up, hold the rest up, holds up the rest, everybody behind, everyone behind it, traffic jam, stuck in traffic, 堵在后面
multiplex : share one line, share one connection, mixed on one, several at once, many at once, all over the same connection, 挤在一条
congestion : clogged, jammed, traffic jam, too much traffic, network is full, 堵车
flow-control : don't drown, drown, drowns, too fast for, faster than it can, more than it can take, more than the other can take, 撑着, 接不过来
probe : ask around, feel out, try out, knock, knocks, 敲一下
fragment : cut in pieces, cut into pieces, cuts it up, cut it up, slice up, slices up, broken into, break into, breaks it up, in bits, 切碎, 切块
rebuild : glue back, glue together, stick together again, stitched together, stitch, sew together, 拼回来
encapsulate : put inside, puts inside, put in a box, box in a box, wrap around, wraps around, russian doll, envelope, 套一层, 套
header-overhead : extra bytes, ballast, baggage, dead weight, 额外字节
broadcast : ask everybody, asks everybody, yell, yells, tell everybody, tells everybody, to all of them, everyone on the lan, 大喊, 群喊
resolver : my provider's server, provider's dns, recursive one, 8.8.8.8
referral : points you to, points me to, sends you to, go ask, go and ask, try over there, don't know but ask, 去问那边
authoritative : the one who really knows, one that really knows, has the original, in charge of, responsible for the domain, 说了算的
locality : close to you, next to you, in your area, around the corner, 离你近
load-balancer : box in front, spreads requests, spreads the load, spread the load, distributor, dispatcher, 分流
proxy : middleman, go between, box in the middle, man in between, stands in for, 中间商
tunnel : pipe through, hollow pipe, private pipe
ephemeral : throw away, throwaway, thrown away afterwards, only for this session, only once, made for one, fresh for each, 用一次就扔, 一次一换
forward-secrecy : can't read the old, cannot read the old, old recordings, old traffic stays, past traffic safe, yesterday's traffic, 以前的流量
key : lock, padlock, 钥匙
shared-key : both have the same key, both know the same secret, same key on both, 同一把
certificate : cert, certs, id card, passport, 身份证
root-ca : authority at the top, one everybody trusts, somebody everybody trusts, known to the browser, 大家都信
chain-of-trust : one vouches for the next, one signs the next, signed by the one above, 一级签一级
privacy-word : private, nobody's business, 隐私
migration : change networks, changes networks, change of network, moves to another network, keep going after, 换网络
zero-rtt : without any waiting, data straight away, data right from the start, 一上来就带数据
rate-limit : slow you down, so many per second, only so many requests, 每秒只能
lost-update : stomp over, stomps over, trample on, tramples, clobber, clobbers, 互相覆盖
stateless : forgets everything, remembers nothing, knows nothing about the last, no memory of, clean slate, 不记事
persistent : keeps the line open, left open, leave it open, stays connected, stay connected, not hung up, 不挂断
`
