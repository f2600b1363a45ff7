// Traditional characters → simplified ones, as far as the words that ask, tell and announce need them (為什麼, 參考資料). For
// comparing titles with word lists only: what people wrote is never changed, and this is no converter.

const traditional = '麼為甚區別異說簡請講談紹釋參資獻錄總結問題與點優較對應誰幾個種裡兒時謂處舉論寫實現學習筆記閱讀關於後話鏈連選擇測試練課業導覽鳴謝聯繫評額標準詳細際況運過類屬響該經歷樣麽嗎據條嘗動'
const simplified = '么为什区别异说简请讲谈绍释参资献录总结问题与点优较对应谁几个种里儿时谓处举论写实现学习笔记阅读关于后话链连选择测试练课业导览鸣谢联系评额标准详细际况运过类属响该经历样么吗据条尝动'

/** Asked for every line of a note: a table is several times as fast as a pattern here. */
const places = new Uint8Array(0x10000)
for (let index = 0; index < traditional.length; index += 1) places[traditional.charCodeAt(index)] = index + 1

/** The text with the characters of the word lists simplified, each one for one: columns stay the same. */
export function simplifyHan(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    if (places[text.charCodeAt(index)] !== 0) return simplifyFrom(text, index)
  }
  return text
}

function simplifyFrom(text: string, from: number): string {
  let result = text.slice(0, from)
  for (let index = from; index < text.length; index += 1) {
    const place = places[text.charCodeAt(index)]!
    result += place === 0 ? text[index]! : simplified[place - 1]!
  }
  return result
}
