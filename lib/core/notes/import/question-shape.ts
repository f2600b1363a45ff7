// Does a title ask something? Does it name a part that means nothing without its context? Or is it furniture of the
// page, that no card may come from? Word lists for Chinese and English; each works on titles that `cleanTitle` gave.
import { simplifyHan } from '#lib/core/notes/import/simplified-han.ts'

/** 2: a question mark or a plain question; 1: words that ask; 0: a title. */
export type Asking = 0 | 1 | 2

const asksHan =
  /什么|为何|如何|怎么|怎样|咋|干嘛|干什么|干啥|是啥|多久|多大|多长|哪些|哪个|哪几|哪种|哪一|哪里|哪儿|多少|吗$|呢$|是否|能否|可否|有没有|能不能|会不会|是不是|可不可以|要不要|对不对|何时|何谓|何为|几次$|(?:有|分|分为|分成|需要|经过|包括|是|要|哪)几|区别|异同|差异|差别|有何|不同(?:点|之处)?$|的不同|谁$|.{2}还是.{2}|.{3}(?:对比|比较)$/u
const tellsHan =
  /^(?:请|试)?(?:你)?(?:先)?(?:谈谈|谈一谈|谈一下|说说|说一说|说一下|说下|讲讲|讲一讲|讲一下|讲下|聊聊|聊一聊|聊一下|简述|简要|简单(?:介绍|说|讲|描述|说明|谈|聊)|介绍|描述(?!符|子|文件|信息|性)|解释(?!器|性|型|权|执行)|列举|阐述|论述|比较一下|写出|手写|手撕|实现一个|举例说明|分析一下|说明一下|试.{0,2}(?:述|比较|说明|分析|列举|写出|画)|请(?:说|讲|谈|解释|描述|列|写|简|介绍|问|阐)).+/u
const understandsHan = /(?:^对|谈谈对|说说对).{1,40}的?(?:理解|认识|看法|了解)|的理解$/u
const asksWord = /^(?:what|why|how|when|where|which|who|whose|what's|how's|whats)\b.{2,}/iu
const tellsWord =
  /^(?:please )?(?:(?:explain|describe|discuss|differentiate|distinguish|elaborate|define|summari[sz]e|contrast) .{3,}|(?:compare) .+|tell me .+|talk about .+|walk me through .+|(?:list|name|give|mention|write|implement|provide|show|identify|state|outline) (?:(?:out|down|me|us) )?(?:a|an|the|all|some|any|two|three|four|five|few|several|types|different|various|at least|as many|\d) ?.+|can you .+|design (?:a|an|the) .+|difference[s]? between .+)/iu
const auxiliary =
  /^(?:is|are|was|were|does|did|should|would|do (?!not)|can (?:you|we|i|a|an|the|it|two)|will|has|have) (?:\S+ ){2,}\S+$/iu
const betweenWord = /\bdifference[s]? (?:between|of)\b|\b(?:vs\.?|versus)\b/iu

/** How plainly a title asks. `title` is clean text. */
export function asking(written: string): Asking {
  const title = simplifyHan(written)
  if (title.length < 2) return 0
  // A blank to fill in asks as plainly as a question mark.
  const marked = /[?？][\s)）"”」』。.!！~～]*$|（\s*）|\(\s+\)|_{3,}/u.test(title)
  const asks =
    asksHan.test(title) ||
    tellsHan.test(title) ||
    understandsHan.test(title) ||
    asksWord.test(title) ||
    tellsWord.test(title) ||
    auxiliary.test(title) ||
    betweenWord.test(title)
  if (marked) return asks || title.length >= 4 ? 2 : 1
  if (!asks) return /[?？]/u.test(title) && !/[?？][a-z0-9_=&]/iu.test(title) ? 1 : 0
  return 1
}

const generic =
  /^(?:(?:他|她|它)?(?:是|为)什么|什么是|为何|怎么(?:做|办|用|实现|解决)|如何(?:做|实现|使用|解决|避免)|有(?:什么|哪些).{0,6}|(?:基本|核心|相关|重要|主要)?(?:概念|定义|原因|作用|简介|介绍|概述|概览|特点|特性|特征|优点|缺点|优缺点|原理|过程|流程|步骤|区别|对比|比较|相同点|不同点|共同点|异同点?|联系|关系|应用|分类|类型|种类|组成|构成|结构|格式|实现|示例|例子|举例|实例|注意(?:事项|点)?|问题|解决(?:方案|办法|方法|手段)?|方法|方式|背景|目的|意义|机制|用法|语法|使用|基础|优势|劣势|局限性?|内容|描述|解释|含义|功能|场景|状态|算法|策略|参数|字段|报文|工作(?:原理|流程|机制|过程)|(?:使用|应用|适用)(?:场景|场合|方法)|(?:常见|典型|其他)(?:问题|场景|应用|方法|算法)|(?:实现|查询|发送|建立|加密|解析)(?:过程|原理|方式|流程)?|优化|扩展|补充|规则|要点|本质|必要性)|(?:what|why|how)(?: is it| does it work| it works)?|definition|overview|introduction|background|concepts?|purpose|features?|characteristics|advantages?|disadvantages?|pros(?: and cons)?|cons|benefits|drawbacks|limitations?|examples?|usage|use cases?|types?|structure|format|process|steps|details|implementation|syntax|mechanism|how it works|why use it|comparison|differences?|components?|properties|algorithm|complexity|notes?)[?？:：]?$/iu

