import { failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { isAtLeast } from '../domain/tmux-version.ts';
import { fitLayout, writeLayout } from './layout-cell.ts';
import { countCells, layoutProblem, readLayout } from './layout-string.ts';

const NAMED = ['even-horizontal', 'even-vertical', 'main-horizontal', 'main-vertical', 'tiled'] as const;

const MIRRORED = ['main-horizontal-mirrored', 'main-vertical-mirrored'] as const;

export const LAYOUT_NAMES: readonly string[] = [...NAMED, ...MIRRORED];

export const isMirrored = (layout: string): boolean => MIRRORED.some((name) => name === layout);

/** Whether a server of this version knows the mirrored forms itself (layout-set.c). */
export const hasMirrored = (version: string): boolean => isAtLeast(version, 3, 5);

/** A layout as a person writes it: a name, or a layout string that tmux could have written. Anything else is `usage`. */
export const checkLayout = (text: string): Result<string> => {
  if (LAYOUT_NAMES.includes(text)) return success(text);
  const problem = layoutProblem(text);
  if (problem === null) return success(text);
  const hint = `Use one of ${LAYOUT_NAMES.join(', ')}, or a layout string as tmux prints it.`;
  return failed(failure('usage', `Not a layout: ${problem}.`, hint, { layouts: LAYOUT_NAMES }));
};

/**
 * A layout string for so many panes in a window of this size: tmux would give the window the size of the string, and
 * refuse one with fewer cells than panes; of one with more it drops the last ones (layout_parse in layout-custom.c).
 */
export const layoutFor = (
  text: string,
  panes: number,
  window: { readonly width: number; readonly height: number },
): Result<string> => {
  const cells = countCells(text);
  const cell = cells < panes ? null : readLayout(text);
  if (cell === null)
    return failed(
      failure(
        'usage',
        `Not a layout for this window: it has ${cells === 1 ? 'one cell' : `${cells} cells`} for ${panes} panes.`,
        null,
        {
          cells,
          panes,
        },
      ),
    );
  const size = `${window.width}x${window.height}`;
  const fitted = fitLayout(cell, window);
  return fitted === null
    ? failed(failure('no_space', `The layout has no room in ${size}.`, null))
    : success(writeLayout(fitted));
};

/** Columns, lines or a share of the window for the main pane of the main-… layouts. */
export const checkMainSize = (text: string): Result<string> =>
  /^[1-9]\d{0,3}$|^(100|[1-9]\d?)%$/.test(text)
    ? success(text)
    : failed(failure('usage', `Not a size: ${text}.`, 'Give cells, as in 120, or a share, as in 60%.'));
