import type { Words } from '../../i18n/lang.svelte';

type ReportWords = {
  untitled: (outlet: string | null) => string;
  intro: string;
  claims: (n: number) => string;
  list: string;
  text: string;
  hint: string;
  next: string;
  previous: string;
  explain: string;
  explained: string;
  review: string;
  account: string;
  contested: string;
  address: string;
  copies: string;
  back: string;
  toText: string;
  closeCard: string;
  words: string;
  analysis: string;
  link: string;
  history: string;
  noClaims: string;
};

export const REPORT: Words<ReportWords> = {
  en: {
    untitled: (outlet) => (outlet ? `Report of ${outlet}` : 'Report'),
    intro: 'Each report with the claims that were read from it.',
    claims: (n) => (n === 1 ? '1 claim' : `${n} claims`),
    list: 'Claims',
    text: 'Text of the report',
    hint: 'Click words to see their claims, or step with j and k.',
    next: 'Next claim',
    previous: 'Previous claim',
    explain: 'Why was it read so?',
    explained: 'Rules that built this claim',
    review: 'Decide about it',
    account: 'All accounts of this incident',
    contested: 'Contested',
    address: 'Where it was published',
    copies: 'The same text elsewhere',
    back: 'All reports',
    toText: 'Show its words in the text',
    closeCard: 'Close',
    words: 'Words',
    analysis: 'Read as',
    link: 'Link to this claim',
    history: 'What was decided',
    noClaims: 'No claim was read from this report.',
  },
  ar: {
    untitled: (outlet) => (outlet ? `تقرير من ${outlet}` : 'تقرير'),
    intro: 'كل تقرير مع الادعاءات التي قُرئت منه.',
    claims: (n) => `الادعاءات: ${n}`,
    list: 'الادعاءات',
    text: 'نص التقرير',
    hint: 'انقر على الكلمات لترى ادعاءاتها، أو تنقّل بالمفتاحين j وk.',
    next: 'الادعاء التالي',
    previous: 'الادعاء السابق',
    explain: 'لماذا قُرئ هكذا؟',
    explained: 'القواعد التي بنت هذا الادعاء',
    review: 'قرِّر بشأنه',
    account: 'كل روايات هذا الحادث',
    contested: 'مختلف فيه',
    address: 'أين نُشر',
    copies: 'النص نفسه في مواضع أخرى',
    back: 'كل التقارير',
    toText: 'أظهر كلماته في النص',
    closeCard: 'إغلاق',
    words: 'الكلمات',
    analysis: 'قُرئت على أنها',
    link: 'رابط هذا الادعاء',
    history: 'ما تقرّر',
    noClaims: 'لم يُقرأ أي ادعاء من هذا التقرير.',
  },
};