/** Whether a title needs the section above it to mean anything: 是什么, 概念, 原因, Definition. */
export function isGeneric(written: string): boolean {
  const title = simplifyHan(written)
  return generic.test(title)
}

const furniture =
  /^(?:目录|本文目录|文章目录|内容目录|大纲|提纲|导航|参考|(?:主要)?参考(?:资料|文献|链接|文章|书籍|来源|资源|与引用)?.{0,6}|引用来源|出处|来源|相关(?:链接|文章|阅读|资料|资源|推荐)|(?:推荐|延伸|扩展|拓展|更多|深入)(?:阅读|文章|资料|资源|链接|推荐|内容)|阅读(?:推荐|更多)|资料|资料来源|结尾|后记|[写说放](?:在|给)(?:前面?|最前|最后|后面?|开头|文章?前).{0,6}|最后|前言|序言?|引言|导读|开篇|卷首语|使用说明|阅读说明|关于(?:作者|本文|本仓库|本项目|我们?|我)|作者|作者简介|联系(?:我|作者|方式)|致谢|鸣谢|感谢|更新(?:日志|记录|历史|计划)|版本(?:记录|历史)|修订记录|变更记录|贡献(?:者|指南)?|许可证?|版权(?:声明|信息)?|免责声明|转载(?:说明|声明)|赞助|打赏|支持(?:我|作者)|公众号|关注(?:我|公众号|微信).*|交流群?|加群|微信群?|广告|福利|彩蛋|评论区?|留言|思维导图|脑图|知识(?:图谱|框架)|待办|todo|待(?:补充|完善|整理|更新)|附件|下载|议程|(?:课后)?作业|(?:下期|下节|下集|下篇|下章|后续)?预告|下(?:节|次|期)课?内容|广告位.*|完|完结|撒花|(?:完结)?撒花|学习(?:资料|资源|路线)|书籍推荐|友情链接|相关仓库|项目介绍|仓库介绍|如何(?:使用|阅读|贡献)(?:本|这|该).*|table of contents|contents?|toc|footnotes?|backlinks?|脚注|注释|反向链接|references?|bibliography|citations?|sources?|links?|useful links|external links|see also|related(?: (?:links|articles|posts|reading|topics|questions|resources))?|further (?:reading|resources)|read more|learn more|more(?: resources)?|(?:additional |other |useful |learning )?(?:resources|links|reading)|credits?|acknowledge?ments?|thanks|contribut(?:e|ing|ors?|ions?)|how to (?:contribute|use this.*|read this.*|navigate.*)|license|licence|copyright|disclaimer|author|about(?: (?:me|us|the author|this.*))?|contact|support|sponsors?|donate|change ?log|release notes|what's new|updates?|to ?do|preface|foreword|prologue|epilogue|downloads?|installation|getting started|prerequisites|quick start|comments?|mind ?maps?|star history|stargazers?(?: over time)?|stars|(?:todays? |lecture )?agenda|homework|assignments?|(?:next|last) (?:time|week|lecture)|office hours|announcements?|subscribe|follow (?:me|us).*|advertisement|ads?)[:：!！.。…~～]*$/iu

/** What pages say beside their text. */
const pageTalk =
  /^(?:.{0,6}(?:点击|扫码|长按|关注).{0,12}(?:关注|公众号|二维码|蓝字|星标).{0,10}|(?:欢迎|记得)?点(?:个|一?下)?(?:赞|分享|收藏|在看|关注|好看).{0,12}|(?:往期|精彩|热门|猜你喜欢|相关|为你)(?:推荐|回顾|文章|精选|文章推荐).{0,4}|(?:阅读|查看)(?:原文|全文|更多)|收录于.{0,20}|like article|save article|suggest changes|improve(?: article)?|next article|previous article|recommended (?:articles|reads)|similar reads|you may also like|share this.{0,20}|article tags.{0,40}|last updated.{0,30}|sign (?:in|up)|log ?in)[:：!！.。…~～]*$/iu

const procedure = /(?:思路|步骤|清单|排查|流程|checklist|check list|steps|troubleshooting|procedure|runbook)$/iu

/** Whether a title announces steps, which may ask: "1. 端口通吗？telnet". */
export function isProcedure(written: string): boolean {
  const title = simplifyHan(written)
  return procedure.test(title)
}

/** Whether a title tells to answer (简述…, Explain…), however long it is and whatever it lists. */
export function tellsToAnswer(written: string): boolean {
  const title = simplifyHan(written)
  return tellsHan.test(title) || tellsWord.test(title)
}

const contents =
  /^(?:(?:本文|文章|内容|章节)?目录|章节列表|大纲|提纲|导航|(?:table|list) of (?:contents|chapters|questions)|chapter list|chapters|contents?|toc)[:：]?$/iu

/** Whether a title says that a list of what follows stands here. */
export function isContents(written: string): boolean {
  const title = simplifyHan(written)
  return contents.test(title)
}

const exercise =
  /^.{0,8}(?:练习题?|习题|作业|思考题|自测题?|测试题)$|^(?:.{0,20} )?(?:exercises?|homework|quiz(?:zes)?|self[- ]?test)$|^(?:practice|review|sample) problems$/iu

/** Whether a title sets tasks: what stands below is not explained by it. */
export function isExercise(written: string): boolean {
  const title = simplifyHan(written)
  return exercise.test(title)
}

const reading =
  /^.{0,10}(?:学习|面试|开源|参考|推荐|优质|相关|实用|常用).{0,8}(?:资源|资料|书籍|书单|链接|网站|仓库)(?:库|推荐|汇总|合集|列表|整理)?[:：]?$/iu

/** Whether a title belongs to the page and not to what it teaches: 目录, 参考, 总结, License. No card comes from it. */
export function isFurniture(written: string): boolean {
  const title = simplifyHan(written)
  return title.length <= 40 && (furniture.test(title) || reading.test(title) || contents.test(title) || pageTalk.test(title))
}

const summary =
  /^(?:总结|小结|(?:本章|本节|文章|全文|最后)?(?:总结|小结)|结语|结论|结束语|summary|conclusions?|wrap[- ]?up|(?:key )?takeaways?|final (?:thoughts|words)|tl;?dr|recap)[:：!！.。…]*$/iu

/** Whether a title only sums up what stands above: part of an answer, and no card of its own. */
export function isSummary(written: string): boolean {
  const title = simplifyHan(written)
  return summary.test(title)
}

const frame =
  /^(?:\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?)?|\d{1,2}月\d{1,2}日|(?:day|week|lesson|lecture|chapter|part|unit|module)\s*\d+|第?[\d一二三四五六七八九十]+(?:天|周|次|课|节|章|部分|篇)|正文|笔记|我的笔记|学习笔记|notes?|main|content|body|题目|问题|questions?)$/iu

