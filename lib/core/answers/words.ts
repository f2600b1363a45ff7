// Ordinary words that mean one thing in both languages: data for the marking of written answers, in the form
// of `terms.ts`. A group here is what candidates use for one another, not what a dictionary calls synonyms.

/** Who does it. They weigh little, but two of them changed over turn a claim round. */
export const actorWords = `
client : client, clients, 客户端, 客户, browser side
server : server, servers, 服务器, 服务端, 服务器端, backend, backends, 后端
peer : peer, peers, other side, other end, other party, remote, remote end, remote side, far end, partner, opposite side, 对端, 对方, 对面, 另一端, 另一方, 另一头, 那一端, 远端, 那头
sender : sender, senders, sending side, sending end, transmitter, 发送方, 发送端, 发送者
receiver : receiver, receivers, receiving side, receiving end, recipient, 接收方, 接收端, 接收者
both-sides : both, both sides, both ends, both parties, each side, each end, either side, either end, two sides, each other, both hosts, any endpoint, 双方, 两边, 两端, 互相, 彼此, 各自, 两头, 任何一方, 任意一方, 双端, 两侧, 两方, 各
application : application, applications, app, apps, program, programs, user process, process, our code, code, upper layer, user code, service, 应用, 应用程序, 程序, 应用层, 上层, 上层程序, 进程, 代码, 业务
kernel : kernel, stack, tcp stack, operating system, tcp itself, protocol stack, os, 内核, 协议栈, 操作系统, 系统
network : network, networks, internet, path, wire, line, 网络, 网络中, 网络里, 线路, 链路, 路上, 线上
host : host, hosts, machine, machines, computer, computers, 主机, 机器, 本机, 电脑
browser : browser, browsers, 浏览器
script : script, scripts, javascript, js, page script, page, pages, web page, malicious page, 脚本, 网页, 页面, js 接口
endpoint : endpoint, endpoints, end, ends, side, sides, 端点, 一端, 一方, 一头
user : user, users, victim, 用户, 受害者
`

