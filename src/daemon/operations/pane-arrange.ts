import type * as z from 'zod';
import type { paneMoveInput, paneSwapInput } from '../../commands/pane-arrange.ts';
import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId, WindowId } from '../../domain/ids.ts';
import type { Pane } from '../../domain/pane.ts';
import { failed, type Result } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { readArrangement } from './arrangement.ts';
import { isNamed, isOurWindow, layoutOf, leaveWords } from './layouts.ts';
import { answerPane, locatePane, type Target, targetOf } from './locate.ts';
import { logPane } from './log.ts';
import { permit } from './protect.ts';
import { arrange } from './session-layout.ts';
import { findWindow } from './windows.ts';

type Words = readonly string[];
type OnePane = { readonly session: string; readonly pane: string };

/** Only what is seen changes, so anybody's pane may be zoomed. */
export const zoomPane = (house: House, scope: CallScope, input: OnePane): Promise<Result<Pane>> =>
  onPane(house, scope, input, async ({ pane }) => ({
    ok: true,
    value: [['resize-pane', '-Z', '-t', pane.tmuxPane]],
  }));

export const selectPane = (house: House, scope: CallScope, input: OnePane): Promise<Result<Pane>> =>
  onPane(house, scope, input, async ({ session, pane }) => ({
    ok: true,
    value: [
      ['select-window', '-t', `${session.sessionId}:${pane.windowId}`],
      ['select-pane', '-t', pane.tmuxPane],
    ],
  }));

export const swapPane = (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneSwapInput>,
): Promise<Result<Pane>> =>
  onPane(house, scope, input, async ({ pane }) => {
    const other = await locatePane(house, scope, { session: input.session, pane: input.with });
    if (!other.ok) return other;
    const permitted = permit(house, scope, [pane, other.value.pane], 'swapping', input.force);
    if (!permitted.ok) return permitted;
    const windows = await arrangedByUs(house, [pane.windowId, other.value.pane.windowId]);
    const swap = ['swap-pane', '-d', '-s', pane.tmuxPane, '-t', other.value.pane.tmuxPane];
    return { ok: true, value: [swap, ...windows.map(leaveWords)] };
  });

export const movePane = (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneMoveInput>,
): Promise<Result<Pane>> => {
  // As they were before: a pane that has come or gone makes a window look as if somebody had arranged it.
  let arranged: readonly WindowId[] = [];
  return onPane(
    house,
    scope,
    input,
    async (target) => {
      const permitted = permit(house, scope, [target.pane], 'moving', input.force);
      if (!permitted.ok) return permitted;
      const { windows } = target.session;
      arranged = await arrangedByUs(
        house,
        windows.map(({ windowId }) => windowId),
      );
      return movingWords(house, target, input);
    },
    async (target, after) => {
      const [from, to] = [target.pane.windowId, after.pane.windowId];
      if (arranged.includes(from)) await tidy(house, from);
      const isPlaced = input.window === 'new' || input.split !== undefined;
      if (!isPlaced && arranged.includes(to)) await tidy(house, to);
      logPane(house, scope, 'pane.moved', after, { window: to, from });
    },
  );
};

const movingWords = async (
  house: House,
  { session, pane }: Target,
  { window, split, size }: z.output<typeof paneMoveInput>,
): Promise<Result<readonly Words[]>> => {
  const { tmuxPane, windowId } = pane;
  if (window === 'new') return { ok: true, value: breakWords(house, session, tmuxPane) };
  const found = findWindow(house.store.getState(), session, window);
  if (!found.ok) return found;
  if (found.value === windowId)
    return failed(
      failure('usage', `${tmuxPane} is in ${windowId} already`, 'pane-swap changes places in a window'),
    );
  const how = [...(split === undefined ? [] : [`-${split}`]), ...(size === undefined ? [] : ['-l', size])];
  return { ok: true, value: [['join-pane', '-d', ...how, '-s', tmuxPane, '-t', found.value]] };
};

/** In a person's session the window that comes to be is marked as ours. */
const breakWords = (house: House, session: Target['session'], tmuxPane: TmuxPaneId): readonly Words[] => {
  const out = ['break-pane', '-d', '-a', '-s', tmuxPane, '-t', `${session.sessionId}:{end}`];
  const isMade = house.store.getState().panes[tmuxPane]?.owner !== null;
  const marks = ['set-option', '-w', '-t', tmuxPane, '@panectl', 'panes'];
  return session.isOurs || !isMade ? [out] : [out, marks];
};

/** Those of them that panectl arranges, and nobody has arranged since. */
const arrangedByUs = async (house: House, windows: readonly WindowId[]): Promise<readonly WindowId[]> => {
  const state = house.store.getState();
  const ours: WindowId[] = [];
  for (const windowId of new Set(windows)) {
    if (state.windows[windowId] === undefined || !isOurWindow(state, windowId)) continue;
    const now = await readArrangement(house, windowId);
    if (now !== null && !now.isByHand) ours.push(windowId);
  }
  return ours;
};

/** Closes gaps, and makes room. */
const tidy = async (house: House, windowId: WindowId): Promise<void> => {
  if (house.store.getState().windows[windowId] === undefined) return;
  const layout = await layoutOf(house, windowId);
  if (isNamed(layout)) await arrange(house, windowId, layout, null, true);
};

/** One change of one pane, after which all is read again. */
const onPane = async (
  house: House,
  scope: CallScope,
  input: OnePane,
  wordsFor: (target: Target) => Promise<Result<readonly Words[]>>,
  afterwards: (before: Target, after: Target) => Promise<void> = async () => undefined,
): Promise<Result<Pane>> =>
  house.change(async () => {
    const target = await locatePane(house, scope, input);
    if (!target.ok) return target;
    const words = await wordsFor(target.value);
    if (!words.ok) return words;
    const results = await house.tmux.sequence(words.value);
    const bad = results.find((result) => !result.ok);
    if (bad !== undefined && !bad.ok) return bad;
    await house.observe(null);
    const { sessionId } = target.value.session;
    const { tmuxPane } = target.value.pane;
    const after = targetOf(house, sessionId, tmuxPane);
    if (after.ok) await afterwards(target.value, after.value);
    return answerPane(house, sessionId, tmuxPane);
  });
