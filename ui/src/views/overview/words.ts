import type { Words } from '../../i18n/lang.svelte';

type Overview = {
  reports: string;
  claims: string;
  incidents: string;
  contests: string;
  truces: string;
  outlets: string;
  decisions: string;
  span: (from: string, to: string) => string;
  since: (when: string) => string;
  nothingNew: (when: string) => string;
  firstVisit: string;
  changed: Record<'reports' | 'claims' | 'incidents' | 'contests' | 'decisions', (n: string) => string>;
  timeline: string;
  timelineSays: string;
  whole: string;
  part: string;
  choose: string;
  bin: (incidents: string, contested: string, claims: string) => string;
  map: string;
  tolls: string;
  trucesHeading: string;
  contested: string;
  events: string;
  all: string;
  asserted: (n: string) => string;
  denied: (n: string) => string;
  noContests: string;
  noTruces: string;
  noTolls: string;
  noPlaces: string;
  numbers: string;
};

export const OVERVIEW: Words<Overview> = {
  en: {
    reports: 'reports',
    claims: 'claims',
    incidents: 'incidents',
    contests: 'contested incidents',
    truces: 'truces',
    outlets: 'outlets',
    decisions: 'decisions',
    span: (from, to) => `Reports from ${from} to ${to}`,
    since: (when) => `New since your last visit (${when})`,
    nothingNew: (when) => `Nothing new since your last visit (${when}).`,
    firstVisit: 'Your first visit; from the next on, this place says what changed.',
    changed: {
      reports: (n) => `${n} reports`,
      claims: (n) => `${n} claims`,
      incidents: (n) => `${n} incidents`,
      contests: (n) => `${n} contested incidents`,
      decisions: (n) => `${n} decisions`,
    },
    timeline: 'Incidents told as facts, over time',
    timelineSays: 'Incidents told as facts, over time, the contested ones darker',
    whole: 'incidents',
    part: 'of them contested',
    choose: 'Choose a bar to look at its days only.',
    bin: (incidents, contested, claims) => `${incidents} incidents, ${contested} contested, ${claims} claims`,
    map: 'Where',
    tolls: 'Tolls',
    trucesHeading: 'Truces',
    contested: 'Contested',
    events: 'What is claimed',
    all: 'All',
    asserted: (n) => `${n} assert`,
    denied: (n) => `${n} deny`,
    noContests: 'Nothing is contested.',
    noTruces: 'No truce is told of.',
    noTolls: 'No toll is told.',
    noPlaces: 'No place is known.',
    numbers: 'numbers differ',
  },
  ar: {
    reports: 'تقارير',
    claims: 'أقوال',
    incidents: 'حوادث',
    contests: 'حوادث مختلف فيها',
    truces: 'هدن',
    outlets: 'وسائل إعلام',
    decisions: 'قرارات',
    span: (from, to) => `تقارير من ${from} إلى ${to}`,
    since: (when) => `الجديد منذ زيارتك الأخيرة (${when})`,
    nothingNew: (when) => `لا جديد منذ زيارتك الأخيرة (${when}).`,
    firstVisit: 'هذه زيارتك الأولى؛ ومن التالية يُذكر هنا ما تغيّر.',
    changed: {
      reports: (n) => `تقارير: ${n}`,
      claims: (n) => `أقوال: ${n}`,
      incidents: (n) => `حوادث: ${n}`,
      contests: (n) => `حوادث مختلف فيها: ${n}`,
      decisions: (n) => `قرارات: ${n}`,
    },
    timeline: 'الحوادث المروية وقائعَ مع الزمن',
    timelineSays: 'الحوادث المروية وقائعَ مع الزمن، والمختلف فيها أدكن',
    whole: 'حوادث',
    part: 'منها مختلف فيه',
    choose: 'اختر عمودًا لترى أيامه وحدها.',
    bin: (incidents, contested, claims) => `حوادث: ${incidents}، مختلف فيها: ${contested}، أقوال: ${claims}`,
    map: 'أين',
    tolls: 'الحصائل',
    trucesHeading: 'الهدن',
    contested: 'مختلف فيه',
    events: 'ما يُروى',
    all: 'الكل',
    asserted: (n) => `يؤكد: ${n}`,
    denied: (n) => `ينفي: ${n}`,
    noContests: 'لا شيء مختلف فيه.',
    noTruces: 'لا هدنة مروية.',
    noTolls: 'لا حصيلة مروية.',
    noPlaces: 'لا مكان معروفًا.',
    numbers: 'أعداد مختلفة',
  },
};
