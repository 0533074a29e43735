import type { Count } from '../../api/types';
import { formatCount, formatDay } from '../../format/format';
import { language, pick, type Words } from '../../i18n/lang.svelte';
import { term } from '../../i18n/vocabulary';
import type { GlossField, GlossWords } from './gloss';

type ClaimWords = {
  comma: string;
  fields: Record<GlossField, string>;
  stance: string;
  through: string;
  in: (outlet: string) => string;
  own: string;
  said: string;
  legend: string;
  since: (day: string) => string;
  sinceWar: string;
  part: string;
  confidence: (share: string) => string;
  sectors: Record<string, string>;
  decided: Record<string, string>;
  by: (who: string) => string;
};

export const CLAIM: Words<ClaimWords> = {
  en: {
    comma: ', ',
    fields: {
      event: 'Event',
      source: 'Source',
      actor: 'Who',
      target: 'Whom',
      place: 'Where',
      date: 'When',
      count: 'How many',
    },
    stance: 'Stance',
    through: 'through',
    in: (outlet) => `in ${outlet}`,
    own: 'in its own voice',
    said: 'Words of the report',
    legend: 'Marks',
    since: (day) => `since ${day}`,
    sinceWar: 'since the war began',
    part: 'part of another number',
    confidence: (share) => `confidence ${share}`,
    sectors: {
      GOV: 'government',
      MIL: 'military',
      REB: 'rebels',
      CVL: 'civilians',
      OPP: 'political opposition',
      MED: 'media',
      IGO: 'intergovernmental organisation',
      NGO: 'non-governmental organisation',
      JUD: 'judiciary',
      COP: 'police',
      SPY: 'intelligence service',
      UAF: 'unidentified armed forces',
      CRM: 'criminals',
      BUS: 'business',
      EDU: 'education',
      REL: 'religious',
      HLH: 'health',
      LEG: 'legislature',
      PTY: 'political party',
    },
    decided: {
      accept: 'accepted',
      correct: 'corrected',
      reject: 'rejected',
      note: 'note',
      merge: 'merged',
      split: 'split',
      undo: 'taken back',
    },
    by: (who) => `by ${who}`,
  },
  ar: {
    comma: '، ',
    fields: {
      event: 'الحدث',
      source: 'المصدر',
      actor: 'مَن فعل',
      target: 'بمَن',
      place: 'أين',
      date: 'متى',
      count: 'كم',
    },
    stance: 'الموقف',
    through: 'نقلًا عبر',
    in: (outlet) => `في ${outlet}`,
    own: 'بكلامه هو',
    said: 'كلمات التقرير',
    legend: 'العلامات',
    since: (day) => `منذ ${day}`,
    sinceWar: 'منذ بدء الحرب',
    part: 'جزء من عدد آخر',
    confidence: (share) => `الثقة ${share}`,
    sectors: {
      GOV: 'حكومة',
      MIL: 'جيش',
      REB: 'متمردون',
      CVL: 'مدنيون',
      OPP: 'معارضة سياسية',
      MED: 'إعلام',
      IGO: 'منظمة دولية حكومية',
      NGO: 'منظمة غير حكومية',
      JUD: 'قضاء',
      COP: 'شرطة',
      SPY: 'استخبارات',
      UAF: 'قوات مسلحة مجهولة',
      CRM: 'مجرمون',
      BUS: 'قطاع الأعمال',
      EDU: 'تعليم',
      REL: 'هيئة دينية',
      HLH: 'صحة',
      LEG: 'برلمان',
      PTY: 'حزب سياسي',
    },
    decided: {
      accept: 'مقبول',
      correct: 'مصحَّح',
      reject: 'مرفوض',
      note: 'ملاحظة',
      merge: 'مدموج',
      split: 'مفصول',
      undo: 'متراجَع عنه',
    },
    by: (who) => `بقرار ${who}`,
  },
};

/** A number of a claim in the page's language: `13 civilians, killed, since 27 Sept 2020`. */
export function countSaid(count: Count): string {
  const words = pick(CLAIM);
  const n = formatCount(count, language.now);
  const what =
    language.now === 'en'
      ? `${n} ${term('who', count.who)} ${term('harm', count.harm)}`
      : `${term('harm', count.harm)} (${term('who', count.who)}): ${n}`;
  const since =
    count.since === undefined || count.since === null
      ? null
      : count.since === 'war'
        ? words.sinceWar
        : words.since(formatDay(count.since, language.now));
  return [what, since, count.part ? words.part : null].filter((p) => p !== null).join(words.comma);
}

/** What `gloss` needs of the page's language. */
export const glossWords = (): GlossWords => ({
  event: (key) => term('event', key),
  stance: (key) => term('stance', key),
  sector: (key) => pick(CLAIM).sectors[key] ?? key,
  count: countSaid,
  day: (days) => formatDay(days, language.now),
  comma: pick(CLAIM).comma,
});
