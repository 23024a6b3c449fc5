import type * as z from 'zod';
import type { sessionLayoutInput } from '../../commands/sessions.ts';
import { failure } from '../../domain/failure.ts';
import type { WindowId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { checkLayout, checkMainSize, layoutFor } from '../../tmux/layouts.ts';
import type { CallScope, House } from '../house.ts';
import { readArrangement } from './arrangement.ts';
import { geometryCommand, geometryEvents, readGeometry } from './geometry.ts';
import { isNamed, isOurWindow, leaveWords, rememberLayout } from './layouts.ts';
import { locateSession } from './locate.ts';
import { isReflected, mainPane, nativeForm, reflect, straightenWords } from './mirror.ts';
import { hintFor, isForced } from './protect.ts';
import { findWindow } from './windows.ts';

type Input = z.output<typeof sessionLayoutInput>;
type Words = readonly string[];

interface Arranged {
  readonly session: string;
  readonly window: string;
  readonly window_id: WindowId;
  readonly layout: string;
}

/** A person's window only by force; its options are afterwards as they were. Answers tmux's own layout string. */
export const arrangeSession = async (
  house: House,
  scope: CallScope,
  input: Input,
): Promise<Result<Arranged>> => {
  const session = await locateSession(house, scope, input.session);
  if (!session.ok) return session;
  const state = house.store.getState();
  const window = findWindow(state, session.value, input.window);
  if (!window.ok) return window;
  const layout = checkLayout(input.layout);
  if (!layout.ok) return layout;
  const option = mainOption(input);
  if (!option.ok) return option;
  const isOurs = isOurWindow(state, window.value);
  if (!isOurs && !isForced(scope, input.force)) return failed(refused(scope, window.value));
  return house.change(async () => {
    const fitted = await fitTo(house, window.value, layout.value);
    if (!fitted.ok) return fitted;
    const done = await arrange(house, window.value, fitted.value, option.value, isOurs);
    return done.ok ? answer(house, session.value.name, window.value) : done;
  });
};

/** A layout string for the panes that the window has now, at its size. */
const fitTo = async (house: House, windowId: WindowId, layout: string): Promise<Result<string>> => {
  const now = isNamed(layout) ? null : await readArrangement(house, windowId);
  return now === null ? success(layout) : layoutFor(layout, now.panes.size, now);
};

type MainOption = { readonly name: string; readonly value: string } | null;

const mainOption = ({ layout, main_size }: Input): Result<MainOption> => {
  if (main_size === undefined) return success(null);
  const size = checkMainSize(main_size);
  if (!size.ok) return size;
  if (layout.startsWith('main-vertical')) return success({ name: 'main-pane-width', value: size.value });
  if (layout.startsWith('main-horizontal')) return success({ name: 'main-pane-height', value: size.value });
  return failed(
    failure('usage', `${layout} has no main pane`, '--main-size goes with main-vertical and main-horizontal'),
  );
};

const refused = (scope: CallScope, windowId: WindowId) =>
  failure('refused_foreign', `arranging ${windowId} is refused: panectl did not make it`, hintFor(scope), {
    window_id: windowId,
  });

/**
 * Within a change. `option` sets the size of the main pane: of a window that is not ours it is set, used and put back
 * in one group, so that nobody finds it changed, even if panectl ends in between.
 */
export const arrange = async (
  house: House,
  windowId: WindowId,
  layout: string,
  option: MainOption,
  isOurs: boolean,
): Promise<Result<void>> => {
  const set: readonly Words[] =
    option === null ? [] : [['set-option', '-w', '-t', windowId, option.name, option.value]];
  const restore = option === null || isOurs ? [] : [await restoring(house, windowId, option.name)];
  const now =
    isNamed(layout) && house.store.getState().windows[windowId]
      ? await readArrangement(house, windowId)
      : null;
  const isTurned = isReflected(house, layout);
  const main = now === null || !isTurned ? undefined : await mainPane(house, windowId, now);
  const straighten = now === null || isTurned ? [] : await straightenWords(house, windowId, now);
  const select = ['select-layout', '-t', windowId, nativeForm(house, layout)];
  const done = await house.tmux.sequence([...set, ...straighten, select, ...restore]);
  const turned = isTurned && done.every(({ ok }) => ok) ? await reflect(house, windowId, main) : [];
  const bad = [...done, ...turned].find((result) => !result.ok);
  if (bad !== undefined && !bad.ok)
    return failed(failure('usage', `tmux refuses the layout: ${bad.failure.message}`, LAYOUT_HINT));
  await readBack(house, windowId, isOurs ? await keepWords(house, windowId, layout) : []);
  return success(undefined);
};

/** A layout string that says only how panectl arranges the window anyway, as a saved one may, changes nothing. */
const keepWords = async (house: House, windowId: WindowId, layout: string): Promise<readonly Words[]> => {
  const now = isNamed(layout) ? null : await readArrangement(house, windowId);
  return now?.isByHand === false ? [] : [rememberLayout(house, windowId, layout), leaveWords(windowId)];
};

const LAYOUT_HINT = 'a layout string fits as many panes as it has cells';

const readBack = async (house: House, windowId: WindowId, words: readonly Words[]): Promise<void> => {
  const last = (await house.tmux.sequence([...words, geometryCommand(windowId)])).at(-1);
  const geometry = last?.ok ? readGeometry(last.value) : null;
  if (geometry !== null) house.store.apply(geometryEvents(house.store.getState(), windowId, geometry));
};

/** What makes the window's own option as it is now: its value, or none of its own. */
const restoring = async (house: House, windowId: WindowId, name: string): Promise<Words> => {
  const own = await house.tmux.command('show-options', '-wv', '-t', windowId, name);
  const value = own.ok ? own.value[0] : undefined;
  return value === undefined || value === ''
    ? ['set-option', '-wu', '-t', windowId, name]
    : ['set-option', '-w', '-t', windowId, name, value];
};

const answer = (house: House, session: string, windowId: WindowId): Result<Arranged> => {
  const window = house.store.getState().windows[windowId];
  return success({ session, window: window?.name ?? '', window_id: windowId, layout: window?.layout ?? '' });
};
