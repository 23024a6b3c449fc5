import { failed, type Result, success } from '../../domain/result.ts';
import type { FileOption } from '../../rules/session-file/file.ts';
import type { Source } from '../../rules/session-file/source.ts';
import type { House } from '../house.ts';
import { optionProblem } from './options.ts';

type Tmux = Pick<House, 'tmux'>;

/** Options of the person's whole server that were set, and how they are again as they were. */
export interface ServerOptions {
  readonly names: readonly string[];
  readonly undo: () => Promise<void>;
}

/** What tmux refuses undoes those before it. */
export const setServerOptions = async (
  house: Tmux,
  source: Source,
  options: readonly FileOption[],
): Promise<Result<ServerOptions>> => {
  const former: (readonly (readonly string[])[])[] = [];
  const undo = async (): Promise<void> => {
    for (const words of former.toReversed().flat()) await house.tmux.command(...words);
  };
  for (const option of options) {
    const back = await restoring(house, option.name);
    const set = await house.tmux.command('set-option', '-g', option.name, option.value);
    if (set.ok) former.push(back);
    else {
      await undo();
      return failed(optionProblem(source, option, set.failure.message));
    }
  }
  return success({ names: options.map(({ name }) => name), undo });
};

/** Commands that make it as it is now: one value, none, or an array's items by their numbers. */
const restoring = async ({ tmux }: Tmux, name: string): Promise<readonly (readonly string[])[]> => {
  const value = async (each: string): Promise<string | null> => {
    const asked = await tmux.command('show-options', '-gqv', each);
    return asked.ok && asked.value.length > 0 ? asked.value.join('\n') : null;
  };
  const shown = await tmux.command('show-options', '-gq', name);
  const items = (shown.ok ? shown.value : []).flatMap(
    (line) => /^[\w@-]+\[\d+\](?= |$)/.exec(line)?.[0] ?? [],
  );
  if (items.length === 0) {
    const was = await value(name);
    const isShown = shown.ok && shown.value.length > 0;
    return [was === null && !isShown ? ['set-option', '-gqu', name] : ['set-option', '-gq', name, was ?? '']];
  }
  const whole = name.replace(/\[\d+\]$/, '');
  const back = await Promise.all(
    items.map(async (item) => ['set-option', '-gq', item, (await value(item)) ?? '']),
  );
  return whole === name ? [['set-option', '-gq', name, ''], ...back] : back;
};

/** Tells those among a session's or a window's options that tmux sets for the whole server (by a prefix, too). */
export const askServerOptions = async ({ tmux }: Tmux): Promise<(option: FileOption) => boolean> => {
  const asked = await tmux.command('show-options', '-s');
  const known = (asked.ok ? asked.value : []).map((line) => /^[\w-]+/.exec(line)?.[0] ?? '');
  return ({ name }) => {
    const plain = name.replace(/\[\d+\]$/, '');
    return !plain.startsWith('@') && known.some((each) => each.startsWith(plain));
  };
};
