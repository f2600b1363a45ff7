// Every rule of format 1. Adding one: a file in `rules/`, its line here, its sentence in `problem.ts`, a
// fixture pair.
import type { Rule } from '#lib/core/notes/rule.ts'
import { acceptEmpty } from '#lib/core/notes/rules/accept-empty.ts'
import { answerMissing } from '#lib/core/notes/rules/answer-missing.ts'
import { answerTooLong } from '#lib/core/notes/rules/answer-too-long.ts'
import { cardIdDuplicate } from '#lib/core/notes/rules/card-id-duplicate.ts'
import { cardIdMalformed } from '#lib/core/notes/rules/card-id-malformed.ts'
import { cardIdMissing } from '#lib/core/notes/rules/card-id-missing.ts'
import { cardVanished } from '#lib/core/notes/rules/card-vanished.ts'
import { clozeCount } from '#lib/core/notes/rules/cloze-count.ts'
import { clozeIdWrong } from '#lib/core/notes/rules/cloze-id-wrong.ts'
import { clozeInCode } from '#lib/core/notes/rules/cloze-in-code.ts'
import { clozeMalformed } from '#lib/core/notes/rules/cloze-malformed.ts'
import { clozeMisplaced } from '#lib/core/notes/rules/cloze-misplaced.ts'
import { clozeNested } from '#lib/core/notes/rules/cloze-nested.ts'
import { directiveUnknown } from '#lib/core/notes/rules/directive-unknown.ts'
import { drawingMalformed } from '#lib/core/notes/rules/drawing-malformed.ts'
import { fileBinary } from '#lib/core/notes/rules/file-binary.ts'
import { fileNameMismatch } from '#lib/core/notes/rules/file-name-mismatch.ts'
import { fileNotUtf8 } from '#lib/core/notes/rules/file-not-utf8.ts'
import { fileOutside } from '#lib/core/notes/rules/file-outside.ts'
import { fileTooLarge } from '#lib/core/notes/rules/file-too-large.ts'
import { fileUnreadable } from '#lib/core/notes/rules/file-unreadable.ts'
import { followUpMalformed } from '#lib/core/notes/rules/follow-up-malformed.ts'
import { followUpTargetMissing } from '#lib/core/notes/rules/follow-up-target-missing.ts'
import { frontMatterBroken } from '#lib/core/notes/rules/front-matter-broken.ts'
import { frontMatterKeyMissing } from '#lib/core/notes/rules/front-matter-key-missing.ts'
import { frontMatterKeyUnknown } from '#lib/core/notes/rules/front-matter-key-unknown.ts'
import { frontMatterMissing } from '#lib/core/notes/rules/front-matter-missing.ts'
import { frontMatterValueWrong } from '#lib/core/notes/rules/front-matter-value-wrong.ts'
import { headingSkipsLevel } from '#lib/core/notes/rules/heading-skips-level.ts'
import { imageRemote } from '#lib/core/notes/rules/image-remote.ts'
import { imageWithoutAlt } from '#lib/core/notes/rules/image-without-alt.ts'
import { keyPointEmpty } from '#lib/core/notes/rules/key-point-empty.ts'
import { keyPointIdMalformed } from '#lib/core/notes/rules/key-point-id-malformed.ts'
import { keyPointIdMissing } from '#lib/core/notes/rules/key-point-id-missing.ts'
import { keyPointIdRepeated } from '#lib/core/notes/rules/key-point-id-repeated.ts'
import { keyPointWeightWrong } from '#lib/core/notes/rules/key-point-weight-wrong.ts'
import { keyPointsCount } from '#lib/core/notes/rules/key-points-count.ts'
import { keyPointsMissing } from '#lib/core/notes/rules/key-points-missing.ts'
import { kindPartsConflict } from '#lib/core/notes/rules/kind-parts-conflict.ts'
import { labMalformed } from '#lib/core/notes/rules/lab-malformed.ts'
import { labScenarioMissing } from '#lib/core/notes/rules/lab-scenario-missing.ts'
import { labUnclosed } from '#lib/core/notes/rules/lab-unclosed.ts'
import { linkBroken } from '#lib/core/notes/rules/link-broken.ts'
import { metaKeyMissing } from '#lib/core/notes/rules/meta-key-missing.ts'
import { metaKeyRepeated } from '#lib/core/notes/rules/meta-key-repeated.ts'
import { metaKeyUnknown } from '#lib/core/notes/rules/meta-key-unknown.ts'
import { metaMalformed } from '#lib/core/notes/rules/meta-malformed.ts'
import { metaMissing } from '#lib/core/notes/rules/meta-missing.ts'
import { metaValueWrong } from '#lib/core/notes/rules/meta-value-wrong.ts'
import { nestingTooDeep } from '#lib/core/notes/rules/nesting-too-deep.ts'
import { optionEmpty } from '#lib/core/notes/rules/option-empty.ts'
import { optionRepeated } from '#lib/core/notes/rules/option-repeated.ts'
import { optionWithoutBox } from '#lib/core/notes/rules/option-without-box.ts'
import { optionsCount } from '#lib/core/notes/rules/options-count.ts'
import { optionsNoneRight } from '#lib/core/notes/rules/options-none-right.ts'
import { optionsNoneWrong } from '#lib/core/notes/rules/options-none-wrong.ts'
import { orderCount } from '#lib/core/notes/rules/order-count.ts'
import { orderItemEmpty } from '#lib/core/notes/rules/order-item-empty.ts'
import { orderItemRepeated } from '#lib/core/notes/rules/order-item-repeated.ts'
import { pitfallWithoutClaim } from '#lib/core/notes/rules/pitfall-without-claim.ts'
import { pitfallWithoutClause } from '#lib/core/notes/rules/pitfall-without-clause.ts'
import { pitfallWithoutCorrection } from '#lib/core/notes/rules/pitfall-without-correction.ts'
import { questionMissing } from '#lib/core/notes/rules/question-missing.ts'
import { rawHtml } from '#lib/core/notes/rules/raw-html.ts'
import { referenceUnsupported } from '#lib/core/notes/rules/reference-unsupported.ts'
import { requiresUnknown } from '#lib/core/notes/rules/requires-unknown.ts'
import { retiredMalformed } from '#lib/core/notes/rules/retired-malformed.ts'
import { retiredStillExists } from '#lib/core/notes/rules/retired-still-exists.ts'
import { retiredSuccessorMissing } from '#lib/core/notes/rules/retired-successor-missing.ts'
import { sectionMisspelt } from '#lib/core/notes/rules/section-misspelt.ts'
import { sectionNotAList } from '#lib/core/notes/rules/section-not-a-list.ts'
import { sectionOutOfOrder } from '#lib/core/notes/rules/section-out-of-order.ts'
import { sectionOutsideCard } from '#lib/core/notes/rules/section-outside-card.ts'
import { sectionRepeated } from '#lib/core/notes/rules/section-repeated.ts'
import { sectionUnknown } from '#lib/core/notes/rules/section-unknown.ts'
import { sectionWrongLanguage } from '#lib/core/notes/rules/section-wrong-language.ts'
import { sourceMalformed } from '#lib/core/notes/rules/source-malformed.ts'
import { sourceObsolete } from '#lib/core/notes/rules/source-obsolete.ts'
import { sourceSectionMissing } from '#lib/core/notes/rules/source-section-missing.ts'
import { sourcesMissing } from '#lib/core/notes/rules/sources-missing.ts'
import { titleDiffers } from '#lib/core/notes/rules/title-differs.ts'
import { titleMissing } from '#lib/core/notes/rules/title-missing.ts'
import { titleRepeated } from '#lib/core/notes/rules/title-repeated.ts'
import { topicEmpty } from '#lib/core/notes/rules/topic-empty.ts'
import { topicRepeated } from '#lib/core/notes/rules/topic-repeated.ts'
import { translationAttributesDiffer } from '#lib/core/notes/rules/translation-attributes-differ.ts'
import { translationCardMissing } from '#lib/core/notes/rules/translation-card-missing.ts'
import { translationKindDiffers } from '#lib/core/notes/rules/translation-kind-differs.ts'
import { translationMissing } from '#lib/core/notes/rules/translation-missing.ts'
import { translationOrderDiffers } from '#lib/core/notes/rules/translation-order-differs.ts'
import { translationPartsDiffer } from '#lib/core/notes/rules/translation-parts-differ.ts'
import { wordingsMalformed } from '#lib/core/notes/rules/wordings-malformed.ts'