/** Whether a title only frames what stands below: a date, 第三天, 正文. */
export function isFrame(written: string): boolean {
  const title = simplifyHan(written)
  return frame.test(title)
}

const collection =
  /面试(?:真?题|问题|考题|问答|集锦|汇总|总结|高频|八股)|(?:常见|高频|经典|热门|必备|核心)(?:的)?(?:面试)?(?:问题|考题|题目|题|问答)|八股文?|题库|题集|题目汇总|问题(?:汇总|总结|集锦|列表|清单)|问答(?:题|集)?$|练习题?$|习题|自测|测试题|选择题|填空题|判断题|简答题|思考题|\bfaqs?\b|frequently asked|\bq ?& ?a\b|\bquestions?\b(?!\s*\d)|\bquiz(?:zes)?\b|\bexercises?\b|\bflash ?cards?\b/iu

/** Whether a title announces questions instead of asking one: 常见面试题, FAQ, Interview Questions. */
export function isCollection(written: string): boolean {
  const title = simplifyHan(written)
  if (/[?？]$/u.test(title)) return false
  return title.length <= 60 && collection.test(title)
}

const notebook = /(?:笔记|手册|教程|指南|合集|专栏|系列|大全|notes?|handbook|tutorial|guide|cheat ?sheet|course)[)）]?$/iu

/** Whether a title names a whole notebook, though it may ask in passing: "How TCP works — my notes". */
export function isNotebook(written: string): boolean {
  const title = simplifyHan(written)
  return notebook.test(title)
}

const answerLabel =
  /^(?:(?:点击|点我|点此|单击|戳(?:我|这里)?)?(?:查看|展开|显示|折叠|隐藏|看)?(?:参考|正确|标准|详细|完整|我的|面试)?(?:答案|解答|解析|回答|题解|解)(?:与解析|和解析|及解析|解析|折叠|展开)?|(?:点击|点我|点此|点开|单击|戳(?:我|这里)?)?(?:这里|此处)?(?:来)?(?:展开|查看|显示|揭晓)(?:全部|更多|全文|详情|内容|答案|解析)?|答|详情|详细(?:内容|说明|解释)?|参考回答|回答(?:要点|思路|示例|模板|参考)|(?:click |tap )?(?:here )?(?:to )?(?:show|see|view|reveal|expand|toggle|open|check|display)?(?: the| an?| one| full| sample| model| suggested| correct)?(?: short| long)? ?(?:answers?|solutions?|explanations?|details?)(?: here)?|(?:click |tap )(?:here |me )?(?:to )?(?:expand|reveal|open|see more|show)?|expand|spoiler|reveal|ans|show|show more|details?)\s*[:：]?\s*$/iu

/** Whether a title only says that the answer follows: 答案, 点击展开, Show answer. Clean text. */
export function isAnswerLabel(written: string): boolean {
  const title = simplifyHan(written)
  return title.length <= 40 && (title === '' || answerLabel.test(title))
}
