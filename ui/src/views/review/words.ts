import type { DecisionAction } from '../../api/types';
import { digits } from '../../i18n/digits';
import type { Words } from '../../i18n/lang.svelte';

type ReviewWords = {
  intro: string;
  queue: string;
  open: (n: number) => string;
  worthiest: (open: number, among: number) => string;
  none: string;
  actions: Record<DecisionAction, string>;
  did: Record<string, string>;
  next: string;
  previous: string;
  inReport: string;
  incident: string;
  value: (share: string) => string;
  name: { title: string; says: string; label: string; save: string; change: string; as: string };
  why: string;
  needed: string;
  whyMissing: string;
  whyPlaceholder: string;
  confirm: string;
  field: string;
  fieldValue: string;
  emptySays: string;
  wrong: string;
  fields: Record<string, string>;
  mergeTitle: string;
  mergeSays: string;
  splitTitle: string;
  splitSays: string;
  splitOwn: string;
  splitWith: string;
  splitStays: string;
  splitAlone: string;
  sameReport: string;
  find: string;
  noCandidates: string;
  published: string;
  claims: (n: number) => string;
  undone: string;
  undo: string;
  nothingToUndo: string;
  done: (what: string, claim: string) => string;
  /** What stands behind the name of who did it. */
  other: (what: string) => string;
  /** What stands before the name of who did it, and what behind. */
  meanwhile: (what: string) => readonly [before: string, behind: string];
  differ: string;
  history: string;
  read: string;
  progress: string;
  decided: (n: number, open: number) => string;
  by: string;
  decisions: string;
  agreement: string;
  agrees: (agreeing: number, pairs: number, kappa: string | null) => string;
  noPairs: string;
  recent: string;
  noRecent: string;
  failed: string;
  readonly: string;
};

