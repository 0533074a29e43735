import { digits } from '../../i18n/digits';
import type { Words } from '../../i18n/lang.svelte';

type SearchWords = {
  intro: string;
  label: string;
  go: string;
  textOf: (q: string) => string;
  suggestions: string;
  reports: string;
  claims: string;
  inClaims: (n: number) => string;
  untitled: string;
  none: (q: string) => string;
  next: string;
  previous: string;
  onlyDays: string;
};

export const SEARCH: Words<SearchWords> = {
  en: {
    intro:
      'Words are found in any spelling and form. Choose a suggestion to ask for claims of a place, party, source, event or outlet.',
    label: 'Search words or names',
    go: 'Search',
    textOf: (q) => `Reports with the words “${q}”`,
    suggestions: 'Suggestions',
    reports: 'Reports with these words',
    claims: 'Claims with these fields',
    inClaims: (n) => (n === 1 ? '1 claim' : `${digits(n)} claims`),
    untitled: 'Report',
    none: (q) => `No report has the words “${q}”.`,
    next: 'Next result',
    previous: 'Previous result',
    onlyDays: 'Of the filters, only the days apply to words.',
  },
  ar: {
    intro: 'يُعثر على الكلمات بأي رسم وصيغة. اختر اقتراحًا لطلب أقوال عن مكان أو طرف أو مصدر أو حدث أو وسيلة.',
    label: 'ابحث عن كلمات أو أسماء',
    go: 'ابحث',
    textOf: (q) => `التقارير التي فيها «${q}»`,
    suggestions: 'اقتراحات',
    reports: 'تقارير فيها هذه الكلمات',
    claims: 'أقوال بهذه الحقول',
    inClaims: (n) => `الأقوال: ${digits(n)}`,
    untitled: 'تقرير',
    none: (q) => `لا تقرير فيه «${q}».`,
    next: 'النتيجة التالية',
    previous: 'النتيجة السابقة',
    onlyDays: 'من المرشحات لا تسري على الكلمات إلا الأيام.',
  },
};
