import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId, WindowId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { layoutFor } from '../../tmux/layouts.ts';
import type { House } from '../house.ts';
import { readArrangement } from './arrangement.ts';
import { type Geometry, geometryCommand, readGeometry } from './geometry.ts';
import { DEFAULT_LAYOUT, isNamed, isOurWindow, layoutOf, leaveWords } from './layouts.ts';
import { isReflected, mainPane, nativeForm, reflect } from './mirror.ts';
import type { Place } from './pane-place.ts';
import { finish, type MadePane, makingWords, markWords, type PaneSpec, type Words } from './pane-spec.ts';
import { hasRoom } from './room.ts';
import { type Split, splitOfLargest } from './split-largest.ts';

type SplitPlace = Extract<Place, { kind: 'split' }>;
type Sized = Pick<SplitPlace, 'size'>;

/** A pane more in a window that is there. */
export const splitAt = (house: House, place: SplitPlace, spec: PaneSpec): Promise<Result<MadePane>> =>
  place.arranged ? splitWhole(house, place, spec) : splitActive(house, place, spec);

/**
 * For a window that is arranged afterwards, as long as nobody but us arranged it. With -f the new pane takes a whole
 * side of the window and comes last in its order (window_add_pane in window.c), so `{bottom}` or `{right}` names it
 * within the same group. `+` would not: it counts from the pane of the client that asks
 * (cmd_find_get_pane_with_window in cmd-find.c).
 */
const splitWhole = async (
  house: House,
  { windowId, direction, size }: SplitPlace,
  spec: PaneSpec,
): Promise<Result<MadePane>> => {
  const now = spec.layout === null ? await readArrangement(house, windowId) : null;
  // A layout string is for the panes that it was made for.
  if (now !== null && (now.isByHand || !isNamed(await layoutOf(house, windowId))))
    return splitLargest(house, windowId, now, spec);
  const wanted = await wantedLayout(house, windowId, spec.layout);
  if (!wanted.ok) return wanted;
  const { layout, main } = wanted.value;
  const target = `${windowId}.${direction === 'v' ? '{bottom}' : '{right}'}`;
  const commands: Words[] = [
    ['split-window', '-d', '-f', `-${direction}`, ...sizeWords(size), '-t', windowId, ...makingWords(spec)],
    ...markWords(target, spec),
    ...arrangeWords(house, windowId, nativeForm(house, layout)),
    ...leaving(house, windowId, layout),
    geometryCommand(windowId),
  ];
  const made = await finish(house, await house.tmux.sequence(commands), { sessionId: null, marked: false });
  return made.ok && isReflected(house, layout) ? turned(house, made.value, main) : made;
};

/** How the window is to stand with one pane more; its main pane is asked for only where tmux does not know it. */
const wantedLayout = async (
  house: House,
  windowId: WindowId,
  given: string | null,
): Promise<Result<{ readonly layout: string; readonly main: TmuxPaneId | undefined }>> => {
  const layout = given ?? (await layoutOf(house, windowId));
  const { windows, panes } = house.store.getState();
  const window = windows[windowId];
  const count = 1 + Object.values(panes).filter((pane) => pane.windowId === windowId).length;
  if (!isNamed(layout)) {
    const fitted = window === undefined ? success(layout) : layoutFor(layout, count, window);
    return fitted.ok ? success({ layout: fitted.value, main: undefined }) : fitted;
  }
  if (window !== undefined && !hasRoom(layout, count, window))
    return failed(
      failure('no_space', `there is no room for one more pane in ${windowId}`, '--window new makes one'),
    );
  const now = isReflected(house, layout) ? await readArrangement(house, windowId) : null;
  return success({ layout, main: now === null ? undefined : await mainPane(house, windowId, now) });
};

/** What a person's window is like is nowhere written down. */
const leaving = (house: House, windowId: WindowId, layout: string): readonly Words[] => {
  const state = house.store.getState();
  const isTheirs = state.windows[windowId] !== undefined && !isOurWindow(state, windowId);
  return isTheirs || !isNamed(layout) ? [] : [leaveWords(windowId)];
};

const turned = async (
  house: House,
  made: MadePane,
  main: TmuxPaneId | undefined,
): Promise<Result<MadePane>> => {
  const { windowId } = made;
  await reflect(house, windowId, main);
  const after = await house.tmux.sequence([
    ...leaving(house, windowId, DEFAULT_LAYOUT),
    geometryCommand(windowId),
  ]);
  const last = after.at(-1);
  const geometry = last?.ok ? readGeometry(last.value) : null;
  return success(geometry === null ? made : { ...made, geometry });
};

/** All other panes of the window stay as somebody arranged them. */
const splitLargest = async (
  house: House,
  windowId: WindowId,
  now: Geometry,
  spec: PaneSpec,
): Promise<Result<MadePane>> => {
  const split = splitOfLargest(now.layout);
  if (split !== null) return splitBeside(house, windowId, { ...split, size: null }, spec);
  const message = `no pane of ${windowId} is large enough to be split`;
  return failed(failure('no_space', message, '--window new makes one'));
};

/** Beside or below the active pane, which stays active. */
const splitActive = (
  house: House,
  { windowId, direction, size }: SplitPlace,
  spec: PaneSpec,
): Promise<Result<MadePane>> => splitBeside(house, windowId, { target: null, direction, size }, spec);

/** The new pane has the index after the one that was split: the active one unless one is named. */
const splitBeside = async (
  house: House,
  windowId: WindowId,
  { target, direction, size }: Omit<Split, 'target'> & { readonly target: TmuxPaneId | null } & Sized,
  spec: PaneSpec,
): Promise<Result<MadePane>> => {
  const filter = target === null ? '#{pane_active}' : `#{==:#{pane_id},${target}}`;
  const format = '#{pane_id} #{pane_index} #{window_zoomed_flag}';
  const asked = await house.tmux.command('list-panes', '-t', windowId, '-f', filter, '-F', format);
  if (!asked.ok) return asked;
  const [beside = '', index = '', zoomed] = (asked.value[0] ?? '').split(' ');
  // -Z keeps a zoom, and makes one where there is none (window_push_zoom with `always` in cmd-split-window.c).
  const zoom = zoomed === '1' ? ['-Z'] : [];
  const commands: Words[] = [
    ['split-window', '-d', ...zoom, `-${direction}`, ...sizeWords(size), '-t', beside, ...makingWords(spec)],
    ...markWords(`${windowId}.${Number(index) + 1}`, spec),
    geometryCommand(windowId),
  ];
  return finish(house, await house.tmux.sequence(commands), { sessionId: null, marked: false });
};

const sizeWords = (size: string | null): Words => (size === null ? [] : ['-l', size]);

/** `select-layout` ends a zoom, so the zoomed pane, which is the active one, is zoomed again. */
const arrangeWords = (house: House, windowId: WindowId, layout: string): readonly Words[] => {
  const select = ['select-layout', '-t', windowId, layout];
  const isZoomed = house.store.getState().windows[windowId]?.zoomed === true;
  return isZoomed ? [select, ['resize-pane', '-Z', '-t', windowId]] : [select];
};