export const REVIEW: Words<ReviewWords> = {
  en: {
    intro: 'Claims by how much a look at them is worth. Decisions are added, never erased.',
    queue: 'To decide',
    open: (n) => `${digits(n)} open`,
    worthiest: (open, among) => `${digits(open)}, the most worth a look of ${digits(among)}`,
    none: 'Nothing is left to decide under this filter.',
    actions: {
      accept: 'Accept',
      correct: 'Correct',
      reject: 'Reject',
      note: 'Note',
      merge: 'Merge',
      split: 'Split',
      undo: 'Undo',
    },
    did: {
      accept: 'accepted',
      correct: 'corrected',
      reject: 'rejected',
      note: 'noted',
      merge: 'merged',
      split: 'split',
      undo: 'took back',
      read: 'read',
      missed: 'no longer read',
    },
    next: 'Next claim',
    previous: 'Previous claim',
    inReport: 'In the report',
    incident: 'All accounts of this incident',
    value: (share) => `worth a look: ${share}`,
    name: {
      title: 'Who decides?',
      says: 'Every decision carries a name. It is kept in this browser.',
      label: 'Your name',
      save: 'Keep',
      change: 'Change name',
      as: 'You decide as',
    },
    why: 'Why',
    needed: 'needed',
    whyMissing: 'Say why: a decision without a reason is not taken.',
    whyPlaceholder: 'For those who come after',
    confirm: 'Decide',
    field: 'Field',
    fieldValue: 'Value',
    emptySays: 'Leave it empty if the report does not tell it.',
    wrong: 'This is no value of that field.',
    fields: {
      event: 'Event',
      stance: 'Stance',
      source: 'Source',
      actor: 'Who',
      target: 'Whom',
      place: 'Where',
      date: 'When (2020-10-08, 2020-10 …)',
    },
    mergeTitle: 'Which incident is the same event?',
    mergeSays: 'Both incidents become one.',
    splitTitle: 'What leaves the incident?',
    splitSays: 'This claim leaves its incident and makes one of its own, with all that is chosen here.',
    splitOwn: 'Leave with it: its own report tells the same event in these',
    splitWith: 'Choose what leaves with it; the rest stays',
    splitStays: 'What leaves must be told apart from another report that stays.',
    splitAlone: 'No other report is in this incident, so there is nothing to split it from.',
    sameReport: 'the same report',
    published: 'published',
    find: 'Find a place, party, event or day',
    noCandidates: 'There is none to choose from.',
    claims: (n) => (n === 1 ? '1 claim' : `${digits(n)} claims`),
    undone: 'taken back',
    undo: 'Take back',
    nothingToUndo: 'You have nothing to take back.',
    done: (what, claim) => `${what}: ${claim}`,
    other: (what) => `${what} a claim`,
    meanwhile: (what) => ['Meanwhile', `${what} this claim.`],
    differ: 'Reviewers differ about this claim:',
    history: 'What happened to it',
    read: 'read by version',
    progress: 'Progress',
    decided: (n, open) => `${digits(n)} decided, ${digits(open)} open`,
    by: 'By',
    decisions: 'Decisions',
    agreement: 'Agreement',
    agrees: (agreeing, pairs, kappa) =>
      `Reviewers agree in ${digits(agreeing)} of ${digits(pairs)} pairs${kappa === null ? '' : ` (\u2066κ ${kappa}\u2069)`}`,
    noPairs: 'No claim has been decided by two reviewers yet.',
    recent: 'Who did what',
    noRecent: 'Nothing was decided yet.',
    failed: 'The decision was not taken.',
    readonly: 'This file is read-only; decisions are made at the desk.',
  },
  ar: {
    intro: 'الأقوال مرتبة بقدر ما تستحق النظر. القرارات تُضاف ولا تُمحى.',
    queue: 'بانتظار القرار',
    open: (n) => `المفتوح: ${digits(n)}`,
    worthiest: (open, among) => `${digits(open)}، أجدرها بالنظر من ${digits(among)}`,
    none: 'لم يبقَ ما يُقرَّر تحت هذا الترشيح.',
    actions: {
      accept: 'قبول',
      correct: 'تصحيح',
      reject: 'رفض',
      note: 'ملاحظة',
      merge: 'دمج',
      split: 'فصل',
      undo: 'تراجع',
    },
    did: {
      accept: 'قَبِل',
      correct: 'صحّح',
      reject: 'رفض',
      note: 'دوّن ملاحظة',
      merge: 'دمج',
      split: 'فصل',
      undo: 'تراجع عن',
      read: 'قرأ',
      missed: 'لم يعد يقرأ',
    },
    next: 'القول التالي',
    previous: 'القول السابق',
    inReport: 'في التقرير',
    incident: 'كل روايات هذا الحادث',
    value: (share) => `يستحق النظر: ${share}`,
    name: {
      title: 'مَن يقرّر؟',
      says: 'كل قرار يحمل اسمًا. يُحفظ الاسم في هذا المتصفح.',
      label: 'اسمك',
      save: 'احفظ',
      change: 'غيّر الاسم',
      as: 'تقرّر باسم',
    },
    why: 'السبب',
    needed: 'لازم',
    whyMissing: 'اذكر السبب: لا يُؤخذ قرار بلا سبب.',
    whyPlaceholder: 'لمن يأتي بعدك',
    confirm: 'قرِّر',
    field: 'الحقل',
    fieldValue: 'القيمة',
    emptySays: 'اتركه فارغًا إن كان التقرير لا يذكره.',
    wrong: 'ليست هذه قيمة لهذا الحقل.',
    fields: {
      event: 'الحدث',
      stance: 'الموقف',
      source: 'المصدر',
      actor: 'مَن فعل',
      target: 'بمَن',
      place: 'أين',
      date: 'متى (2020-10-08 أو 2020-10 …)',
    },
    mergeTitle: 'أيّ حادث هو الحدث نفسه؟',
    mergeSays: 'يصبح الحادثان واحدًا.',
    splitTitle: 'ماذا يخرج من الحادث؟',
    splitSays: 'يخرج هذا القول من حادثه ويصير حادثًا قائمًا بنفسه، ومعه كل ما يُختار هنا.',
    splitOwn: 'تخرج معه: بها يروي تقريره الحدث نفسه',
    splitWith: 'اختر ما يخرج معه؛ ويبقى ما عداه',
    splitStays: 'لا بد أن يبقى تقرير آخر يُفصل عنه ما يخرج.',
    splitAlone: 'ليس في هذا الحادث تقرير آخر، فلا شيء يُفصل عنه.',
    sameReport: 'التقرير نفسه',
    published: 'يوم النشر',
    find: 'ابحث عن مكان أو طرف أو حدث أو يوم',
    noCandidates: 'لا شيء للاختيار منه.',
    claims: (n) => `الأقوال: ${digits(n)}`,
    undone: 'تُراجع عنه',
    undo: 'تراجع',
    nothingToUndo: 'ليس لك ما تتراجع عنه.',
    done: (what, claim) => `${what}: ${claim}`,
    other: (what) => `${what} قولًا`,
    meanwhile: (what) => ['في هذه الأثناء', `${what} هذا القول.`],
    differ: 'يختلف المراجعون في هذا القول:',
    history: 'ما جرى له',
    read: 'قرأته النسخة',
    progress: 'التقدّم',
    decided: (n, open) => `المقرَّر: ${digits(n)}، المفتوح: ${digits(open)}`,
    by: 'المراجع',
    decisions: 'القرارات',
    agreement: 'الاتفاق',
    agrees: (agreeing, pairs, kappa) =>
      `يتفق المراجعون في ${digits(agreeing)} من ${digits(pairs)} أزواج${kappa === null ? '' : ` (\u2066κ ${kappa}\u2069)`}`,
    noPairs: 'لم يقرّر مراجعان في قول واحد بعد.',
    recent: 'مَن فعل ماذا',
    noRecent: 'لم يُقرَّر شيء بعد.',
    failed: 'لم يُؤخذ القرار.',
    readonly: 'هذا الملف للقراءة فقط؛ تُتخذ القرارات في المكتب.',
  },
};
