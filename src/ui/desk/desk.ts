import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { LinesWanted, Screen } from '../../protocol/message.ts';
import type { State } from '../../store/state.ts';
import { createDraftTester } from '../form/draft-test.ts';
import { previewHeight } from '../format/layout.ts';
import { logRows } from '../format/log-rows.ts';
import { isOrderOld, orderBy } from '../format/order.ts';
import { rowsAbove } from '../format/preview-rows.ts';
import { shownRules } from '../format/rules-shown.ts';
import { paneOfKey } from '../format/tree.ts';
import type { Pressed } from '../input/key-name.ts';
import type { Binding } from '../input/keymap.ts';
import type { MouseEvent } from '../input/mouse-events.ts';
import { type Outcome, say } from '../input/outcome.ts';
import { paste, press } from '../input/press.ts';
import { pressMouse } from '../input/press-mouse.ts';
import { typingEnded } from '../input/typing.ts';
import type { Book } from '../palette/book.ts';
import { isAskedAnew, settleQuestions } from './asked.ts';
import { isCalledAnew, settleSeen } from './attention.ts';
import { followLines } from './follow-lines.ts';
import { frozenAfter, type Held, latestOf, missedBy, screenAfter } from './freeze.ts';
import { acceptedLines, emptyLog, type LineBatch, type LineLog, withLines } from './line-log.ts';
import type { DaemonLink } from './link.ts';
import { newNotice } from './notices.ts';
import { perform } from './perform.ts';
import { refusal } from './refusal.ts';
import { settle } from './settle.ts';
import { settleLists } from './settle-lists.ts';
import { createTypist } from './typist.ts';
import { initialUi, type UiState } from './ui-state.ts';
import { focusedRow, layoutFor, linesFilter, rowsOf, type Size, type World } from './world.ts';

/** All that is on the screen: the mirror's state, the tie to the daemon, the panel's own state, one pane's screen. */
export interface DeskState {
  readonly state: State;
  readonly link: DaemonLink;
  readonly ui: UiState;
  readonly screen: Screen | null;
  readonly lineLog: LineLog;
  readonly size: Size;
  readonly nowMs: number;
  /** What the keys mean; it never changes. */
  readonly keyMap: readonly Binding[];
  /** What the palette knows of the registry; null until it was needed. */
  readonly book: Book | null;
  /** A command that needs the terminal for itself, until it ends: `tmux attach` outside tmux. */
  readonly handedOver: readonly string[] | null;
  /** What came since the operator froze the screen; null while it is not frozen. */
  readonly held: Held | null;
}

/** What the panel needs of the daemon. */
export interface Door {
  readonly call: (command: string, input: unknown, signal?: AbortSignal) => Promise<Result<unknown>>;
  readonly watch: (tmuxPane: TmuxPaneId | null) => void;
  readonly follow: (id: number, wanted: LinesWanted | null) => void;
}

export interface DeskOptions {
  readonly door: Door;
  readonly state: State;
  readonly size: Size;
  readonly session: string | null;
  readonly now: () => number;
  readonly quit: () => void;
  readonly keyMap: readonly Binding[];
  /** Whether the mouse is ours when it begins. */
  readonly hasMouse: boolean;
  /** What is wrong with the operator's settings; said once. */
  readonly warning: string | null;
  /** What the palette knows of the registry; asked for when `:` is pressed for the first time. */
  readonly loadBook: () => Promise<Book>;
  /** Calls the operator, who may look elsewhere: tmux flags the window of a pane that rings. */
  readonly ring: () => void;
  /** Puts text into the clipboard of the operator's terminal. */
  readonly copy: (text: string) => void;
}

/** The shell around the pure input functions: it holds the state, performs effects and keeps messages short-lived. */
export interface Desk {
  readonly store: StoreApi<DeskState>;
  readonly session: string | null;
  readonly press: (keys: readonly Pressed[]) => void;
  readonly paste: (text: string) => void;
  readonly mouse: (event: MouseEvent) => void;
  readonly resize: (size: Size) => void;
  readonly setState: (state: State) => void;
  readonly setLink: (link: DaemonLink) => void;
  readonly setScreen: (screen: Screen) => void;
  readonly addLines: (batch: LineBatch) => void;
  /** Once a second, for the clock, ages, messages and the numbers of `state`. */
  readonly tick: (state?: State) => void;
  /** The command that had the terminal has ended. */
  readonly handedBack: () => void;
}