/** What is done, how and when. */
export const ordinaryWords = `
send : send, sends, sent, sending, transmit, transmits, transmitted, fire off, fires off, fire, fires, emit, issue, issues, deliver, go out, goes out, pass on, put out, 发送, 发, 发出, 发出去, 发起, 传, 传输, 送, 发过来, 发给, 发来, 传送, 寄
reply : reply, replies, replied, answer, answers, answered, respond, responds, responded, response, responses, return, returns, returned, react, reacts, send back, sends back, come back, comes back, 回复, 回, 答复, 应答, 响应, 返回, 回应, 回答, 答, 反馈, 答一次
receive : receive, receives, received, receiving, get, gets, got, arrive, arrives, arrived, arrival, come in, comes in, reach, reaches, reached, 收到, 接收, 收, 到达, 收下, 拿到, 收进去, 到了, 得到, 接到
initiate : initiate, initiates, initiated, initiator, begin, begins, start, starts, started, 发起, 发起方, 开始, 开头
accept : accept, accepts, accepted, take _ for, taken for, believe, believed, mistaken for, accept as, trust, 接受, 认, 当成, 当作, 误认, 收下, 相信, 接纳, 有效, 信, 误认为
reject : reject, rejects, rejected, refuse, refuses, refused, turn away, turned away, deny, denied, decline, cannot connect, can't connect, gets no connection, nobody gets in, not get in, 拒绝, 拒之门外, 连不上, 进不来, 被拒, 拒掉, 建不了, 不让进, 403, 拒绝服务
allow : allow, allows, allowed, may, permit, permits, permitted, can, legal, possible, able, 允许, 可以, 能, 能够, 合法, 许可
prevent : prevent, prevents, prevented, avoid, avoids, avoided, stop, stops, guard, guards, protect, protects, protection, against, so that _ not, must not result, defence, defense, 防止, 避免, 防, 免得, 以免, 防范, 阻止, 保护, 不让, 防御, 预防, 不能让, 怕
forbid : !allow, forbid, forbids, forbidden, prohibited, illegal, must not, mustn't, may not, never allowed, 禁止, 不允许, 不得, 不许, 不准
know : know, knows, known, knew, aware, tell, recognize, find out, realize, understand, understands, understood, speak, speaks, speaks websocket, 知道, 懂, 明白, 了解, 看懂, 理解, 得知, 认识, 蒙在鼓里
tell-apart : tell _ from, distinguish, distinguishes, tell _ apart, judge, judges, decide whether, tell whether, tell if, know whether, know if, figure out whether, determine, determines, recognize, identify, identifies, identified, told apart, 判断, 分辨, 区分, 分不清, 辨别, 分清, 识别, 标识, 区别, 确定, clear whether, 确定是否, 搞清
verify : verify, verifies, verified, check, checks, checked, validate, validates, validated, compare, compares, comparing, examine, ask back, make sure, inspect, confirm, recompute, recomputes, recalculate, test, 验证, 校验, 核实, 检查, 核对, 验算, 审核, 对比, 比较, 问客户端, 回过头来问, 再校验, 确认一下, 检验, 核验, 复查
ask : ask, asks, asked, request, requests, requested, demand, want, wants, 问, 请求, 询问, 要求, 请, 要
notice : notice, notices, noticed, discover, discovers, discovered, detect, detects, detected, detection, find, finds, found out, find out, goes unnoticed, unnoticed, 发现, 察觉, 感知, 检测, 探测, 注意到, 知道断了, 觉察
announce : announce, announces, announced, advertise, advertises, advertised, declare, declares, indicate, indicates, tell, tells, told, say, says, signal, signals, inform, informs, notify, 声明, 通告, 告知, 告诉, 通知, 说明, 表明, 表示, 公布, 宣告, 对外宣告, 公告
negotiate : negotiate, negotiates, negotiated, negotiation, agree, agreed, agreement, 协商, 商定, 约定, 谈好
offer : offer, offers, offered, propose, proposes, proposed, list, lists, suggests, 提议, 列出, 提出, 提供, 提过, 候选, proposal, proposals, suggestion, 给出
choose : choose, chooses, chosen, chose, select, selects, selected, pick, picks, picked, decide, decides, 选择, 选, 挑, 选出, 决定, 挑选, 选定
exchange : exchange, exchanges, exchanged, swap, 交换, 互换, 一来一回, 交换过
carry : carry, carries, carried, include, includes, included, contain, contains, with, bear, bears, hold, put in, puts in, attach, attached, attaches, attach, comes with, append, piggyback, piggybacked, ride along, send along, sends along, bring, brings, 携带, 带, 带上, 带着, 包含, 附带, 捎带, 含有, 带有, 顺便带, 里面有, 放进, 带过去, 附上
combine : combine, combines, combined, merge, merges, merged, share, shares, put together, goes together, go together, in one segment, in one packet, in same packet, together, one packet, a single packet, ride along, 合并, 合在一起, 合成, 合在, 合到一起, 一起发, 合为, 放在一个包里, 放到一个, 同一个包, 放在一起, 合二为一, 共用
separate : separate, separately, separated, independent, independently, individually, each, own, on its own, 独立, 分开, 单独, 各自, 分别, 互不影响
store : store, stores, stored, save, saves, saved, keep, keeps, kept, remember, remembers, allocate, allocates, allocated, allocating, maintain, maintains, remain, memory of, create _ entry, creates _ entry, record, 保存, 存, 存储, 记录, 维护, 分配, 保留, 记住, 记一条, 建立状态, 分配资源, 留着, 存任何东西, 占用, 记, 留
occupy : occupy, occupies, occupied, take up, takes up, take, takes, consume, consumes, cost, costs, use, counts as, counts, 占, 占用, 占着, 占据, 消耗, 占一个
forget : forget, forgets, forgot, forgotten, forgetting, oversee, missing close, 忘记, 忘了, 忘, 遗漏
discard : discard, discards, discarded, throw _ away, throws _ away, thrown away, drop, drops, dropped, destroy, destroys, destroyed, wipe, erase, erased, delete, deletes, deleted, remove, removes, removed, clear, ignore, ignores, ignored, strip, stripped, release, releases, 丢弃, 扔掉, 抛弃, 清掉, 清空, 丢掉, 删除, 删掉, 扔, 释放, 清除, 去掉, 忽略, 用完就丢, 用完即删, 回收, 抹掉
lose : lose, loses, lost, loss, losses, drop, dropped, missing, went missing, vanish, vanishes, vanished, gone, goes missing, disappear, disappears, !arrive, 丢失, 丢, 丢了, 丢包, 丢掉, 弄丢, 收不到, 没收到, 没到, 遗失
expire-away : die, dies, died out, die out, disappear, disappears, expire, expires, expired, gone, drain away, vanish, vanishes, 消失, 过期, 死掉, 消亡, 失效, 散尽
give-up : give up, gives up, given up, gave up, abandon, abandons, drops _ entry, stop trying, after several attempts, 放弃, 释放掉, 不再重试, 重传到一定次数
wait : wait, waits, waited, waiting, stay, stays, remain, remains, remained, linger, lingers, sit, sits, stuck, hang, hangs, until, 等, 等待, 停留, 停在, 挂着, 一直等, 等到, 卡在, 傻等, 呆在, 留在, 处于, 持续, 要等
last-long : last, lasts, lasted, take, takes, long, 持续, 多久, 时长
enter : enter, enters, entered, go to, goes to, move to, moves to, become, becomes, transition, pass, passes, go through, goes through, end up, ends up, 进入, 变成, 变为, 到, 经过, 转到, 走, 经历, 转为, 落到
back-to : return to, returns to, back to, goes back, back in, 退回, 回到, 返回到, 回退到
old : old, older, stale, ancient, earlier, previous, former, past, outdated, out of date, expired, obsolete, long time, delayed, 旧, 旧的, 老, 老的, 过期, 失效, 陈旧, 历史, 之前, 以前, 早就, 早先, 上一条, 上一个, 先前, 从前
new : new, newer, fresh, fresher, next, current, real, genuine, 新, 新的, 新鲜, 最新
duplicate : duplicate, duplicates, duplicated, copy, copies, twice, again, repeated, second time, 重复, 复制, 副本, 两遍, 两次, 再次, 又一次, 重复的, 执行两遍
real : real, genuine, truly, really, actual, legitimate, legit, true, normal, 真正, 真的, 正常, 真, 合法
trigger : trigger, triggers, triggered, cause, causes, caused, lead to, leads to, provoke, provokes, because, due to, results in, 触发, 引起, 导致, 引出, 造成, 使得, 让
complete : complete, completes, completed, finish, finishes, finished, done, over, end, ends, ended, 完成, 结束, 建好, 做完, 收尾, 完
end-of : final, last, 最后, 最终, 末, 末尾, 最后一
first : first, initial, initially, before, beforehand, earlier, ahead, 先, 首先, 首, 第一, 最先, 提前, 事先, 预先, 早
after : after, afterwards, later, then, once, subsequently, behind, following, 之后, 以后, 后, 然后, 后来, 接着, 随后
second : second, 第二
third : third, 第三
before-until : until, till, before, unless, not until, 直到, 才, 之前, 以前
unless : unless, except, except when, except for, otherwise, 除非, 除了, 否则
immediately : immediately, at once, right away, instantly, straight away, promptly, directly, soon, quickly, straight, 立即, 立刻, 马上, 直接, 当即, 很快, 一下子
early : early, earlier, ahead of time, straight away, 提前, 早, 尽早, 早点
late : late, later, delayed, delay, stuck somewhere, 迟, 晚, 迟到
again : again, anew, once more, another time, over again, starts over, start over, restart, restarts, restarted, reset, 再, 又, 重新, 再次, 重新计时, 重来, 再一次, 重置
always : always, ever, every time, all the time, 总是, 一直, 永远, 每次, 始终, 一律
only : only, just, merely, nothing but, solely, alone, simply, exclusively, 只, 只有, 仅, 仅仅, 只能, 只是, 光, 单单, 不过是
every : every, each, all, any, per, 每, 每个, 每次, 每一, 所有, 任何, 每帧, 每条, 全部, 任意, 各
many : many, lots, lot of, thousands, hundreds, number of, any number, plenty, multiple, several, hundreds of thousands, tens of thousands, millions, more, 很多, 许多, 大量, 多条, 多个, 任意多, 几十万, 上万, 几万, 无数, 多, 若干, 一堆
limit : limit, limits, limited, cap, caps, bound, bounded, maximum, restrict, restricts, restricted, fixed size, fixed length, at most, up to, 限制, 上限, 有限, 最多, 有上限, 最大, 限定, 不超过, 封顶, 调小, 受限
reduce : reduce, reduces, reduced, lower, cut, cuts, decrease, shrink, 减小, 减少, 降低, 调小, 缩小
increase : increase, increases, increased, grow, grows, growing, go up, goes up, rise, rises, larger, bigger, ascending, monotonic, monotonically, keep growing, 递增, 增加, 增长, 变大, 涨, 越来越大, 加大, 单调, 更大, 加一, 加 1, 比前面的大, 增大
plus-one : plus one, x+1, y+1, incremented by one, minus one, subtract one, subtracts one, client's plus one, 加一, 加 1, 减一, 减 1
add : add, adds, added, plus, append, appends, concatenate, concatenates, combined with, 加上, 加, 拼接, 拼上, 拼, 附加, 后面加, 再加
compute : compute, computes, computed, calculate, calculates, calculated, work out, works out, derive, derives, derived, run, result of, 计算, 算, 算出, 算出来, 推算, 得出
predict : predict, predicts, predicted, predictable, guess, guesses, guessed, guessing, work _ out, figure out, know beforehand, unpredictable, 猜, 猜到, 猜测, 预测, 预测出, 猜中, 好猜, 蒙中, 蒙, 盲猜, 推测, 试出来
unpredictable : unpredictable, unguessable, !predict, !predictable, !guessed, !guess, 不可预测, 猜不到, 猜不出, 难以预测
random : random, randomly, randomized, randomness, unpredictable, 随机, 随机数, 随机生成, 随机选
exact : exact, exactly, precise, precisely, equal, equals, equal to, match, matches, matching, same value, right number, correct number, 精确, 正好, 刚好, 等于, 相等, 完全一致, 对得上, 匹配, 完全相同, 恰好, 严格等于, 吻合, 一致
wrong : wrong, incorrect, unexpected, strange, odd, invalid, bad, doesn't match, not match, !correct, !right, !match, 不对, 错误, 不正确, 对不上, 不匹配, 异常, 不符, 错, 奇怪
same : same, identical, equal, unchanged, equally, as before, still the same, 相同, 一样, 同样, 同一个, 同一, 不变, 原样, 照样, 同一条, 相同的
different : different, differs, differ, other, another, various, distinct, 不同, 不一样, 别的, 其他, 另一个, 各不相同
change : change, changes, changed, replace, replaces, replaced, switch, switches, switched, instead, substitute, take _ place, 改变, 更换, 替换, 代替, 取代, 换, 切换, 换成, 改用, 替代, 顶替, 转换, 变
instead-of : instead of, rather than, as opposed to, in place of, 而不是, 而非, 代替, 取代, 不是 _ 而是
abolish : gone, no longer used, not used, removed, abolished, obsolete, dropped from, done away with, 废除, 取消, 去掉, 删掉了, 已经删掉, 不再用, 不再使用, 不用, 弃用, 废弃, 没了
keep-on : still, continue, continues, go on, goes on, keep, keeps, remains, stays, 仍然, 仍, 继续, 还, 照样, 还在, 还能, 依然, 还是, 照旧, 还停在
need : need, needs, needed, require, requires, required, must, has to, have to, should, necessary, mandatory, obliged, 需要, 必须, 要求, 得, 应该, 必要, 强制, 要, 只好
want-say : mean, means, meaning, meant, say, stands for, express, 意思, 表示, 说明, 意味着, 含义, 就是说
harmless : harmless, fine, rarely an issue, no problem, not a problem, no danger, not an issue, harms nothing, no harm, isn't a problem, don't worry, 无害, 没问题, 问题不大, 没事, 没关系, 没有坏处, 没什么影响, 影响不大, 无所谓, 不要紧, 没有危险
danger : danger, dangers, dangerous, risk, risks, careful, beware, caution, problem, problems, issue, issues, downside, drawback, drawbacks, catch, 风险, 危险, 小心, 注意, 当心, 问题, 缺点, 代价, 坏处
cost : cost, costs, price, pay, expensive, overhead, waste, wastes, bill, 代价, 开销, 成本, 浪费, 消耗
help : help, helps, useful, handy, benefit, advantage, gain, improve, improves, better, best, cure, remedy, fix, solution, solve, solves, 帮助, 有用, 好处, 优点, 改善, 提升, 解决, 更好, 好, 优先, 改成
purpose : purpose, used to, used for, in order to, reason, why, point, goal, aim, 目的, 作用, 用来, 为了, 用途, 用于, 原因, 为的是, 理由
reuse : reuse, reuses, reused, reusing, use again, used again, recycle, recycled, share, 复用, 重用, 再次使用, 重复使用, 共用
save-cost : save, saves, saved, spare, don't pay, not pay, avoid, no need, without a new, 省, 省掉, 省去, 节省, 不用每次, 免去, 避免
hide : hide, hides, hidden, conceal, intentionally doesn't tell, not show, 隐藏, 隐瞒, 藏, 不暴露, 屏蔽
reveal : reveal, reveals, expose, exposes, show, shows, shown, see, sees, seen, visible, look at, 暴露, 显示, 看到, 看见, 可见, 透露, 看, 看出, 泄露
read : read, reads, reading, 读, 读取, 读出
write : write, writes, written, writing, 写, 写入
control : control, controls, decide, decides, choose, dictate, determine, influence, 控制, 决定, 操纵, 掌控, 左右
set-field : set, sets, setting, mark, marks, marked, put, puts, flag, flagged, tag, tags, tagged, 置, 置位, 设置, 标记, 置 1, 写, 标上, 设, 填, 设成, 标明, 自定义, 打上
encode : encode, encodes, encoded, encoding, inside, hidden in, stuff into, pack, packed, packs, 编码, 编进, 放在, 放进, 塞进, 藏在, 拼成, 写进, 包进
rebuild : rebuild, rebuilds, rebuilt, restore, restores, reconstruct, reconstructs, recover, recovers, create _ connection, creates _ connection, reassemble, 重建, 恢复, 还原, 真正分配, 重组, 创建, 才真正
sync : synchronize, synchronise, synchronised, synchronized, synchronizes, sync, 同步, 同步好
deliver : deliver, delivers, delivered, delivery, hand over, hands over, handed over, give _ to, gives _ to, pass _ to, passed to, pass _ up, given to, 交付, 交给, 给上层, 递交, 传给, 上交, 送给, 给应用, 直接处理, 往上交, 送达
process : process, processes, processed, handle, handles, handled, deal with, treat, 处理, 应对, 执行
call-fn : call, calls, called, invoke, invokes, calling, 调用, 调, 去调
fail : fail, fails, failed, failure, failing, error, errors, 失败, 出错, 报错, 错误, 无法
connection : connection, connections, 连接
protocol-name : protocol, protocols, 协议
standard : standard, standards, specification, spec, rfc, 标准, 规范, 规定, 协议规定
fictional : fictional, imaginary, not a real state, isn't a real state, not real, no such state, does not exist, pseudo state, 虚构, 虚拟, 不是真正的状态, 并不存在, 假想
belongs : belong, belongs, part of, 属于, 归
exist : exist, exists, there is, present, 存在, 有
side-effect : side effect, side effects, consequence, 副作用, 附带
idempotent : idempotent, repeatable, repeat safely, replay, replays, replayed, 幂等, 重放, 可重复
loop : loop, loops, endless, 循环, 无限
block-thread : blocked, stuck, hang, hangs, deadlock, lock, blocked thread, worker blocked, thread stuck, 卡住, 卡死, 死锁, 线程卡住, 阻塞, 堵住, 锁
exception-path : error path, exception path, exception, exceptions, error handling, failure path, 异常路径, 异常分支, 异常, 出错的路径, 错误路径
ignored-eof : eof ignored, nobody looks at it, not handled, ignores, ignored, 没处理, 忽略, 没有处理, 不处理
config : configure, configured, configuration, setting, settings, parameter, parameters, sysctl, tuning, tune, tunes, tuned, kernel parameter, kernel parameters, knob, 参数, 配置, 内核参数, 调参, 设置项, 调, 调优, 调整
by-itself : by itself, on its own, itself, of its own, automatically, automatic, 自己, 自行, 自动, 自身, 主动
nobody : nobody, no one, anybody, anyone, 没人, 谁都, 任何人, 谁
anybody-can : anybody can, anyone can, everybody can, 谁都能, 任何人都能, 人人
one : one, single, a single, 1, 一个, 一条, 单个, 一次, 1 个, 单, 一
two : two, 2, couple, 两, 二, 2 个, 两个, 两条, 俩
three : three, 3, 三, 3 个, 三个, 三次, 3 次
four : four, 4, 四, 4 个, 四个, 四次, 4 次, 四条
seven : seven, 7, 七
eight : eight, 8, 八
hours : hour, hours, 小时
off-default : !on by default, !enabled by default, !默认打开, !默认开启, !默认是开着, off by default, disabled by default, not enabled by default, default off, 默认关闭, 默认是关着, 关着的, 默认不开, 默认没开
by-default : default, by default, normally, ordinary, ordinarily, usually, usual, 默认, 平时, 普通, 一般, 通常, 平常, 缺省
turn-on : turn on, enable, enables, enabled, activate, switch on, 打开, 开启, 启用, 开, 打开了
turn-off : turn off, disable, disabled, disables, switch off, switch _ off, turn _ off, 关掉, 禁用, 关闭, 停用, 不开
echo : echo, echoes, echoed, same payload, same data, identical payload, identical data, repeat, repeats, copy back, back unchanged, 原样, 原样带回, 相同数据, 原封不动, 一样的数据, 带相同的, 原样返回
unsolicited : unsolicited, without being asked, unasked, unprompted, on its own accord, 主动, 不请自来, 没人要
anytime : any time, anytime, whenever, any moment, at will, at any time, 随时, 任何时候, 任意时刻, 什么时候都
misread : misread, misunderstand, misunderstands, mistake, mistakes, mistook, mistaken, confuse, confused, believe it, look like, looks like, takes _ for, badly written, broken, 误认, 误判, 误解, 当成, 看起来像, 认错, 误以为, 混淆
prove : prove, proves, proof, proved, show, shows, shown, demonstrate, evidence, guarantee, 证明, 说明, 表明, 确认, 证实
attach-auto : automatically, attached automatically, ambient, 自动, 自动带上
vary : variation, variance, variability, deviation, jitter, 波动, 抖动, 方差, 偏差
smooth : smooth, smoothed, average, averaged, measured, measure, moving average, 平滑, 平均, 测量, 加权平均
minimum : minimum, smaller, smallest, min, lesser, least, 最小, 较小, 最小值, 小的那个, 取小, 小者
capacity : space left, how much space, room, left, buffer space, capacity, can buffer, how much _ take, 剩余空间, 还剩多少, 剩多少, 还能缓存, 空间, 处理能力, 接收能力, 容量, 处理不过来
record-traffic : record, records, recorded, capture, captured, traffic, 录下, 录下来, 抓下来, 抓包, 流量, 截获, 记录
steal : steal, stolen, stole, gets hold of, get hold of, compromise, compromised, leak, leaked, 被偷, 泄露, 泄漏, 偷, 窃取, 盗, 被盗
too-large : too large, too big, exceed, exceeds, not fit, doesn't fit, larger than, bigger than, over the limit, 太大, 放不下, 装不下, 超过, 超出, 过大
missing-part : missing, missing ones, hole, holes, gap, gaps, lacks, 缺, 缺的, 缺失, 空洞, 缺了
block-noun : block, blocks, range, ranges, pieces, 块, 区间
unknown-length : unknown length, before you know, not yet known, don't know how long, without knowing, unknown size, 不知道总长, 不知道长度, 不需要先知道, 事先不知道, 长度未知, 边生成边发
browse-see : sees, see, experience, notices, 看到, 感受, 看见
ratio : ratio, rate, percentage, 率, 比例
large : large, big, huge, high, great, 大, 很大, 巨大, 高
small : small, little, tiny, few, low, minimal, 小, 很小, 少, 很少, 微小, 一点点, 一点, 小记录
fast : fast, faster, quick, quicker, speed, 快, 更快, 速度, 快速
good : good, correct, right, 对, 正确, 好
pinned : pinned, sticky, stays on, stick, sticks, 固定在, 一直在那台, 粘性, 绑定
stream-slot : single stream, one stream, 一个流, 其中一个流, 单个流
logout : logout, log out, logged out, revoke, revoked, 退出登录, 注销, 登出, 撤销
outside : outside, isn't on the path, not on the path, off path, off the path, not on the path, externally, 外部, 外人, 路径外, 路径之外, 不在路径上
inject : inject, injects, injected, insert, smuggle, 注入, 插入, 混入, 串到, 串进
between : between, in between, amid, among, 中间, 之间, 夹, 插, 之中
value : value, values, number, numbers, 值, 数值, 数字
type-kind : type, types, kind, kinds, sort, category, 类型, 种类, 类别
example-of : example, for instance, for example, such as, 例如, 比如, 像
example-case : case, cases, situation, situations, scenario, 情况, 场景, 情形
way-how : way, ways, method, methods, means, mechanism, approach, technique, 方式, 方法, 办法, 机制, 手段, 做法
support : support, supports, supported, speak, 支持
result : result, results, outcome, effect, effects, 结果, 效果
happen : happen, happens, occur, occurs, 发生, 出现, 产生
create : create, creates, created, make, makes, produce, generate, generates, generated, 创建, 生成, 产生, 造, 新建
invisible : invisible, not see, can't see, not visible, not be seen, 看不到, 不可见, 看不见, 见不到
later-created : created later, before creating, newly created, 后来创建, 新加, 新建的, 刚加
part : part, parts, portion, piece of, half of, 部分, 一部分
whole : whole, entire, entirely, complete, full, all of, 整个, 全部, 完整, 整条, 全
common : common, often, frequent, usual, typical, typically, popular, 常见, 经常, 典型, 往往, 常
rare : rare, rarely, seldom, unusual, 很少, 罕见, 少见
easy : easy, easily, simple, simply, 容易, 简单, 轻松
hard : hard, difficult, difficulty, complicated, complex, 难, 困难, 复杂, 麻烦
enough : enough, sufficient, suffices, adequate, 足够, 够, 充分
affect : affect, affects, affected, influence, impact, concern, concerns, 影响, 波及, 涉及
independent : independent, independently, regardless, no matter, 独立, 无关, 互不相关, 不相关
depend : depend, depends, rely, relies, based on, according to, 取决, 依赖, 依靠, 根据, 按照, 基于, 依据, 按, 凭
manage : manage, manages, maintain, maintains, administer, responsible, 管理, 负责, 维护
update : update, updates, updated, modify, modifies, modified, refresh, change, 更新, 修改, 刷新, 变更
remember : remember, remembers, remembered, know about, note, notes, noted, recorded, 记住, 记下, 记得, 记录
list-of : list, lists, listed, table, entry, entries, 列表, 名单, 清单, 条目, 表
name-thing : name, named, called, names, 叫, 名称, 名字, 称为
point-to : point to, points to, pointing, refer to, refers to, alias, 指向, 指到, 指出, 别名
place : place, places, location, somewhere, position, 地方, 位置, 处
next-one : next, following, successor, subsequent, 下一个, 下个, 后面的, 接下来
previous-one : previous, preceding, earlier one, 上一个, 前一个, 前面的
own-one : own, its own, of his own, 自己的, 各自的, 本身
other-one : other, others, another, 其他, 其它, 另, 别的, 另外
less-than : less than, fewer, below, under, smaller than, at most, 少于, 小于, 不到, 低于, 以内
more-than : more than, over, above, exceed, exceeds, at least, greater than, 多于, 大于, 超过, 至少, 不少于, 以上, 高于
interval : interval, period, periodically, every so often, regularly, now and then, from time to time, 间隔, 周期, 定期, 每隔, 隔一段时间
while-time : for a while, some time, a period of time, after a while, short time, 一段时间, 过一会儿, 一会儿, 一阵, 过段时间
minutes-time : minute, minutes, seconds, second, sec, 分钟, 秒, 秒钟
day-time : day, days, week, 天, 日
available : available, reachable, usable, 可用, 可达, 在线
unavailable : unavailable, unreachable, down, offline, not reachable, 不可用, 不可达, 宕, 下线
transparent : transparent, transparently, unnoticed, 透明, 无感
support-old : compatible, compatibility, backward, legacy, 兼容, 向后兼容, 老版本
handle-load : scale, scales, scaling, scalability, 扩展, 扩展性, 扩容
fair : fair, fairly, fairness, evenly, 公平, 均匀
move : move, moves, moved, transfer, transfers, transferred, 移动, 搬, 转移, 迁
split-up : split, splits, divide, divides, cut up, chop, chops, break up, 拆, 拆分, 切, 切成, 分成, 划分, 拆成
mix-in : mix, mixes, mixed, combine with, put in between, 混, 掺, 夹杂
look-up : look up, looks up, look at, search, searches, find in, 查找, 查看, 查, 搜索, 找
trust : trust, trusted, trusts, trustworthy, believe, 信任, 可信, 相信, 受信任
inside : inside, within, in it, internal, 里面, 内部, 之内, 当中
around : around, about, roughly, approximately, some, 大约, 大概, 左右, 差不多, 约
instead : instead, in place, alternatively, otherwise, 而是, 改为, 否则, 反而
difference : difference, differ, differs, distinguish, as opposed, whereas, contrast, 区别, 差别, 差异, 不同点
test-measure : measure, measures, measured, test, tests, monitor, 测量, 测, 监测, 测试
resend-request : retry automatically, automatic retry, try again, retried, 自动重试, 放心重发, 重新请求
break-connection : break, breaks, broken, interrupted, disconnected, cut, 断开, 断了, 中断, 断线, 网络断
success-of : succeed, succeeds, success, successful, successfully, work, works, ok, 成功, 通过, 行得通
question-who : who has, who is, whose, 谁是, 谁有
shout : shout, ask everyone, ask everybody, all hosts, everyone, 喊, 所有机器, 所有主机, 问所有
match-up : correspond, corresponds, fit, fits, agree with, consistent, 对应, 符合, 一致, 匹配
`
