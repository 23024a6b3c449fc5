import { isTmuxPaneId, type TmuxPaneId, type WindowId } from '../../domain/ids.ts';
import type { StoreEvent } from '../../store/event.ts';
import { changedFields } from '../../store/same.ts';
import type { State } from '../../store/state.ts';

/** How the panes of a window stand, read in the same group as the command that moved them. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly layout: string;
  readonly zoomed: boolean;
  /** In the order of their indexes. */
  readonly panes: ReadonlyMap<TmuxPaneId, Box>;
  readonly active: TmuxPaneId | null;
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

export const geometryCommand = (window: string): readonly string[] => [
  ...['list-panes', '-t', window, '-F'],
  '#{pane_id} #{pane_width} #{pane_height} #{pane_left} #{pane_top} #{window_width} #{window_height} #{window_zoomed_flag} #{window_layout} #{pane_active}',
];

/** Null when tmux printed something else. */
export const readGeometry = (lines: readonly string[]): Geometry | null => {
  const panes = new Map<TmuxPaneId, Box>();
  let window: Size | null = null;
  let active: TmuxPaneId | null = null;
  for (const line of lines) {
    const [id = '', ...rest] = line.split(' ');
    const [width = 0, height = 0, left = 0, top = 0, windowWidth = 0, windowHeight = 0] = rest.map(Number);
    if (!isTmuxPaneId(id)) continue;
    panes.set(id, { width, height, left, top });
    if (rest[8] === '1') active = id;
    window = { width: windowWidth, height: windowHeight, zoomed: rest[6] === '1', layout: rest[7] ?? '' };
  }
  return window === null ? null : { ...window, panes, active };
};

/** What is different now about the window and the panes in it that are known. */
export const geometryEvents = (state: State, windowId: WindowId, geometry: Geometry): StoreEvent[] => {
  const events: StoreEvent[] = [];
  const { panes, active: _active, ...size } = geometry;
  const window = state.windows[windowId];
  const patch = window === undefined ? null : changedFields(pick(window), size);
  if (window !== undefined && patch !== null)
    events.push({ kind: 'window.changed', window: { ...window, ...patch } });
  for (const [tmuxPane, box] of panes) {
    const pane = state.panes[tmuxPane];
    if (pane === undefined) continue;
    const { width, height, left, top } = pane;
    const change = changedFields<Box>({ width, height, left, top }, box);
    if (change !== null) events.push({ kind: 'pane.changed', tmuxPane, patch: change });
  }
  return events;
};

type Size = Omit<Geometry, 'panes' | 'active'>;

const pick = ({ width, height, layout, zoomed }: Size): Size => ({
  width,
  height,
  layout,
  zoomed,
});
