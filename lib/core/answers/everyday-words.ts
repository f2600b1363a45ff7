// More ordinary words and spoken turns that mean one thing in both languages, in the form of `terms.ts`:
// what candidates say where the sheet has the written word. A line that joins an existing id adds to it.

/** Who does it, in further words. */
export const moreActors = `
peer : counterpart, other host, other machine, the other one, other guy, 对面的, 对方主机, 那边
sender : transmitting side, the one who sends, 发的人
receiver : listener side, addressee, the one who receives, 收的人, 接收者
kernel : kernel over there, os kernel, tcp implementation
client : caller, visitor, visitors, 访客, 用户端
server : site, website, web server, origin, 站点, 网站, srv
application : software, our program, 软件
`

/** What is done, how and when, in further words. */
export const moreOrdinaryWords = `
send : ship, ships, push out, direct to, address to, goes out, leaves, leave, 送出, 送出去, 送到, 发过去, 丢给, 扔给, 交给
reply : come back, comes back, comes, gives, give back, hear back, call back, 回一个, 会回, 回来
receive : comes in, hear, hears, pick up, picks up, obtain, see a, turn up, 进来, 来了, 听到, 来的
discard : throw away, throwing away, throws it away, throw out, eat, eats, ate, swallow, swallows, lost on purpose, kills, bin, get rid of, 丢, 扔了, 吃掉, 丢掉, 抛掉, 过滤掉
lose : stuck, swallowed, got lost, gets lost, falls by the wayside, 没了, 丢了一个, 掉了, 不见
retransmit : resend, sends it once more, send once more, repeats it, repeated by the sender, 补发, 重发, 再发, 再发一次, 重新发
store : keep, note, notes, write down, writes down, put into a table, hang on to, 记到, 存下来, 记下来, 写下来, 保存下来, 记一下, 存了
forget : loses its memory, no memory, 不记得
old : long ago, expired, outlived, 过时, 老旧
new : brand new, newly, 全新
immediately : at once, straightaway, on the spot, soon as, instantly, 一下, 当场, 随即
again : over again, repeatedly, 重新, 再来
always : every single time, at all times, for ever, forever, constantly, in any case, all along, 一律, 都会, 总会, 永远
only : nothing more, no more than, exclusively, purely, 光, 仅限, 只管, 就管, 只会, 而已
every : everybody, everyone, everything, all of them, whichever, each of, 各个, 每台, 人人, 大家, 谁
many : a lot, dozens, a bunch, loads, handful of, 好多, 好几个, 一大堆, 许多
few-of : handful, few, a few, couple of, only some, a handful, small number, 少数, 几十个, 几个, 不多, 没几个
need : had better, needs to, got to, have got to, cannot do without, supposed to, 得, 非得, 务必, 须
allow : let, lets, can, is free to, free to, capable, 让, 准许, 放行, 能不能
prevent : keep from, keeps from, save from, ward off, rule out, exclude, 防住, 防范, 杜绝, 挡
forbid : must never
know : heard of, has heard of, familiar with, find out, learn about, have an idea, guess, 认得, 晓得, 得知, 听说
decide-on : decide, decides, decision, tell whether, determine, choose between, make up, work out whether, up to, 决定, 判断, 判定, 取决于
verify : look whether, see whether, look if, see if, make sure, checks whether, 看看, 看有没有, 看是否, 检测
notice : find out, learn, learn about it, become aware, see that, hear about, 察觉到, 才知道, 看出
announce : let know, lets know, mention, mentions, proclaim, spread, broadcast, 喊, 告诉大家, 说一声, 通知一声
choose : go for, opt, opts, favour, prefer, prefers, 挑, 拣, 选用
carry : bring along, comes along, ride, along with, holds, 带过来, 里带, 带着走, 附上
separate : apart, on their own, keep apart, keeps apart, isolate, isolates, split off, 隔离, 隔开, 分隔, 分开
limit : at most, no more than, maximum of, ceiling, top out, only up to, 最多, 顶多, 上限是, 至多
reduce : less, slow, slower, lower, shrink, back off, smaller, 变小, 降下来, 调低, 缩
increase : more, raise, raises, upwards, up and up, climb, climbs, grow, double, 往上, 越来越, 变多, 升
compute : work out, adds up, count, counts, 算一下, 算成, 得到
predict : work out in advance, foresee, 猜到, 推断出
random : at random, by chance, dice, 随机的, 乱数
wrong : mistake, mistaken, error, fault, mess, incorrect, misconfigured, false, bogus, 配错, 弄错, 搞错, 出错, 有误
same : one and the same, alike, identical, likewise, too, equal, 一样的, 也一样, 同样的, 一致
different : not the same, separate, another, unlike, distinct, 不同的, 另外, 别的, 不是同一个
change : turn into, swap, exchange, flip, move, turn, 换成, 改成, 变化, 变了, 一变
harmless : safe, no harm, without harm, 无害的
danger : nasty, tricky, trouble, harm, threat, pitfall, beware, 麻烦, 坑, 隐患, 危害
help : cure, cures, remedy, fix, solves, mends, workaround, workarounds, trick, 办法, 对策, 解决办法, 绕开, 应对
purpose : what for, meant for, good for, that's why, that is why, hence, 所以, 是因为, 因此
hide : hidden, unseen, out of sight, behind, cover, covers, mask, wrap up, wraps up, 藏起来, 盖住, 包起来, 看不到
reveal : give away, gives away, betray, betrays, leak, leaks, disclose, know from, can see, 露, 暴露出, 看得出, 透出
read : look at, looks at, look into, reads out, 看一眼, 看, 读到
set-field : fill in, fills in, filled in, write into, writes into, put into, puts into, puts its, enter, 填, 填上, 填的, 填入, 填进, 写上
rebuild : put together, piece together, 拼回去
deliver : hand over, handed over, hand it to, hands it to, hand to, gives it to, bring to, 送达, 转交, 递给, 送到, 交给
fail : doesn't work, does not work, not work, hangs, complain, complains, complaining, breaks, broken, go wrong, goes wrong, impossible, 不通, 报错, 失败, 不成功, 用不了, 打不开
works-well : work, works, worked, fine, happy, succeeds, reachable, gets through, goes through, ok, 能用, 可用, 通, 能通, 正常, 没问题, 行, 打开
exist : there are, there is, is there, has, have, 有, 存在, 在
nobody : no one, nobody else, none, no-one, not a soul, 没人, 无人, 没有人, 谁也
one : single, a, lone, 一, 单独, 一个, 一张, 一份, 一条
two : pair, both, couple, twice, 两, 两次, 两张
three : thrice, three times, 三个, 第三次, 三遍
six-number : six, 6, 六, 六个
by-default : assumes, assume, if you say nothing, if nothing is said, as standard, 默认, 不写
turn-on : set up, configured, switch on, 打开, 开了
anytime : at any moment, at any time, whenever it likes, 任意报文, 任何时候
prove : mean, means, show, imply, implies, say about, says about, conclude, 代表, 等于, 意味着, 说明
too-large : too much, huge, oversized, 太大了, 过长
steal : gets out, in the wrong hands, 外泄
large : fat, vast, thick, wide, long, 大, 宽, 粗
small : short, thin, narrow, precious little, 小, 窄, 短
long-thing : long, longer, lengthy, 长, 更长, 较长
short-thing : short, shorter, brief, 短, 更短, 较短
fast : quickly, rapid, rapidly, in no time, quickest, 快, 迅速, 速度快, 高效
slow-word : slow, slowly, slower, takes ages, heavy, costly, expensive, 慢, 速度慢, 很慢, 较慢, 耗时
inject : slip in, plant, sneak in, mix in, can insert, 混进, 掺入, 塞
between : halfway, midway, in the middle, 中途, 夹在
value : figure, contents, 数, 内容
example-of : say, e.g, eg, like, e g, 像, 譬如
way-how : by means of, through, via, using, 用, 靠, 通过
create : form, forms, build, builds, make itself, makes itself, produce, invent, 生成, 自己生成, 构造, 得到
part : half, some of, one part, 一段, 部分
whole : altogether, complete, all, 整, 全都
common : mostly, in most cases, nowadays, today, in practice, in reality, most, 现在, 如今, 实际, 实际上, 多半, 基本, 常用
hard : nasty, tricky, difficult to find, 难查, 棘手
depend : matter, matters, is up to, derived from, from, by looking at, 看, 取决于, 按
manage : run, runs, look after, take care, 管, 照看
update : refresh, renew, replace, overwrite, overwrites, rewritten, adapt, 换掉, 改掉, 刷新, 改写, 跟着改
point-to : name, names, tells you, lead to, leads to, 指, 指着, 写的是
place : site, spot, city, 处, 地点
next-one : the one after, next one, 下一次, 后一个
own-one : itself, himself, my own, your own, 自己, 自身, 本人
less-than : within, up to, no more than, 之内, 不多于
more-than : beyond, longer than, bigger than, 超出, 多过
interval : pause, pauses, tick, every 30 s, now and then, from time to time, 隔, 每隔, 定期
unavailable : dead, dies, vanishes, gone, broken, out of order, fails, failed, 坏了, 挂了, 故障, 断了, 死了
split-up : spread, spreads, divide, distribute, 摊, 分摊, 分散
move : carries over, take along, 搬走, 移
look-up : find, search, ask for, resolve, resolves, 查一下, 找, 查到
trust : believe, rely, relies on, 信赖, 认可
around : say, roughly, or so, ~, 大概, 几乎
difference : unlike, in contrast, on the other hand, the other way, 不同在于, 反过来, 相反
break-connection : break, breaks, broken off, lost connection, falls apart, cut off, die, 断, 断掉, 打断, 断连
success-of : goes through, went through, returns ok, returning 0, without an error, 返回成功, 成功了
far-word : far, far away, distant, elsewhere, remote, somewhere else, 远, 远处, 别处
near-word : near, close, neighbour, neighbours, neighbor, neighbors, next door, next to, 近, 旁边, 相邻, 邻近, 邻居
pass-on : pass on, passes on, hand on, let through, lets through, forwards, let it pass, lets it pass, carry on, 转过去, 放过, 放过去, 放行, 传下去, 拦不住
stop-it : stop, stops, stopped, halt, halts, end, ends, hold, blocked, cease, comes to an end, 停, 停止, 停下, 停了, 拦住, 止住
go-on : go on, goes on, resume, resumes, continue, carries on, 继续, 恢复, 接着
repeat-it : repeat, repeats, repeating, repetition, repetitions, say again, says again, again and again, over and over, over, 重复, 重复说, 反复, 又说
wait-there : still waiting for, expecting, expects, 还在等, 等着
conclude : conclude, concludes, assume, assumes, think, thinks, believe, guess, deduce, 认为, 以为, 断定, 推断, 当作
before-word : before, beforehand, in advance, prior, first, ahead, earlier, up front, 之前, 以前, 事先, 先, 提前, 前
after-word : after, afterwards, then, later, subsequently, next, from then on, from now on, 之后, 然后, 后来, 接着, 再, 往后
ask-for-yes : confirm, confirms, confirmed, confirmation, 确认
happens-when : when, if, whenever, as soon as, once, in case, 当, 如果, 要是, 一旦, 的话
type-in : type in, types in, by hand, manually, manual, administrator, 手工, 手动, 人工
in-use : in use, used, taken, occupied, 在用, 占用, 被用
own-side : inside, behind the nat, internal machine, inside machine, home machine, 内网机器, 内网那台, 内部机器
give-up : hang up, hangs up, let go, lets go, give in, 挂断, 断开
identity-word : who you are, who he is, who it is, identity, 是谁, 身份
outside-word : outside, from the outside, public, from outside, on the internet, 外面, 外网, 公网, 从外
waste-time : late, lag, slow to, 耽搁, 耽误
attack-word : attack, attacks, attacked, abuse, abused, exploit, 攻击, 滥用, 利用, 被打
observe : observe, observer, observers, watch, watches, somebody listening, on the line, on the way, bystander, 旁观者, 旁边的人, 中间的人, 路上的人
learnt : learnt, learned, picked up from, 学来, 学到的
through-itself : through itself, via itself, back to itself, 经过自己, 从自己
step-by-step : step by step, bit by bit, one at a time, gradually, little by little, slowly, 逐步, 一步步, 慢慢, 一点点, 逐渐
give-answer : hand out, hands out, give out, gives out, serve, serves, supply, supplies, provide, provides, 给出, 提供, 返回, 给
arrive-at : land, end up, ends up, 落到, 跑到, 到了
quiet-word : quiet, says nothing, silent, stays quiet, 安静, 不吭声, 没动静
row-entry : row, rows, entry, entries, line in the table, notes, 条目, 表项, 一行, 记录
copy-it : copy, copies, copied, replicate, 复制, 拷贝, 一份, 副本
`
