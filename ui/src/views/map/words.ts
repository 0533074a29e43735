import { inArabic } from '../../i18n/counted';
import { digits } from '../../i18n/digits';
import type { Words } from '../../i18n/lang.svelte';

type MapWords = {
  intro: string;
  map: string;
  zoomIn: string;
  zoomOut: string;
  reset: string;
  play: string;
  pause: string;
  day: string;
  window: string;
  all: string;
  upTo: string;
  days: (n: number) => string;
  places: string;
  incidents: (n: number) => string;
  /** What the number of a place's incidents counts. */
  placed: string;
  /** What the list beneath holds: those of places within it too. */
  naming: string;
  contested: (n: number) => string;
  area: string;
  point: string;
  areaNote: string;
  /** Where in an area, in kilometres where its extent is known. */
  within: (km: number | null) => string;
  contestedMark: string;
  none: string;
  undated: (n: number) => string;
  credit: string;
  tiles: string;
  tilesNote: string;
  tilesBad: string;
  tilesOff: string;
  killed: string;
  timeline: string;
  back: string;
  moreOf: (n: number) => string;
  newestOf: (n: number) => string;
  without: (n: number) => string;
  leftOut: (n: number) => string;
  nearer: (n: number) => string;
};

export const MAP: Words<MapWords> = {
  en: {
    intro:
      'Where incidents are told to have been. A region is an area: it may have been anywhere within about the circle around its middle, which is no border.',
    map: 'Map of incidents. Arrow keys move, plus and minus zoom, zero shows all. The same places are in the list.',
    zoomIn: 'Closer',
    zoomOut: 'Farther',
    reset: 'Show all',
    play: 'Play',
    pause: 'Pause',
    day: 'Day',
    window: 'Shown',
    all: 'All days',
    upTo: 'Up to the day',
    days: (n) => (n === 1 ? 'That day only' : `The last ${digits(n)} days`),
    places: 'Places',
    incidents: (n) => (n === 1 ? '1 incident' : `${digits(n)} incidents`),
    placed: 'no more exact place is told',
    naming: 'Incidents that name it or a place within it, the newest first:',
    contested: (n) => `${digits(n)} contested`,
    area: 'somewhere within',
    point: 'place',
    areaNote: 'A region: somewhere within about its circle, which is no border',
    within: (km) =>
      km === null
        ? 'somewhere in this area; the circle is no border'
        : `somewhere within about ${digits(Math.round(km))} km of its middle; the circle is no border`,
    contestedMark: 'The share that is contested',
    none: 'No incident with a known place in these days.',
    undated: (n) => `${digits(n)} without a day are shown under “All days” only.`,
    credit: 'Land and borders: Natural Earth (public domain), for orientation only.',
    tiles: 'Own map tiles (PMTiles)',
    tilesNote: 'Read from the file on this machine; nothing is sent.',
    tilesBad: 'This file could not be read as PMTiles.',
    tilesOff: 'Without own tiles',
    killed: 'killed, as told',
    timeline: 'Incidents by day',
    back: 'All places',
    moreOf: (n) => `and ${digits(n)} more`,
    newestOf: (n) => `The newest ${digits(n)} are listed.`,
    without: (n) => `${digits(n)} incidents are not on the map: no position is known.`,
    leftOut: (n) =>
      `${digits(n)} incidents at the places of fewest incidents are left out; narrow the filter to see them.`,
    nearer: (n) => `${digits(n)} more places with fewer incidents are drawn when you zoom in.`,
  },
  ar: {
    intro:
      'أين رُوي أن الحوادث كانت. والإقليم مساحة: قد يكون الحادث في أي موضع ضمن الدائرة حول وسطه على التقريب، وليست الدائرة حدودًا.',
    map: 'خريطة الحوادث. تحركها الأسهم، ويقرّب الزائد ويبعد الناقص، ويُظهر الصفر الكل. والأماكن نفسها في القائمة.',
    zoomIn: 'تقريب',
    zoomOut: 'إبعاد',
    reset: 'أظهر الكل',
    play: 'تشغيل',
    pause: 'إيقاف',
    day: 'اليوم',
    window: 'المعروض',
    all: 'كل الأيام',
    upTo: 'حتى هذا اليوم',
    days: (n) =>
      n === 1
        ? 'هذا اليوم وحده'
        : `آخر ${inArabic(n, { one: 'يوم', two: 'يومين', few: 'أيام', many: 'يومًا', other: 'يوم' })}`,
    places: 'الأماكن',
    incidents: (n) =>
      inArabic(n, { one: 'حادث واحد', two: 'حادثان', few: 'حوادث', many: 'حادثًا', other: 'حادث' }),
    placed: 'لا يُذكر لها مكان أدق',
    naming: 'ما يَذكر هذا المكان أو مكانًا داخله، الأحدث أولًا:',
    contested: (n) => `المختلف فيه: ${digits(n)}`,
    area: 'في موضع من',
    point: 'مكان',
    areaNote: 'إقليم: في موضع ما ضمن دائرته على التقريب، وليست الدائرة حدودًا',
    within: (km) =>
      km === null
        ? 'في موضع ما من هذه المساحة، وليست الدائرة حدودًا'
        : `في موضع ما ضمن نحو ${digits(Math.round(km))} كم من وسطه، وليست الدائرة حدودًا`,
    contestedMark: 'نصيب المختلف فيه',
    none: 'لا حادث معروف المكان في هذه الأيام.',
    undated: (n) => `بلا يوم: ${digits(n)}، تظهر تحت «كل الأيام» فقط.`,
    credit: 'اليابسة والحدود: Natural Earth (ملك عام)، للاستدلال فقط.',
    tiles: 'خرائطك الخاصة (PMTiles)',
    tilesNote: 'تُقرأ من الملف على هذا الجهاز ولا يُرسل شيء.',
    tilesBad: 'تعذّرت قراءة هذا الملف بصيغة PMTiles.',
    tilesOff: 'بلا خرائط خاصة',
    killed: 'قتلى كما رُوي',
    timeline: 'الحوادث بحسب اليوم',
    back: 'كل الأماكن',
    moreOf: (n) => `و${digits(n)} غيرها`,
    newestOf: (n) => `المعروض أحدث ${digits(n)}.`,
    without: (n) => `حوادث ليست على الخريطة لأن موقعها غير معروف: ${digits(n)}.`,
    leftOut: (n) => `حوادث في الأماكن الأقل ذكرًا حُذفت من الخريطة: ${digits(n)}؛ ضيّق الترشيح لرؤيتها.`,
    nearer: (n) => `أماكن أخرى أقل حوادث تُرسم عند التقريب: ${digits(n)}.`,
  },
};
