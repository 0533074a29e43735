import { inArabic, type Counted } from '../../i18n/counted';
import { digits } from '../../i18n/digits';
import type { Words } from '../../i18n/lang.svelte';

type Truces = {
  intro: string;
  agreed: string;
  /** The day told of a truce that is only wished for. */
  wished: string;
  start: string;
  term: string;
  end: string;
  claimOf: (what: string, n: number) => string;
  brokers: string;
  parties: string;
  noParties: string;
  kinds: string;
  place: string;
  band: (name: string) => string;
  day: string;
  dayOf: (day: string) => string;
  state: (day: string) => string;
  party: string;
  position: string;
  since: string;
  said: string;
  bySelf: string;
  byOthers: string;
  with: (n: number) => string;
  silent: string;
  nothing: string;
  begun: string;
  notBegun: string;
  violations: string;
  noViolations: string;
  upTo: (n: number) => string;
  several: (n: number, denied: boolean) => string;
  accuser: string;
  denier: string;
  accused: string;
  nobody: string;
  matrix: string;
  when: string;
  where: string;
  who: string;
  others: string;
  open: string;
  unnamed: string;
  legend: string;
};

const VIOLATION: Counted = {
  one: 'خرق مزعوم واحد',
  two: 'خرقان مزعومان',
  few: 'خروق مزعومة',
  many: 'خرقًا مزعومًا',
  other: 'خرق مزعوم',
};

export const TRUCES: Words<Truces> = {
  en: {
    intro: 'Each party’s position as told, over time, and the violations that somebody alleges.',
    agreed: 'Agreed',
    wished: 'Only called for; day told',
    start: 'Begins',
    term: 'To hold for',
    end: 'Ends, by the first of these terms',
    claimOf: (what, n) => `${what}: claim ${digits(n)} in its report`,
    brokers: 'Brokered by',
    parties: 'Parties',
    noParties: 'parties not told',
    kinds: 'Kind',
    place: 'Where',
    band: (name) => `Positions and alleged violations over time: ${name}`,
    day: 'Day',
    dayOf: (day) => `Day: ${day}`,
    state: (day) => `As it stood on ${day}`,
    party: 'Party',
    position: 'Position',
    since: 'Since',
    said: 'In whose words',
    bySelf: 'said by the party itself',
    byOthers: 'told by others',
    with: (n) => (n === 1 ? 'told once more' : `told ${digits(n)} times more`),
    silent: 'had not been heard',
    nothing: 'Nobody had taken a position by this day.',
    begun: 'Begun, as agreed',
    notBegun: 'Not yet begun',
    violations: 'Violations alleged and denied',
    noViolations: 'Nobody alleged or denied a violation.',
    upTo: (n) =>
      n === 1 ? '1 alleged violation up to this day' : `${digits(n)} alleged violations up to this day`,
    several: (n, denied) => `${digits(n)} violations ${denied ? 'denied' : 'alleged'}`,
    accuser: 'Accuser',
    denier: 'Denied by',
    accused: 'Accused',
    nobody: 'nobody named',
    matrix: 'Who accuses whom, how often',
    when: 'When',
    where: 'Where',
    who: 'Who says so',
    others: 'Others on this truce',
    open: 'Look at this truce',
    unnamed: 'Truce',
    legend:
      'A diamond in a party’s row is a violation of which it is accused, in the colour of the accuser; a hollow one is denied. A number stands for several of one day.',
  },
  ar: {
    intro: 'موقف كل طرف كما رُوي مع الزمن، والخروق التي يزعمها أحد.',
    agreed: 'اتُّفق عليها',
    wished: 'يُدعى إليها فقط؛ اليوم المذكور',
    start: 'تبدأ',
    term: 'مدتها',
    end: 'تنتهي بحسب أول هذه المدد',
    claimOf: (what, n) => `${what}: القول ${digits(n)} في تقريره`,
    brokers: 'بوساطة',
    parties: 'الأطراف',
    noParties: 'أطراف لم تُذكر',
    kinds: 'نوعها',
    place: 'أين',
    band: (name) => `المواقف والخروق المزعومة مع الزمن: ${name}`,
    day: 'اليوم',
    dayOf: (day) => `اليوم: ${day}`,
    state: (day) => `كما كانت يوم ${day}`,
    party: 'الطرف',
    position: 'الموقف',
    since: 'منذ',
    said: 'على لسان من',
    bySelf: 'قاله الطرف نفسه',
    byOthers: 'رواه آخرون',
    with: (n) => (n === 1 ? 'رُوي مرة أخرى' : `رُوي ${digits(n)} مرات أخرى`),
    silent: 'لم يُسمع منه',
    nothing: 'لم يكن أحد قد اتخذ موقفًا حتى هذا اليوم.',
    begun: 'بدأت بحسب الاتفاق',
    notBegun: 'لم تبدأ بعد',
    violations: 'خروق مزعومة ومنفية',
    noViolations: 'لم يزعم أحد خرقًا ولم ينفه.',
    upTo: (n) => `${inArabic(n, VIOLATION)} حتى هذا اليوم`,
    several: (n, denied) => `${denied ? 'خروق منفية' : 'خروق مزعومة'}: ${digits(n)}`,
    accuser: 'المتهِم',
    denier: 'من ينفيه',
    accused: 'المتهَم',
    nobody: 'لم يُسمَّ أحد',
    matrix: 'من يتهم من، وكم مرة',
    when: 'متى',
    where: 'أين',
    who: 'من يقول ذلك',
    others: 'آخرون عن هذه الهدنة',
    open: 'انظر في هذه الهدنة',
    unnamed: 'هدنة',
    legend: 'المعيَّن في صف طرف خرقٌ يُتهم به، بلون من يتهمه؛ والمفرَّغ خرقٌ منفي، والعدد خروقُ يوم واحد.',
  },
};
