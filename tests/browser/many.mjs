// Many reports made of few, as JSON lines: `node many.mjs FOLDER TIMES`. Each copy is told as of another week, of other towns
// and other numbers, so that it makes incidents of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, times] = [process.argv[2] ?? '.', Number(process.argv[3] ?? 10)];
const TOWNS = ['غنجة', 'شوشا', 'مارتاكيرت', 'باردا', 'ترتر', 'هدروت', 'فيزولي', 'جبرائيل', 'تعز', 'الحديدة', 'مأرب', 'حلب', 'إدلب', 'مصراتة', 'سرت'];
const WEEK = 7;

/** The head and the text of a report that is written as Markdown: its text is in the lines that begin with `>`. */
function report(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const told = (key) => lines.find((l) => l.startsWith(`${key}:`))?.slice(key.length + 1).trim();
  const text = lines.filter((l) => l.startsWith('>')).map((l) => l.slice(1).trim()).join('\n');
  return { title: told('title'), published: told('published'), outlet: told('outlet'), text };
}

const shifted = (day, weeks) => {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + weeks * WEEK);
  return at.toISOString().slice(0, 10);
};
const town = new RegExp(TOWNS.join('|'), 'g');

const reports = readdirSync(folder).filter((f) => f.endsWith('.md')).sort().map((f) => report(join(folder, f)));
for (let k = 0; k < times; k += 1) {
  reports.forEach((r, n) => {
    const text = r.text
      .replace(town, (name) => TOWNS[(TOWNS.indexOf(name) + k + n) % TOWNS.length])
      .replace(/\d+/g, (digits) => (digits.length < 4 ? String(Number(digits) + ((k * 7 + n) % 19)) : digits));
    const published = /^\d{4}-\d\d-\d\d$/.test(r.published ?? '') ? shifted(r.published, k) : undefined;
    console.log(JSON.stringify({ id: `${n}-${k}`, text, published, outlet: r.outlet, title: r.title }));
  });
}
