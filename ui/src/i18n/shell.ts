import type { Fault } from '../api/fault';
import type { View } from '../routing/route';
import { digits } from './digits';
import type { Words } from './lang.svelte';

type Shell = {
  name: string;
  tagline: string;
  views: Record<View, string>;
  skip: string;
  nav: string;
  language: string;
  theme: { label: string; auto: string; light: string; dark: string };
  help: string;
  keys: {
    title: string;
    intro: string;
    anywhere: string;
    on: string;
    none: string;
    go: (view: string) => string;
    help: string;
    search: string;
    filters: string;
    theme: string;
    language: string;
  };
  close: string;
  loading: string;
  again: string;
  failed: string;
  faults: Record<Fault, string>;
  empty: string;
  emptyFiltered: string;
  clearFilters: string;
  unknown: string;
  report: string;
  noSource: string;
  control: (name: string) => string;
  readonly: string;
  printWhole: { name: string; title: string };
  printView: { name: string; title: string };
  reading: (done: number, total: number | null) => string;
  waiting: (decisions: number) => string;
  filters: {
    label: string;
    show: string;
    from: string;
    to: string;
    place: string;
    party: string;
    source: string;
    outlet: string;
    event: string;
    stance: string;
    confidence: string;
    confidenceAny: string;
    atLeast: (share: string) => string;
    since_truce: string;
    remove: (what: string) => string;
    any: string;
    chosen: (n: number) => string;
    suggestions: string;
    noSuggestion: string;
    done: string;
  };
  more: string;
  of: (shown: number, total: number) => string;
};

