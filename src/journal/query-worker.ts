import { readFileSync, writeSync } from 'node:fs';
import { answerQuery } from './query-run.ts';

/** Entry of the query process: `{path, sql}` on standard input, an answer or a refusal on standard output. */
const request: unknown = JSON.parse(readFileSync(0, 'utf8'));

const textIn = (key: 'path' | 'sql'): string => {
  const value: unknown = typeof request === 'object' && request !== null ? Reflect.get(request, key) : null;
  return typeof value === 'string' ? value : '';
};

const bytes = Buffer.from(JSON.stringify(answerQuery(textIn('path'), textIn('sql'))));
// Standard output is a pipe: a synchronous write may take only a part.
for (let written = 0; written < bytes.length; ) written += writeSync(1, bytes, written);
