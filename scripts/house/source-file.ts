import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SourceFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Where and what is wrong, and what to do instead: one sentence that teaches. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

const FOLDERS = ['src', 'test', 'scripts', 'bin', '.ci'];
const OURS = /(\.(ts|tsx|mjs|sh)|\/panectl|\.ci\/run)$/;
const RECORDED = /^test\/fixtures\/recordings\//;

export const readSourceFiles = (root: string): readonly SourceFile[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
    .filter((path) => OURS.test(path) && !RECORDED.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Numbers of the lines, from 1, in which the pattern occurs. */
export const linesMatching = (text: string, pattern: RegExp): readonly { line: number; text: string }[] =>
  text
    .split('\n')
    .map((each, index) => ({ line: index + 1, text: each }))
    .filter((each) => pattern.test(each.text));
