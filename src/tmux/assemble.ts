import { constants } from 'node:os';
import { isSessionId, isTmuxPaneId, isWindowId } from '../domain/ids.ts';
import type {
  Observation,
  ObservedPane,
  ObservedSession,
  ObservedWindow,
  ServerIdentity,
} from '../domain/observation.ts';
import type { ClientRow, NarrowPaneRow, SessionRow, WidePaneRow, WindowRow } from './formats.ts';
import type { OwnOption } from './own-options.ts';

export interface Listing {
  readonly sessions: readonly SessionRow[];
  readonly windows: readonly WindowRow[];
  readonly panes: readonly (NarrowPaneRow | WidePaneRow)[];
  readonly clients: readonly ClientRow[];
}

export interface AssembleContext {
  readonly server: ServerIdentity;
  /** Pids of our own clients. */
  readonly ownPids: ReadonlySet<number>;
  /** An option that the object has of its own; null for none. */
  readonly own: (option: OwnOption) => string | null;
  /** What the last wide listing said, for a narrow one. */
  readonly before: ReadonlyMap<string, ObservedPane>;
}

/** Rows → what exists. A window of several sessions stands there once, and so do its panes. */
export const assemble = (listing: Listing, context: AssembleContext): Observation => ({
  server: context.server,
  sessions: listing.sessions.flatMap((row) => sessionOf(row, listing, context)),
  windows: firstOfEach(listing.windows, (row) => row.window_id).flatMap((row) => windowOf(row, context)),
  panes: firstOfEach(listing.panes, (row) => row.pane_id).flatMap((row) => paneOf(row, context)),
});

/** Everything in the listing that may be inherited and has to be the object's own. */
export const ownOptionsOf = (listing: Listing): readonly OwnOption[] => [
  ...listing.sessions.flatMap((row) => [ownerOption(row), groupOption(row)]),
  ...firstOfEach(listing.windows, (row) => row.window_id).map(windowMark),
  ...firstOfEach(listing.panes, (row) => row.pane_id).flatMap((row) => [labelOption(row), paneMark(row)]),
];

const ownerOption = (row: SessionRow): OwnOption => ({
  scope: 'session',
  id: row.session_id,
  option: '@panectl_owner',
  shown: row['@panectl_owner'],
});
const groupOption = (row: SessionRow): OwnOption => ({
  scope: 'session',
  id: row.session_id,
  option: '@panectl_group',
  shown: row['@panectl_group'],
});
const windowMark = (row: WindowRow): OwnOption => ({
  scope: 'window',
  id: row.window_id,
  option: '@panectl',
  shown: row['@panectl'],
});
const paneMark = (row: NarrowPaneRow): OwnOption => ({
  scope: 'pane',
  id: row.pane_id,
  option: '@panectl',
  // A pane of a window of ours shows the window's `panes`, which is no mark of its own.
  shown: row['@panectl'] === 'panes' ? '' : row['@panectl'],
});
const labelOption = (row: NarrowPaneRow): OwnOption => ({
  scope: 'pane',
  id: row.pane_id,
  option: '@label',
  shown: row['@label'],
});

const firstOfEach = <Row>(rows: readonly Row[], idOf: (row: Row) => string): readonly Row[] => {
  const seen = new Map<string, Row>();
  for (const row of rows) if (!seen.has(idOf(row))) seen.set(idOf(row), row);
  return [...seen.values()];
};

const sessionOf = (
  row: SessionRow,
  listing: Listing,
  context: AssembleContext,
): readonly ObservedSession[] => {
  if (!isSessionId(row.session_id)) return [];
  const windows = listing.windows.filter((window) => window.session_id === row.session_id);
  return [
    {
      sessionId: row.session_id,
      name: row.session_name,
      attached: peopleIn(row.session_id, listing.clients, context.ownPids),
      createdAt: Number(row.session_created),
      group: context.own(groupOption(row)),
      windows: windows.flatMap(({ window_id: windowId, window_index, window_active }) =>
        isWindowId(windowId)
          ? [{ windowId, index: Number(window_index), active: window_active === '1' }]
          : [],
      ),
      isOurs: context.own(ownerOption(row)) !== null,
    },
  ];
};

export const peopleIn = (
  sessionId: string,
  clients: readonly ClientRow[],
  ownPids: ReadonlySet<number>,
): number =>
  clients.filter((client) => client.session_id === sessionId && !ownPids.has(Number(client.client_pid)))
    .length;

const windowOf = (row: WindowRow, context: AssembleContext): readonly ObservedWindow[] =>
  isWindowId(row.window_id)
    ? [
        {
          windowId: row.window_id,
          name: row.window_name,
          layout: row.window_layout,
          zoomed: row.window_zoomed_flag === '1',
          width: Number(row.window_width),
          height: Number(row.window_height),
          mark: context.own(windowMark(row)),
        },
      ]
    : [];

const paneOf = (row: NarrowPaneRow | WidePaneRow, context: AssembleContext): readonly ObservedPane[] => {
  if (!isTmuxPaneId(row.pane_id) || !isWindowId(row.window_id)) return [];
  const dead = row.pane_dead === '1';
  return [
    {
      tmuxPane: row.pane_id,
      windowId: row.window_id,
      label: context.own(labelOption(row)),
      ...textureOf(row, context.before.get(row.pane_id)),
      pid: positive(row.pane_pid),
      active: row.pane_active === '1',
      dead,
      deadStatus: dead && row.pane_dead_status !== '' ? Number(row.pane_dead_status) : null,
      deadSignal: dead ? signalNumber(row.pane_dead_signal) : null,
      mode: orNull(row.pane_mode),
      alternateScreen: row.alternate_on === '1',
      synchronized: row.pane_synchronized === '1',
      width: Number(row.pane_width),
      height: Number(row.pane_height),
      left: Number(row.pane_left),
      top: Number(row.pane_top),
      mark: context.own(paneMark(row)),
    },
  ];
};

/** What only the wide listing reads. */
const textureOf = (
  row: NarrowPaneRow | WidePaneRow,
  before: ObservedPane | undefined,
): Pick<ObservedPane, 'title' | 'process' | 'cwd' | 'startCommand'> => {
  if (!('pane_title' in row)) {
    const { title = '', process = null, cwd = null, startCommand = null } = before ?? {};
    return { title, process, cwd, startCommand };
  }
  return {
    title: row.pane_title,
    process: orNull(row.pane_current_command),
    cwd: orNull(row.pane_current_path) ?? folderMeanwhile(row, before),
    startCommand: orNull(row.pane_start_command),
  };
};

/**
 * Nobody has the terminal in the moment in which a pane's first process begins, nor in that in which one hands it to
 * the next: tmux then knows no folder (tcgetpgrp in osdep_get_cwd), though the pane is where it was.
 */
const folderMeanwhile = (row: WidePaneRow, before: ObservedPane | undefined): string | null =>
  row.pane_dead === '1' ? null : (before?.cwd ?? orNull(row.pane_start_path));

const orNull = (text: string): string | null => (text === '' ? null : text);

const positive = (text: string): number | null => {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
};

const SIGNALS: ReadonlyMap<string, number> = new Map(
  Object.entries(constants.signals).map(([name, number]) => [name.replace(/^SIG/, ''), number]),
);

/** tmux prints a signal's number, or since 3.4 its name without SIG (sig2name in compat). */
const signalNumber = (text: string): number | null =>
  text === '' ? null : (positive(text) ?? SIGNALS.get(text.replace(/^SIG/i, '').toUpperCase()) ?? null);