export const SHELL: Words<Shell> = {
  en: {
    name: 'Riwaya',
    tagline: 'Who says what happened',
    views: {
      overview: 'Overview',
      accounts: 'Accounts',
      tolls: 'Tolls',
      truces: 'Truces',
      map: 'Map',
      sources: 'Sources',
      search: 'Search',
      reports: 'Reports',
      review: 'Review',
    },
    skip: 'Skip to content',
    nav: 'Views',
    language: 'العربية',
    theme: { label: 'Theme', auto: 'As the system', light: 'Light', dark: 'Dark' },
    help: 'Keyboard shortcuts',
    keys: {
      title: 'Keyboard shortcuts',
      intro:
        'Letters are those of the keys on a Latin keyboard; they work the same while an Arabic layout is on.',
      anywhere: 'Everywhere',
      on: 'Single-key shortcuts',
      none: 'This view has no shortcuts of its own.',
      go: (view) => `Go to ${view}`,
      help: 'This list',
      search: 'Search',
      filters: 'Filters',
      theme: 'Light, dark or as the system',
      language: 'Switch to Arabic',
    },
    close: 'Close',
    loading: 'Loading',
    again: 'Try again',
    failed: 'This could not be loaded.',
    faults: {
      wrong: 'What is asked for is written wrongly.',
      missing: 'This is not in the ledger.',
      conflict: 'This does not go with what the ledger holds.',
      busy: 'The desk is busy, or a decision is not worked in yet. Ask again in a moment.',
      unreachable: 'The desk does not answer. Is `riwaya serve` still running?',
      other: 'Something failed at the desk.',
    },
    empty: 'The ledger holds nothing of this kind yet.',
    emptyFiltered: 'Nothing matches these filters.',
    clearFilters: 'Clear filters',
    unknown: 'Not known',
    report: 'The report itself',
    noSource: 'No source named',
    control: (name) => `Control character ${name}`,
    readonly: 'Report file, read-only',
    printWhole: { name: 'Print all', title: 'Every view in full, then the reports with their texts' },
    printView: { name: 'Print', title: 'This view, with all that it lists' },
    waiting: (decisions) => `Decisions being worked in: ${digits(decisions)}`,
    reading: (done, total) =>
      total ? `Reading reports: ${digits(done)} of ${digits(total)}` : `Reading reports: ${digits(done)}`,
    filters: {
      label: 'Filters',
      show: 'Filters',
      from: 'From',
      to: 'To',
      place: 'Place',
      party: 'Party',
      source: 'Source',
      outlet: 'Outlet',
      event: 'Event',
      stance: 'Stance',
      confidence: 'Confidence',
      confidenceAny: 'Any',
      atLeast: (share) => `at least ${share}`,
      since_truce: 'Since truce',
      remove: (what) => `Remove filter: ${what}`,
      any: 'Any',
      chosen: (n) => `${digits(n)} chosen`,
      suggestions: 'Suggestions',
      noSuggestion: 'No name in the ledger begins like this; what you typed is looked for as it is.',
      done: 'Done',
    },
    more: 'Show more',
    of: (shown, total) => `${digits(shown)} of ${digits(total)}`,
  },
  ar: {
    name: 'رواية',
    tagline: 'مَن يقول ماذا جرى',
    views: {
      overview: 'نظرة عامة',
      accounts: 'الروايات',
      tolls: 'الحصائل',
      truces: 'الهدن',
      map: 'الخريطة',
      sources: 'المصادر',
      search: 'البحث',
      reports: 'التقارير',
      review: 'المراجعة',
    },
    skip: 'انتقل إلى المحتوى',
    nav: 'الأقسام',
    language: 'English',
    theme: { label: 'المظهر', auto: 'كما في النظام', light: 'فاتح', dark: 'داكن' },
    help: 'اختصارات لوحة المفاتيح',
    keys: {
      title: 'اختصارات لوحة المفاتيح',
      intro: 'الحروف هي حروف المفاتيح اللاتينية، وتعمل كما هي حين تكون اللوحة عربية.',
      anywhere: 'في كل مكان',
      on: 'الاختصارات بمفتاح واحد',
      none: 'ليس لهذا القسم اختصارات خاصة به.',
      go: (view) => `انتقل إلى: ${view}`,
      help: 'هذه القائمة',
      search: 'البحث',
      filters: 'المرشحات',
      theme: 'فاتح أو داكن أو كما في النظام',
      language: 'التحويل إلى الإنكليزية',
    },
    close: 'إغلاق',
    loading: 'جارٍ التحميل',
    again: 'أعد المحاولة',
    failed: 'تعذّر تحميل هذا.',
    faults: {
      wrong: 'في كتابة المطلوب خطأ.',
      missing: 'ليس هذا في السجل.',
      conflict: 'لا يتفق هذا مع ما في السجل.',
      busy: 'المكتب مشغول، أو لم يُدرَج قرار بعد. أعد الطلب بعد لحظة.',
      unreachable: 'المكتب لا يجيب. هل ما زال الأمر `riwaya serve` يعمل؟',
      other: 'وقع خلل في المكتب.',
    },
    empty: 'ليس في السجل شيء من هذا بعد.',
    emptyFiltered: 'لا شيء يطابق هذه المرشحات.',
    clearFilters: 'امسح المرشحات',
    unknown: 'غير معروف',
    report: 'التقرير نفسه',
    noSource: 'بلا مصدر مسمّى',
    control: (name) => `محرف تحكم ${name}`,
    readonly: 'ملف تقرير للقراءة فقط',
    printWhole: { name: 'طباعة الكل', title: 'كل الأقسام كاملة، ثم التقارير بنصوصها' },
    printView: { name: 'طباعة', title: 'هذا القسم بكل ما يعرضه' },
    waiting: (decisions) => `قرارات قيد الإدراج: ${digits(decisions)}`,
    reading: (done, total) =>
      total ? `قراءة التقارير: ${digits(done)} من ${digits(total)}` : `قراءة التقارير: ${digits(done)}`,
    filters: {
      label: 'المرشحات',
      show: 'المرشحات',
      from: 'من',
      to: 'إلى',
      place: 'المكان',
      party: 'الطرف',
      source: 'المصدر',
      outlet: 'الوسيلة',
      event: 'الحدث',
      stance: 'الموقف',
      confidence: 'الثقة',
      confidenceAny: 'أيّ قدر',
      atLeast: (share) => `${share} على الأقل`,
      since_truce: 'منذ هدنة',
      remove: (what) => `أزل المرشح: ${what}`,
      any: 'الكل',
      chosen: (n) => `المختار: ${digits(n)}`,
      suggestions: 'اقتراحات',
      noSuggestion: 'لا اسم في السجل يبدأ هكذا؛ يُبحث عمّا كتبته كما هو.',
      done: 'تم',
    },
    more: 'أظهر المزيد',
    of: (shown, total) => `${digits(shown)} من ${digits(total)}`,
  },
};
