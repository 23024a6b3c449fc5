import { failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { isAtLeast } from '../domain/tmux-version.ts';
import { layoutProblem } from './layout-string.ts';

const NAMED = ['even-horizontal', 'even-vertical', 'main-horizontal', 'main-vertical', 'tiled'] as const;

/** Since tmux 3.5 (layout-set.c). */
const MIRRORED = ['main-horizontal-mirrored', 'main-vertical-mirrored'] as const;

/** The names that a server of this version knows. */
export const layoutNames = (version: string): readonly string[] =>
  isAtLeast(version, 3, 5) ? [...NAMED, ...MIRRORED] : NAMED;

/** A layout as a person writes it → as `select-layout` takes it. Anything else is `usage`. */
export const checkLayout = (text: string, version: string): Result<string> => {
  const names = layoutNames(version);
  if (names.includes(text)) return success(text);
  if (MIRRORED.some((name) => name === text)) {
    return failed(
      failure('usage', `tmux ${version} has no ${text}.`, 'It came with tmux 3.5.', { layouts: names }),
    );
  }
  const problem = layoutProblem(text);
  if (problem === null) return success(text);
  const hint = `Use one of ${names.join(', ')}, or a layout string as tmux prints it.`;
  return failed(failure('usage', `Not a layout: ${problem}.`, hint, { layouts: names }));
};

/** Columns, lines or a share of the window for the main pane of the main-… layouts. */
export const checkMainSize = (text: string): Result<string> =>
  /^[1-9]\d{0,3}$|^(100|[1-9]\d?)%$/.test(text)
    ? success(text)
    : failed(failure('usage', `Not a size: ${text}.`, 'Give cells, as in 120, or a share, as in 60%.'));
