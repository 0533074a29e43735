import { digits } from '../../i18n/digits';
import type { Words } from '../../i18n/lang.svelte';

type AccountWords = {
  intro: string;
  back: string;
  matter: string;
  all: string;
  sort: string;
  newest: string;
  mostSaid: string;
  roles: Record<'asserting' | 'demanding' | 'denying', string>;
  roleCount: (role: 'asserting' | 'demanding' | 'denying', n: number) => string;
  silent: string;
  silentLong: string;
  noSide: string;
  versions: string;
  glossNote: string;
  wider: (n: number) => string;
  numbers: string;
  numbersNote: string;
  number: string;
  nothing: string;
  changes: string;
  before: string;
  after: string;
  first: string;
  report: string;
  others: string;
  uncontested: string;
  undated: string;
  accused: string;
  notFound: string;
  contestedOnly: string;
  ofLoaded: string;
};

export const ACCOUNTS: Words<AccountWords> = {
  en: {
    intro: 'What some assert and others deny. Riwaya does not decide who is right.',
    back: 'All contested matters',
    matter: 'Matter',
    all: 'All',
    sort: 'Order',
    newest: 'Newest first',
    mostSaid: 'Most words first',
    roles: { asserting: 'asserting', demanding: 'demanding', denying: 'denying' },
    roleCount: (role, n) => `${digits(n)} ${role}`,
    silent: 'silent',
    silentLong: 'No word of this party is reported.',
    noSide: 'Without a party',
    versions: 'Versions',
    glossNote: 'The fields are a gloss from labels, not a translation.',
    wider: (n) => `${digits(n)} columns: scroll sideways to see all.`,
    numbers: 'Numbers side by side',
    numbersNote: 'The least and the most that sources of each party told; never averaged.',
    number: 'What is counted',
    nothing: 'not told',
    changes: 'Sources that changed their own account',
    before: 'Said first',
    after: 'Said later',
    first: 'first word',
    report: 'In the report',
    others: 'All claims of this incident',
    uncontested: 'Nobody contests this incident.',
    undated: 'Day not known',
    accused: 'Accused',
    notFound: 'Nothing contested has this address.',
    contestedOnly: 'Both sides spoke',
    ofLoaded: 'Matter and order hold for what is loaded so far; the filters above hold for all.',
  },
  ar: {
    intro: 'ما يؤكده بعضهم وينفيه آخرون. ورواية لا تحكم مَن المصيب.',
    back: 'كل المسائل المختلف فيها',
    matter: 'المسألة',
    all: 'الكل',
    sort: 'الترتيب',
    newest: 'الأحدث أولًا',
    mostSaid: 'الأكثر أقوالًا أولًا',
    roles: { asserting: 'يؤكدون', demanding: 'يطالبون', denying: 'ينفون' },
    roleCount: (role, n) =>
      ({ asserting: `يؤكد: ${digits(n)}`, demanding: `يطالب: ${digits(n)}`, denying: `ينفي: ${digits(n)}` })[
        role
      ],
    silent: 'صامت',
    silentLong: 'لم يُنقل كلام لهذا الطرف.',
    noSide: 'بلا طرف',
    versions: 'الروايات',
    glossNote: 'الحقول شرح بالتسميات، وليست ترجمة.',
    wider: (n) => `عدد الأعمدة ${digits(n)}: مرّر جانبًا لترى كلها.`,
    numbers: 'الأعداد جنبًا إلى جنب',
    numbersNote: 'أقل وأكثر ما ذكرته مصادر كل طرف، من غير معدّل.',
    number: 'ما يُعدّ',
    nothing: 'لم يُذكر',
    changes: 'مصادر غيّرت روايتها',
    before: 'قال أولًا',
    after: 'قال لاحقًا',
    first: 'أول كلام',
    report: 'في التقرير',
    others: 'كل أقوال هذا الحادث',
    uncontested: 'لا أحد يعترض على هذا الحادث.',
    undated: 'اليوم غير معروف',
    accused: 'المتهم',
    notFound: 'لا مسألة مختلف فيها بهذا العنوان.',
    contestedOnly: 'تكلّم الطرفان',
    ofLoaded: 'المسألة والترتيب لما حُمّل حتى الآن، أما المرشحات أعلاه فللكل.',
  },
};
