import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stateHome } from './place.ts';

/**
 * Lets Node keep what it compiles of our larger programs, and take it from there the next time: reading two megabytes
 * of code costs 60 ms and, what is worse, leaves 17 MB of holes in the memory of a daemon that lives for weeks.
 *
 * Beside the code itself, where whoever could write something else could change the code as well; where that can not be
 * written (a package that root installed), in our own state folder. Where neither can be, nothing is kept.
 */
export const keepCompiled = (
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): { flush(): void } => {
  const { enableCompileCache, flushCompileCache, constants } = process.getBuiltinModule('node:module');
  const beside = fileURLToPath(new URL('../.cache/compiled', program));
  for (const folder of [beside, join(stateHome(env), 'compiled')])
    if (enableCompileCache(folder).status !== constants.compileCacheStatus.FAILED) break;
  return { flush: flushCompileCache };
};
