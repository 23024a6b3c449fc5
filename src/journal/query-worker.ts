import { readFileSync, writeSync } from 'node:fs';
import { answerQuery, checkpoint } from './query-run.ts';

/**
 * Entry of the process for what would take too long in the daemon. On standard input `{path, sql, snapshots}`, answered on standard
 * output; or `{path, checkpoint: true}`, where there is nothing to answer.
 */
const request: unknown = JSON.parse(readFileSync(0, 'utf8'));

const valueAt = (key: 'path' | 'sql' | 'snapshots' | 'checkpoint'): unknown =>
  typeof request === 'object' && request !== null ? Reflect.get(request, key) : null;
const textIn = (key: 'path' | 'sql'): string => {
  const value = valueAt(key);
  return typeof value === 'string' ? value : '';
};

if (valueAt('checkpoint') === true) {
  checkpoint(textIn('path'));
} else {
  const bytes = Buffer.from(JSON.stringify(answerQuery(textIn('path'), textIn('sql'), valueAt('snapshots'))));
  // Standard output is a pipe: a synchronous write may take only a part.
  for (let written = 0; written < bytes.length; ) written += writeSync(1, bytes, written);
}