export const createDesk = (options: DeskOptions): Desk => {
  const { session, now } = options;
  const store = createStore<DeskState>(() => ({
    state: options.state,
    link: { kind: 'connecting' },
    ui: firstUi(options, now()),
    keyMap: options.keyMap,
    screen: null,
    lineLog: emptyLog(0),
    size: options.size,
    nowMs: now(),
    book: null,
    handedOver: null,
    held: null,
  }));
  const watch = watchFocus(store, options);
  const follow = followLines(store, options);
  const settled = (change: Partial<DeskState>): void => {
    store.setState((desk) => settledDesk(frozenAfter(desk, change), session));
    watch();
    follow();
    test();
    if (store.getState().ui.overlay.kind === 'typing') typist.look();
  };
  const test = createDraftTester({
    call: options.door.call,
    now: store.getState,
    tested: (result) => {
      const { ui } = store.getState();
      if (ui.overlay.kind === 'form') settled({ ui: { ...ui, overlay: { ...ui.overlay, test: result } } });
    },
  });
  const typist = createTypist({
    call: options.door.call,
    isHeld: (tmuxPane) => (latestOf(store.getState()).panes[tmuxPane]?.heldBy ?? null) !== null,
    failed: (hold, failure) => {
      const { ui } = store.getState();
      const closed = ui.overlay.kind === 'typing' ? typingEnded(ui, ui.overlay) : ui;
      settled({ ui: { ...closed, ...refusal(hold, failure, closed, now()) } });
    },
  });
  const carryOut = ({ ui, effects }: Outcome): void => {
    settled({ ui: { ...ui, busyAtMs: now() }, nowMs: now() });
    const shell = { ...options, settled, store, typist, press: pressAll };
    for (const effect of effects) perform(effect, shell);
  };
  const pressAll = (keys: readonly Pressed[]): void => {
    for (const key of keys) carryOut(press(worldNow({ ...store.getState(), nowMs: now() }, session), key));
  };
  const learned = (state: State): Partial<DeskState> => {
    const before = latestOf(store.getState());
    if (isAskedAnew(before, state) || isCalledAnew(before, state)) options.ring();
    return { state, ...noticed({ ui: store.getState().ui, state: before }, state, now()) };
  };
  return {
    store,
    session,
    press: pressAll,
    mouse: (event) => carryOut(pressMouse(worldNow({ ...store.getState(), nowMs: now() }, session), event)),
    paste: (text) => carryOut(paste(worldNow(store.getState(), session), text)),
    resize: (size) => {
      const { columns, rows } = store.getState().size;
      if (size.columns !== columns || size.rows !== rows) settled({ size });
    },
    setState: (state) => settled(learned(state)),
    setLink: (link) => settled({ link }),
    addLines: (batch) => store.setState(({ lineLog }) => ({ lineLog: withLines(lineLog, batch) })),
    setScreen: (screen) => store.setState((desk) => screenAfter(desk, screen)),
    tick: (state = latestOf(store.getState())) => settled({ ...learned(state), nowMs: now() }),
    handedBack: () => store.setState({ handedOver: null }),
  };
};

const firstUi = ({ warning, hasMouse }: DeskOptions, nowMs: number): UiState => {
  const ui = { ...initialUi, hasMouse };
  return warning === null ? ui : say(ui, warning, 'warn', nowMs);
};

/** What went wrong stays until it was read; a notice is in the log as well. */
const noticed = (
  { state, ui }: Pick<DeskState, 'state' | 'ui'>,
  after: State,
  nowMs: number,
): Partial<DeskState> => {
  const message = newNotice(state, after, nowMs);
  return message === null || ui.message?.tone === 'bad' ? {} : { ui: { ...ui, message } };
};

/** The screen counts only by its height, so that a busy preview does not make the rest anew. */
export const worldOf = (
  {
    state,
    ui,
    size,
    nowMs,
    link,
    book,
    keyMap,
    previewMost,
    lineLog,
    held,
  }: Omit<DeskState, 'screen' | 'handedOver'> & Pick<World, 'previewMost'>,
  session: string | null,
): World => ({
  state,
  ui,
  rows: rowsOf(state, ui, session),
  rules: shownRules(state, session),
  log: logRows(state, ui.log.heldAt),
  lines: ui.view === 'logs' ? acceptedLines(held?.lineLog ?? lineLog, linesFilter(ui)) : [],
  skipped: lineLog.skipped,
  layout: layoutFor({ ui, state, size }, session),
  previewMost,
  missed: missedBy({ state, held }),
  nowMs,
  isLive: link.kind === 'live',
  book,
  keyMap,
  session,
});

const worldNow = (desk: DeskState, session: string | null): World =>
  worldOf({ ...desk, previewMost: previewMostOf(desk, session) }, session);

export const previewMostOf = (
  desk: Pick<DeskState, 'ui' | 'size' | 'screen' | 'state'>,
  session: string | null,
): number => rowsAbove(desk.screen, previewHeight(layoutFor(desk, session)));

const settledDesk = (desk: DeskState, session: string | null): DeskState => {
  const { message } = desk.ui;
  const fresh = message !== null && message.untilMs <= desk.nowMs ? { ...desk.ui, message: null } : desk.ui;
  const ordered = isOrderOld(fresh.order, desk.state)
    ? { ...fresh, order: orderBy(fresh.sort, desk.state) }
    : fresh;
  const world = worldNow({ ...desk, ui: ordered }, session);
  const listed = settleLists(settle(ordered, world.rows, world.layout, desk.state), world);
  const ui = settleSeen({ ...world, ui: settleQuestions(listed, world) });
  const row = focusedRow({ rows: world.rows, ui });
  const screen = row?.kind === 'pane' && desk.screen?.tmuxPane === row.pane.tmuxPane ? desk.screen : null;
  return { ...desk, ui, screen };
};

/** Views that take the whole screen. */
const WITHOUT_PREVIEW: ReadonlySet<UiState['view']> = new Set(['metrics', 'logs']);

/** Asks the daemon for the screen of whatever pane has the focus; once for each, and again on a new connection. */
const watchFocus = (store: StoreApi<DeskState>, { door }: DeskOptions): (() => void) => {
  let watched: TmuxPaneId | null = null;
  return () => {
    const { ui, link } = store.getState();
    const wanted = ui.focus === null || WITHOUT_PREVIEW.has(ui.view) ? null : paneOfKey(ui.focus);
    if (link.kind !== 'live') watched = null;
    else if (wanted !== watched) door.watch(wanted);
    if (link.kind === 'live') watched = wanted;
  };
};
