import { callerEnvironment } from '../../support/private-tmux.ts';
import { outputOf, pathOf } from './programs.ts';

/** The Python that has this module: the system's own has what the distribution packs, another one may come first. */
export const pythonWith = async (module: string): Promise<string | null> => {
  for (const program of ['/usr/bin/python3', pathOf('python3')]) {
    if (program === null) continue;
    const call = { program, args: ['-c', `import ${module}`], env: callerEnvironment() };
    const has = await outputOf(call).then(
      () => true,
      () => false,
    );
    if (has) return program;
  }
  return null;
};

export const pythonVersionOf = async (module: string, expression: string): Promise<string | null> => {
  const program = await pythonWith(module);
  if (program === null) return null;
  const code = `import ${module}; print(${expression})`;
  return (await outputOf({ program, args: ['-c', code], env: callerEnvironment() })).trim();
};
