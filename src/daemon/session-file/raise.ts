import type { Failure } from '../../domain/failure.ts';
import { failure } from '../../domain/failure.ts';
import type { SessionId, TmuxPaneId, WindowId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { placeText, type Source, withCaret } from '../../rules/session-file/source.ts';
import { formatLiteral } from '../../tmux/format-literal.ts';
import { isMirrored } from '../../tmux/layouts.ts';
import type { House } from '../house.ts';
import { DEFAULT_LAYOUT, isNamed } from '../operations/layouts.ts';
import { makePane } from '../operations/pane-make.ts';
import type { Place } from '../operations/pane-place.ts';
import type { MadePane, PaneSpec } from '../operations/pane-spec.ts';
import { PLACEHOLDER } from '../operations/session-begin.ts';
import { arrange } from '../operations/session-layout.ts';
import type { Blueprint, PlannedPane, PlannedWindow } from './blueprint.ts';
import { planIndexes } from './indexes.ts';
import { NAMED_OPTIONS, nameOptions, setOptions } from './options.ts';

/** A pane that stands, with nothing but the placeholder in it. */
export interface RaisedPane {
  readonly planned: PlannedPane;
  readonly tmuxPane: TmuxPaneId;
  readonly windowId: WindowId;
  /** Null for the session's first one, which came with it and is in the store. */
  readonly made: MadePane | null;
}

/**
 * All windows and panes of a session that was just begun, arranged, each with its own active pane. None of them is in
 * the store, and nothing of the file runs in them: programs start when everything has its size.
 */
export const raiseWindows = async (
  house: House,
  sessionId: SessionId,
  { windows, options }: Blueprint,
  source: Source,
): Promise<Result<readonly RaisedPane[]>> => {
  const first = firstOf(house, sessionId);
  if (first === null) return failed(failure('internal', 'the session has gone as soon as it was made'));
  const base = await baseIndex(house, sessionId, first.index);
  const indexes = planIndexes(windows, base);
  const frames: (Frame & { readonly window: PlannedWindow })[] = [];
  for (const [at, window] of windows.entries()) {
    const index = indexes[at] ?? first.index;
    const frame =
      at === 0
        ? await takeFirst(house, sessionId, window, index, first)
        : await openNext(house, sessionId, window, index, source);
    if (!frame.ok) return frame;
    const set = await setWindowOptions(house, frame.value.windowId, window, source);
    if (!set.ok) return set;
    frames.push({ ...frame.value, window });
  }
  // The windows at the same time: tmux makes one pane while we hear of another.
  const raised = await Promise.all(frames.map((frame) => fill(house, frame.window, frame, source)));
  const bad = raised.find((each) => !each.ok);
  if (bad?.ok === false) return bad;
  const all = raised.flatMap((each) => (each.ok ? each.value : []));
  const late = options.filter(({ name }) => name === RENUMBER);
  const kept = await setOptions(house, source, ['-t', `${sessionId}:`], late);
  if (!kept.ok) return kept;
  const focus = frames.findLast(({ window }) => window.focus);
  const selected =
    focus === undefined
      ? null
      : await house.tmux.command('select-window', '-t', `${sessionId}:${focus.windowId}`);
  return selected?.ok === false ? selected : success(all);
};

/** What moves windows would move them while they are made. */
export const RENUMBER = 'renumber-windows';

/** As the session's own options may say by now. */
const baseIndex = async (house: House, sessionId: SessionId, former: number): Promise<number> => {
  const filter = ['-f', `#{==:#{session_id},${sessionId}}`];
  const asked = await house.tmux.command('list-sessions', ...filter, '-F', '#{base-index}');
  const base = asked.ok ? (asked.value[0] ?? '') : '';
  return /^\d+$/.test(base) ? Number(base) : former;
};

/**
 * What is set at the end is tried here: what tmux refuses is a mistake in the file, and nothing is made. Then it is as
 * it was, before anything could come of it.
 */
const setWindowOptions = async (
  house: House,
  windowId: WindowId,
  { options, optionsAfter }: PlannedWindow,
  source: Source,
): Promise<Result<void>> => {
  if (options.length + optionsAfter.length === 0) return success(undefined);
  const where = ['-w', '-t', windowId];
  const tried = await setOptions(house, source, where, optionsAfter);
  if (!tried.ok) return tried;
  const set = await house.tmux.sequence([
    ...optionsAfter.map(({ name }) => ['set-option', '-u', ...where, name]),
    ...nameOptions(where, NAMED_OPTIONS.window, options),
    ...nameOptions(where, NAMED_OPTIONS.after, optionsAfter),
  ]);
  const bad = set.find((result) => !result.ok);
  return bad?.ok === false ? bad : setOptions(house, source, where, options);
};

interface Frame {
  readonly windowId: WindowId;
  readonly pane: RaisedPane;
}

const firstOf = (house: House, sessionId: SessionId) => {
  const state = house.store.getState();
  const [window] = state.sessions[sessionId]?.windows ?? [];
  const pane = Object.values(state.panes).find(({ windowId }) => windowId === window?.windowId);
  return window === undefined || pane === undefined ? null : { ...window, tmuxPane: pane.tmuxPane };
};

/** `renumber-windows` would take an index away again (cmd-move-window.c), so it is off for that moment. */
const takeFirst = async (
  house: House,
  sessionId: SessionId,
  { name, panes: [planned] }: PlannedWindow,
  index: number,
  { windowId, index: former, tmuxPane }: NonNullable<ReturnType<typeof firstOf>>,
): Promise<Result<Frame>> => {
  if (planned === undefined) return failed(failure('internal', 'a window without panes'));
  const option = ['set-option', '-t', `${sessionId}:`];
  const done = await house.tmux.sequence([
    ...(name === null ? [] : [['rename-window', '-t', windowId, formatLiteral(name)]]),
    ...(index === former
      ? []
      : [
          [...option, 'renumber-windows', 'off'],
          ['move-window', '-s', windowId, '-t', `${sessionId}:${index}`],
          [...option, '-u', 'renumber-windows'],
        ]),
  ]);
  const bad = done.find((result) => !result.ok);
  return bad?.ok === false ? bad : success({ windowId, pane: { planned, tmuxPane, windowId, made: null } });
};

const openNext = async (
  house: House,
  sessionId: SessionId,
  window: PlannedWindow,
  index: number,
  source: Source,
): Promise<Result<Frame>> => {
  const [planned] = window.panes;
  if (planned === undefined) return failed(failure('internal', 'a window without panes'));
  const name = window.name === null ? {} : { name: window.name };
  const place: Place = { kind: 'window', sessionId, marked: false, index, ...name };
  const made = await makePane(house, place, specOf(planned, window));
  if (!made.ok) return failed(inPane(source, planned, made.failure));
  const { windowId, tmuxPane } = made.value;
  return success({ windowId, pane: { planned, tmuxPane, windowId, made: made.value } });
};

/** The window's other panes, then its layout and its active pane. */
const fill = async (
  house: House,
  window: PlannedWindow,
  { windowId, pane }: Frame,
  source: Source,
): Promise<Result<readonly RaisedPane[]>> => {
  const raised = [pane];
  for (const planned of window.panes.slice(1)) {
    const made = await split(house, windowId, specOf(planned, window));
    if (!made.ok) return failed(inPane(source, planned, made.failure));
    raised.push({ planned, tmuxPane: made.value.tmuxPane, windowId, made: made.value });
  }
  if (window.layout !== null) {
    const arranged = await arrange(house, windowId, window.layout, null, true);
    if (!arranged.ok) return failed(inPane(source, pane.planned, arranged.failure));
  }
  const focus = raised.findLast(({ planned }) => planned.focus);
  const selected = focus === undefined ? null : await house.tmux.command('select-pane', '-t', focus.tmuxPane);
  if (selected?.ok === false) return selected;
  const zoomed = window.zoomed ? await house.tmux.command('resize-pane', '-Z', '-t', windowId) : null;
  return zoomed?.ok === false ? zoomed : success(raised);
};

const split = async (house: House, windowId: WindowId, spec: PaneSpec): Promise<Result<MadePane>> => {
  const at = (direction: 'h' | 'v'): Place => ({
    kind: 'split',
    windowId,
    direction,
    size: null,
    arranged: true,
  });
  const below = await makePane(house, at('v'), spec);
  return below.ok || below.failure.code !== 'no_space' ? below : makePane(house, at('h'), spec);
};

/** A layout string fits only when all its panes are there. */
const specOf = ({ label, cwd }: PlannedPane, { layout }: PlannedWindow): PaneSpec => ({
  ...{ label, cwd: formatLiteral(cwd), env: [], command: null, keep: true, service: null },
  process: { words: PLACEHOLDER, mark: null },
  layout: layout !== null && isNamed(layout) && !isMirrored(layout) ? layout : DEFAULT_LAYOUT,
});

/** Which pane of the file it was. */
export const inPane = (source: Source, { label, place }: PlannedPane, wrong: Failure): Failure =>
  withCaret(source, {
    ...wrong,
    message: `${placeText(source, place)}: pane${label === null ? '' : ` ${JSON.stringify(label)}`}: ${wrong.message}`,
    data: { ...wrong.data, file: source.fileName, ...place, label },
  });
