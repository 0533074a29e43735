import { digits } from '../../i18n/digits';
import type { Words } from '../../i18n/lang.svelte';

type ReportWords = {
  untitled: (outlet: string | null) => string;
  intro: string;
  claims: (n: number) => string;
  list: string;
  text: string;
  printed: (n: number, total: number) => string;
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
  word: string;
  analysis: string;
  speakers: string;
  candidates: string;
  built: string;
  refused: (why: string) => string;
  notMade: string;
  link: string;
  history: string;
  noClaims: string;
};

export const REPORT: Words<ReportWords> = {
  en: {
    untitled: (outlet) => (outlet ? `Report of ${outlet}` : 'Report'),
    intro: 'Each report with the claims that were read from it.',
    claims: (n) => (n === 1 ? '1 claim' : `${digits(n)} claims`),
    list: 'Claims',
    text: 'Text of the report',
    printed: (n, total) =>
      `The first ${digits(n)} of ${digits(total)} reports are printed in full; narrow the filter to print others.`,
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
    words: 'Words of the sentence and what they may be',
    word: 'Word',
    analysis: 'Readings',
    speakers: 'Who speaks, and over which words',
    candidates: 'Words that may tell an event',
    built: 'became a claim',
    refused: (why) => `left: ${why}`,
    notMade: 'The present reader no longer makes this claim.',
    link: 'Link to this claim',
    history: 'What was decided',
    noClaims: 'No claim was read from this report.',
  },
  ar: {
    untitled: (outlet) => (outlet ? `تقرير من ${outlet}` : 'تقرير'),
    intro: 'كل تقرير مع الأقوال التي قُرئت منه.',
    claims: (n) => `الأقوال: ${digits(n)}`,
    list: 'الأقوال',
    text: 'نص التقرير',
    printed: (n, total) =>
      `المطبوع كاملًا أول ${digits(n)} من ${digits(total)} من التقارير؛ ضيّق الترشيح لطباعة غيرها.`,
    hint: 'انقر على الكلمات لترى أقوالها، أو تنقّل بالمفتاحين j وk.',
    next: 'القول التالي',
    previous: 'القول السابق',
    explain: 'لماذا قُرئ هكذا؟',
    explained: 'القواعد التي بنت هذا القول',
    review: 'قرِّر بشأنه',
    account: 'كل روايات هذا الحادث',
    contested: 'مختلف فيه',
    address: 'أين نُشر',
    copies: 'النص نفسه في مواضع أخرى',
    back: 'كل التقارير',
    toText: 'أظهر كلماته في النص',
    closeCard: 'إغلاق',
    words: 'كلمات الجملة وما قد تكون',
    word: 'الكلمة',
    analysis: 'القراءات',
    speakers: 'مَن يتكلم، وعلى أي كلمات',
    candidates: 'كلمات قد تروي حدثًا',
    built: 'صار قولًا',
    refused: (why) => `تُرك: ${why}`,
    notMade: 'القارئ الحالي لم يعد يستخرج هذا القول.',
    link: 'رابط هذا القول',
    history: 'ما تقرّر',
    noClaims: 'لم يُقرأ أي قول من هذا التقرير.',
  },
};
