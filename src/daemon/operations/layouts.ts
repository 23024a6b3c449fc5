import type { WindowId } from '../../domain/ids.ts';
import type { State } from '../../store/state.ts';
import type { House } from '../house.ts';

/** How panectl last arranged a window of its own; survives a restart of the daemon as this window option. */
export const LAYOUT_OPTION = '@panectl_layout';
export const DEFAULT_LAYOUT = 'tiled';

/** Asked of tmux once for each window, then known. Keyed by the server's life, as window ids are given again. */
const known = new WeakMap<House, Map<string, string>>();

export const layoutOf = async (house: House, windowId: WindowId): Promise<string> => {
  const remembered = memoryOf(house).get(keyOf(house, windowId));
  if (remembered !== undefined) return remembered;
  const asked = await house.tmux.command('show-options', '-wqv', '-t', windowId, LAYOUT_OPTION);
  const layout = (asked.ok ? asked.value[0] : undefined) || DEFAULT_LAYOUT;
  memoryOf(house).set(keyOf(house, windowId), layout);
  return layout;
};

/** To be remembered here and, by the command that is answered, in tmux. */
export const rememberLayout = (house: House, windowId: WindowId, layout: string): readonly string[] => {
  memoryOf(house).set(keyOf(house, windowId), layout);
  return ['set-option', '-w', '-t', windowId, LAYOUT_OPTION, layout];
};

/**
 * How a window stood when panectl had arranged it, as this window option: whoever moves a pane after that makes a
 * window that stands differently, and it is not arranged again until somebody asks for it. Kept in tmux, as it has to
 * outlive the daemon, and as tmux alone can write it in the same moment in which it arranges.
 */
export const LEFT_OPTION = '@panectl_left';

/** To be sent in one group with what arranged the window. */
export const leaveWords = (windowId: WindowId): readonly string[] => [
  ...['set-option', '-wF', '-t', windowId, LEFT_OPTION, '#{window_layout}'],
];

/** A layout string fits one number of panes only: it is applied again when the size changes, not when that does. */
export const isNamed = (layout: string): boolean => /^[a-z]+(-[a-z]+)*$/.test(layout);

/** Whether panectl may arrange the window: in a session that it made, or a background window of its own. */
export const isOurWindow = (state: State, windowId: WindowId): boolean =>
  state.windows[windowId]?.mark === 'panes' ||
  Object.values(state.sessions).some(
    ({ isOurs, windows }) => isOurs && windows.some((window) => window.windowId === windowId),
  );

const memoryOf = (house: House): Map<string, string> => {
  const memory = known.get(house) ?? new Map<string, string>();
  known.set(house, memory);
  return memory;
};

const keyOf = (house: House, windowId: WindowId): string => {
  const server = house.store.getState().server;
  return `${server?.pid}:${server?.startTime}:${windowId}`;
};
