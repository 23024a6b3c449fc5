import { readSmallFile } from './proc-stat.ts';

/** Deep enough for `make` in a script in a shell; what is deeper than this is named by what it hangs on. */
const DEEPEST = 12;

/**
 * The name of the program that was started last below this process: what a person would say that runs there, where the
 * process itself only waits for it. About 20 µs for each step down (proc(5), `children`, and `comm`: 15 bytes at most);
 * null where nothing runs below it, or there is no /proc.
 */
export const newestProgram = (pid: number): string | null => {
  let newest = pid;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const children = readSmallFile(`/proc/${newest}/task/${newest}/children`, 4_096, 'latin1').trim();
    const next = Number(children.slice(children.lastIndexOf(' ') + 1));
    if (children === '' || !Number.isSafeInteger(next)) break;
    newest = next;
  }
  const name = newest === pid ? '' : readSmallFile(`/proc/${newest}/comm`, 64, 'utf8').replace(/\n$/, '');
  return name === '' ? null : name;
};
