import { digits } from '../../i18n/digits';
import type { Words } from '../../i18n/lang.svelte';

type SearchWords = {
  intro: string;
  /** Where there is no reader that knows the forms of a word. */
  introFile: string;
  label: string;
  go: string;
  textOf: (q: string) => string;
  suggestions: string;
  reports: string;
  claims: string;
  inClaims: (n: number) => string;
  untitled: string;
  none: (q: string) => string;
  instead: string;
  /** What is asked for by a name, by what it names; the name stands behind. */
  told: Record<string, string>;
  next: string;
  previous: string;
  onlyDays: string;
};

export const SEARCH: Words<SearchWords> = {
  en: {
    introFile:
      'Words are found in any spelling, alone, behind joined و ف ب ل ك ال, and with an ending; broken plurals and other forms are words of their own here. Choose a suggestion to ask for claims of a place, party, source, event or outlet.',
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
    instead: 'Perhaps this is meant:',
    told: {
      place: 'Claims about the place',
      party: 'Claims about the party',
      source: 'Claims of the source',
      event: 'Claims of the event',
      outlet: 'Claims in reports of the outlet',
      truce: 'Claims since the truce',
    },
    next: 'Next result',
    previous: 'Previous result',
    onlyDays: 'Of the filters, only the days apply to words.',
  },
  ar: {
    introFile:
      'يُعثر على الكلمات بأي رسم، مجردةً أو متصلةً بالواو والفاء والباء واللام والكاف و«ال» أو بلاحقة في آخرها، أما جموع التكسير وسائر الصيغ فكلمات أخرى هنا. اختر اقتراحًا لطلب أقوال عن مكان أو طرف أو مصدر أو حدث أو وسيلة.',
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
    instead: 'لعل المقصود:',
    told: {
      place: 'أقوال عن المكان',
      party: 'أقوال عن الطرف',
      source: 'أقوال المصدر',
      event: 'أقوال عن الحدث',
      outlet: 'أقوال في تقارير الوسيلة',
      truce: 'أقوال منذ الهدنة',
    },
    next: 'النتيجة التالية',
    previous: 'النتيجة السابقة',
    onlyDays: 'من المرشحات لا تسري على الكلمات إلا الأيام.',
  },
};