export const rules: readonly Rule[] = [
  fileUnreadable,
  fileOutside,
  fileTooLarge,
  fileNotUtf8,
  fileBinary,
  nestingTooDeep,
  fileNameMismatch,
  frontMatterMissing,
  frontMatterBroken,
  frontMatterKeyUnknown,
  frontMatterKeyMissing,
  frontMatterValueWrong,
  titleMissing,
  titleRepeated,
  titleDiffers,
  headingSkipsLevel,
  topicEmpty,
  cardIdMissing,
  cardIdMalformed,
  cardIdDuplicate,
  questionMissing,
  metaMissing,
  metaMalformed,
  metaKeyUnknown,
  metaKeyRepeated,
  metaKeyMissing,
  metaValueWrong,
  answerMissing,
  answerTooLong,
  kindPartsConflict,
  sectionMisspelt,
  sectionWrongLanguage,
  sectionOutOfOrder,
  sectionRepeated,
  sectionUnknown,
  sectionOutsideCard,
  sectionNotAList,
  optionWithoutBox,
  optionEmpty,
  optionRepeated,
  optionsCount,
  optionsNoneRight,
  optionsNoneWrong,
  orderCount,
  orderItemEmpty,
  orderItemRepeated,
  acceptEmpty,
  clozeMalformed,
  clozeNested,
  clozeIdWrong,
  clozeInCode,
  clozeMisplaced,
  clozeCount,
  keyPointsMissing,
  keyPointsCount,
  keyPointIdMissing,
  keyPointIdMalformed,
  keyPointIdRepeated,
  keyPointEmpty,
  keyPointWeightWrong,
  wordingsMalformed,
  pitfallWithoutClaim,
  pitfallWithoutCorrection,
  pitfallWithoutClause,
  followUpMalformed,
  followUpTargetMissing,
  linkBroken,
  referenceUnsupported,
  sourcesMissing,
  sourceMalformed,
  sourceSectionMissing,
  sourceObsolete,
  labMalformed,
  labUnclosed,
  labScenarioMissing,
  directiveUnknown,
  drawingMalformed,
  rawHtml,
  imageWithoutAlt,
  imageRemote,
  topicRepeated,
  requiresUnknown,
  translationMissing,
  translationCardMissing,
  translationOrderDiffers,
  translationKindDiffers,
  translationPartsDiffer,
  translationAttributesDiffer,
  cardVanished,
  retiredMalformed,
  retiredStillExists,
  retiredSuccessorMissing,
]
