import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds `bin/panectl`: one above `dist/`, and two above the sources that tests run. */
export const packageRoot = (from = import.meta.dirname): string => {
  const parent = dirname(from);
  return existsSync(join(from, 'bin', 'panectl')) || parent === from ? from : packageRoot(parent);
};

export const panectlProgram = (): string => join(packageRoot(), 'bin', 'panectl');
