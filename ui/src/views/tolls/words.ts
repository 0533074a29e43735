import { inArabic } from '../../i18n/counted';
import { digits } from '../../i18n/digits';
import type { Words } from '../../i18n/lang.svelte';

type Tolls = {
  intro: string;
  series: string;
  whose: string;
  nobody: string;
  scope: { war: string; since: (day: string) => string; incident: string };
  counts: (n: number) => string;
  chart: (what: string) => string;
  band: string;
  day: string;
  number: string;
  source: string;
  note: string;
  part: string;
  table: string;
  click: string;
  none: string;
  incident: string;
  pick: string;
  all: string;
  find: string;
};

export const TOLLS: Words<Tolls> = {
  en: {
    intro:
      'What each source counted, over time. The band spans the lowest and highest of what the sources told last.',
    series: 'Series',
    whose: 'Whose',
    nobody: 'Side not told',
    scope: { war: 'since the war began', since: (day) => `since ${day}`, incident: 'one incident' },
    counts: (n) => (n === 1 ? '1 count' : `${digits(n)} counts`),
    chart: (what) => `Chart: ${what}. Arrow keys move between counts, Enter shows the sentence.`,
    band: 'Lowest to highest told',
    day: 'Day',
    number: 'Number',
    source: 'Who says',
    note: 'Note',
    part: 'part of another count',
    table: 'All counts of this series',
    click: 'Choose a count to see its sentence.',
    none: 'No count of this series has a day, so there is no chart.',
    incident: 'The incident',
    pick: 'Shown series',
    all: 'All sides',
    find: 'Of which side',
  },
  ar: {
    intro: 'ما عدّه كل مصدر مع الزمن. يمتد الشريط بين أدنى وأعلى ما روته المصادر آخر مرة.',
    series: 'السلاسل',
    whose: 'ممّن',
    nobody: 'طرف لم يُذكر',
    scope: { war: 'منذ بدء الحرب', since: (day) => `منذ ${day}`, incident: 'حادث واحد' },
    counts: (n) => inArabic(n, { one: 'عدد واحد', two: 'عددان', few: 'أعداد', many: 'عددًا', other: 'عدد' }),
    chart: (what) => `رسم بياني: ${what}. تنقلك الأسهم بين الأعداد، ويظهر Enter الجملة.`,
    band: 'من أدنى ما رُوي إلى أعلاه',
    day: 'اليوم',
    number: 'العدد',
    source: 'من يقول',
    note: 'ملاحظة',
    part: 'جزء من عدد آخر',
    table: 'كل أعداد هذه السلسلة',
    click: 'اختر عددًا لترى جملته.',
    none: 'ليس لأي عدد من هذه السلسلة يوم، فلا رسم لها.',
    incident: 'الحادث',
    pick: 'السلسلة المعروضة',
    all: 'كل الأطراف',
    find: 'من أي طرف',
  },
};
