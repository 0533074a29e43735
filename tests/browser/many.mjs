// Many reports as JSON lines: `node many.mjs FOLDER COUNT`. Each has a sentence of one of the folder's reports among others that
// are put together, on a day of ten years. Always the same for a count.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, count] = [process.argv[2] ?? '.', Number(process.argv[3] ?? 1_000)];
const TOWNS = ['غنجة', 'شوشا', 'مارتاكيرت', 'باردا', 'ترتر', 'هدروت', 'فيزولي', 'جبرائيل', 'تعز', 'الحديدة', 'مأرب', 'حلب', 'إدلب', 'مصراتة', 'سرت'];
const DAYS = 3_652;
const FIRST = Date.UTC(2014, 0, 1);
const DAY = 86_400_000;

/** The head and the sentences of a report that is written as Markdown: its text is in the lines that begin with `>`. */
function report(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const told = (key) => lines.find((l) => l.startsWith(`${key}:`))?.slice(key.length + 1).trim();
  const text = lines.filter((l) => l.startsWith('>')).map((l) => l.slice(1).trim());
  return { title: told('title'), outlet: told('outlet'), sentences: text.flatMap((p) => p.split(/(?<=\.) /)) };
}

// mulberry32, by Tommy Ettinger, in the public domain.
let seed = 1;
function below(n) {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
}

const one = (of) => of[below(of.length)];
const SIDES = ['القوات الحكومية', 'قوات المعارضة', 'فصائل محلية', 'جماعة مسلحة', 'قوات أجنبية', 'وحدات خاصة', 'قوات التحالف', 'ميليشيا محلية', 'القوات النظامية', 'كتيبة من المتمردين', 'قوات حرس الحدود', 'سرية من الجيش'];
const SOURCES = ['متحدث عسكري', 'شهود عيان', 'مصدر أمني', 'مسؤول محلي', 'مصادر طبية', 'ناشطين', 'ضابط متقاعد', 'مراسلين', 'أطباء', 'ضباط', 'عمال إغاثة', 'سكان'];
const ACTS = ['قصفت', 'هاجمت', 'اقتحمت', 'حاصرت', 'استعادت', 'أخلت', 'فجرت', 'استهدفت'];
const VICTIMS = ['مدنيين', 'جنود', 'مسلحين', 'أشخاص', 'أطفال', 'رجال شرطة'];
const WEEKDAYS = ['الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت', 'الأحد'];
const LETTERS = [...'بتجحدرزسشطعفقكلمنه'];
/** A name that nothing bears: reports of the same few names would be near-copies of each other. */
const name = () => `${one(LETTERS)}${one(LETTERS)}ا${one(LETTERS)}${one(LETTERS)}`;

/** A sentence that nobody wrote: which side did what, where, when, with how many dead, and who tells it. */
const told = () =>
  `${one(ACTS)} ${one(SIDES)} ${name()} قرب ${name()} يوم ${one(WEEKDAYS)}، فقتل ${3 + below(8)} ${one(VICTIMS)} من ${name()} وأصيب ${12 + below(80)}، بحسب ${one(SOURCES)} في ${one(TOWNS)}.`;

const reports = readdirSync(folder).filter((f) => f.endsWith('.md')).sort().map((f) => report(join(folder, f)));
const sentences = reports.flatMap((r) => r.sentences);

for (let n = 0; n < count; n += 1) {
  const { outlet, title } = one(reports);
  const text = [told(), one(sentences), ...Array.from({ length: 3 + below(5) }, told)].join(' ');
  const published = new Date(FIRST + Math.floor((n / count) * DAYS) * DAY).toISOString().slice(0, 10);
  const line = JSON.stringify({ id: `many-${n}`, text, published, outlet, title });
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}
