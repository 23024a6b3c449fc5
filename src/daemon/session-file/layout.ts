import { failed, type Result, success } from '../../domain/result.ts';
import type { FileWindow } from '../../rules/session-file/file.ts';
import { problemIn, type Source } from '../../rules/session-file/source.ts';
import { countCells } from '../../tmux/layout-string.ts';
import { checkLayout } from '../../tmux/layouts.ts';
import { DEFAULT_LAYOUT, isNamed } from '../operations/layouts.ts';
import { hasRoom } from '../operations/room.ts';
import type { Facts } from './blueprint.ts';

/** The window's layout, if this tmux knows it and all the window's panes have room in it. */
export const checkWindowLayout = (
  source: Source,
  { layout, panes, ...place }: FileWindow,
  { size, version }: Pick<Facts, 'size' | 'version'>,
): Result<string | null> => {
  const where = layout ?? place;
  const wrong = (message: string, hint: string | null) => failed(problemIn(source, where, message, hint));
  const known = layout === null ? success(DEFAULT_LAYOUT) : checkLayout(layout.value, version ?? OLDEST);
  if (!known.ok) return wrong(known.failure.message, known.failure.hint);
  const name = known.value;
  if (isNamed(name) && !hasRoom(name, panes.length, size))
    return wrong(
      `${panes.length} panes have no room in a window of ${size.width}x${size.height}, arranged ${name}`,
      'give a larger --size, or more windows',
    );
  // With more cells than panes tmux leaves some out, with fewer it refuses (layout_parse in layout-custom.c).
  if (!isNamed(name) && countCells(name) < panes.length)
    return wrong(`the layout has ${countCells(name)} cells for ${panes.length} panes`, null);
  return success(layout === null ? null : name);
};

const OLDEST = '3.3';
