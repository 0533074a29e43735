import type { Words } from '../../i18n/lang.svelte';

type Sources = {
  intro: string;
  source: string;
  own: string;
  claims: string;
  stances: string;
  through: string;
  direct: string;
  denied: string;
  deniedNote: string;
  revised: string;
  revisedNote: string;
  table: string;
  network: string;
  networkSays: string;
  links: string;
  citing: string;
  cited: string;
  times: string;
  sort: (column: string) => string;
  none: string;
  only: (what: string) => string;
};

export const SOURCES: Words<Sources> = {
  en: {
    intro:
      'Who speaks, how they hold what they say, through whom it comes, and how often others deny it or they revise it.',
    source: 'Source',
    own: 'Reports in their own voice',
    claims: 'Claims',
    stances: 'How held',
    through: 'Through whom',
    direct: 'directly',
    denied: 'Denied by others',
    deniedNote: 'Contested matters in which somebody else denies what this source asserts.',
    revised: 'Revised',
    revisedNote: 'Matters in which this source changed its own account.',
    table: 'Sources',
    network: 'Who cites whom',
    networkSays:
      'Network of citation; the table beneath says the same. Lines run from who cites to who is cited.',
    links: 'Citations',
    citing: 'Cites',
    cited: 'Is cited',
    times: 'Claims',
    sort: (column) => `Sort by ${column}`,
    none: 'No source is cited through another.',
    only: (what) => `Claims of ${what}`,
  },
  ar: {
    intro: 'من يتكلم، وكيف يقول ما يقول، وعبر من يصل، وكم مرة ينفيه آخرون أو يراجعه صاحبه.',
    source: 'المصدر',
    own: 'التقارير بصوتها',
    claims: 'الأقوال',
    stances: 'كيف قيلت',
    through: 'عبر من',
    direct: 'مباشرة',
    denied: 'نفاها آخرون',
    deniedNote: 'أمور مختلف فيها ينفي فيها غيرُه ما يؤكده هذا المصدر.',
    revised: 'راجعها',
    revisedNote: 'أمور غيّر فيها هذا المصدر روايته.',
    table: 'المصادر',
    network: 'من ينقل عمّن',
    networkSays: 'شبكة النقل؛ ويقول الجدول تحتها الشيء نفسه. تمتد الخطوط من الناقل إلى المنقول عنه.',
    links: 'النقل',
    citing: 'الناقل',
    cited: 'المنقول عنه',
    times: 'الأقوال',
    sort: (column) => `رتّب بحسب: ${column}`,
    none: 'لا مصدر يُنقل عنه عبر غيره.',
    only: (what) => `أقوال ${what}`,
  },
};
