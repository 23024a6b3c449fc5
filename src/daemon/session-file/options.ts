import { join } from 'node:path';
import { failed, type Result, success } from '../../domain/result.ts';
import type { Environment, FileOption } from '../../rules/session-file/file.ts';
import { problemIn, type Source } from '../../rules/session-file/source.ts';
import type { House } from '../house.ts';
import { fillIn } from './variables.ts';

type Words = readonly string[];

/**
 * Options of tmux that the file named, by their names: what is saved again of them. Three names, as a window's format
 * would find those of its session.
 */
export const NAMED_OPTIONS = {
  session: '@panectl_options',
  window: '@panectl_window_options',
  after: '@panectl_options_after',
} as const;

/** `~` and `$NAME` mean what they mean in a new pane. */
export const filledOptions = (
  options: readonly FileOption[],
  variables: Environment,
  folder: string,
): readonly FileOption[] =>
  options.map((option) => ({ ...option, value: beside(fillIn(option.value, variables), folder) }));

/** As in tmuxp, what begins like a path beside the file is one. */
export const beside = (value: string, folder: string): string =>
  /^\.\.?(?:\/|$)/.test(value) ? join(folder, value) : value;

/** Each by itself, so that the one which tmux refuses is known: `where` as in `-w -t @3`. */
export const setOptions = async (
  { tmux }: Pick<House, 'tmux'>,
  source: Source,
  where: Words,
  options: readonly FileOption[],
): Promise<Result<void>> => {
  const results = await tmux.sequence(
    options.map(({ name, value }) => ['set-option', ...where, name, value]),
  );
  const at = results.findIndex((result) => !result.ok);
  const [bad, option] = [results[at], options[at]];
  if (bad === undefined || bad.ok || option === undefined) return success(undefined);
  return failed(optionProblem(source, option, bad.failure.message));
};

export const optionProblem = (source: Source, option: FileOption, message: string) =>
  problemIn(source, option, `tmux refuses the option ${option.name}: ${message}`);

/** Which of them a file named. */
export const nameOptions = (where: Words, name: string, options: readonly FileOption[]): readonly Words[] =>
  options.length === 0
    ? []
    : [['set-option', ...where, name, [...new Set(options.map((option) => option.name))].join(' ')]];
