import type { House } from '../house.ts';

/** Options that a file named, with the values that they have now. */
export type NamedOptions = Readonly<Record<string, string>>;

/** `where` as in `-w -t @3`. */
export const namedOptions = async (
  { tmux }: Pick<House, 'tmux'>,
  where: readonly string[],
  names: string,
): Promise<NamedOptions> => {
  const wanted = names.split(' ').filter((name) => name !== '');
  const results = await Promise.all(
    wanted.map((name) => tmux.command('show-options', '-qv', ...where, name)),
  );
  const entries = wanted.flatMap((name, at) => {
    const result = results[at];
    return result?.ok === true && result.value.length > 0 ? [[name, result.value.join('\n')] as const] : [];
  });
  return Object.fromEntries(entries);
};
