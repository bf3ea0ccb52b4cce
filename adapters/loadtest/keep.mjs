// What a rival needs to do as much as the mentor: keep what it hears and what
// it answers in SQLite before it goes on, and look the answer up.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const folds = (s) => s.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').match(/[a-z0-9]+/g) ?? [];

// open gives { keep, answer }, or null where only a constant text is wanted.
export function open(file = process.env.BENCH_DB, texts = process.env.BENCH_TEXTS) {
  if (!file) return null;
  const Database = createRequire(process.cwd() + '/')('better-sqlite3');
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, body TEXT); CREATE TABLE IF NOT EXISTS answers (id TEXT PRIMARY KEY, body TEXT)');
  const event = db.prepare('INSERT OR IGNORE INTO events VALUES (?, ?)');
  const answered = db.prepare('INSERT OR IGNORE INTO answers VALUES (?, ?)');

  // An inverted index, the rarer word counting for more.
  const all = JSON.parse(readFileSync(texts, 'utf8'));
  const index = new Map();
  all.forEach((t, n) => {
    for (const w of new Set(folds(t))) index.has(w) ? index.get(w).push(n) : index.set(w, [n]);
  });
  const find = (question) => {
    const scores = new Float64Array(all.length);
    for (const w of new Set(folds(question))) {
      const at = index.get(w) ?? [];
      const weight = Math.log(1 + all.length / (1 + at.length));
      for (const n of at) scores[n] += weight;
    }
    let best = 0;
    for (let n = 1; n < scores.length; n++) if (scores[n] / Math.sqrt(all[n].length) > scores[best] / Math.sqrt(all[best].length)) best = n;
    return all[best];
  };
  return {
    keep: (id, body) => event.run(id, JSON.stringify(body)),
    answer: (id, question) => {
      const text = find(question);
      answered.run(id, text);
      return text;
    },
  };
}
