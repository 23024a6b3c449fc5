import type { World } from '../desk/world.ts';
import { type Line, span } from './line.ts';

/** What stands in the list when it has no rows: why, and what to do. */
export const emptyLines = (world: World): readonly Line[] => {
  const { ui, state, isLive } = world;
  if (!isLive || state.link.kind === 'starting' || state.link.kind === 'syncing') return [];
  const filter = ui.overlay.kind === 'filter' ? ui.overlay.text : ui.filter;
  if (filter !== '')
    return [
      [],
      [span('  nothing matches the filter', 'dim')],
      [span('  Esc', 'accent'), span(' clears it', 'dim')],
    ];
  return [
    [],
    [span('  no sessions yet')],
    [],
    [span('  a', 'accent'), span(' makes one here', 'dim')],
    [span('  panectl session-create NAME', 'plain'), span(' in a shell', 'dim')],
  ];
};
