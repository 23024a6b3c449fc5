import type { Actor } from '../../src/domain/actor.ts';
import type { Event } from '../../src/domain/event.ts';
import {
  isSessionId,
  isTmuxPaneId,
  isWindowId,
  paneNumber,
  type SessionId,
  type TmuxPaneId,
  type WindowId,
} from '../../src/domain/ids.ts';
import type { PaneStatus } from '../../src/domain/pane.ts';
import { newService, PLAIN_SERVICE, type Service } from '../../src/domain/service.ts';
import { initialState, type PaneState, type SessionState, type State } from '../../src/store/state.ts';

/** States for the panel's tests, made from few words; every time hangs on `NOW_MS`. */
export const NOW_MS = Date.UTC(2026, 10, 21, 12, 4, 31);
export const agoIso = (seconds: number): string => new Date(NOW_MS - seconds * 1000).toISOString();

const AGENT: Actor = { kind: 'cli', name: 'agent', tmux_pane: null };

export interface PaneGiven {
  readonly label?: string | null;
  readonly process?: string;
  readonly command?: string | null;
  readonly status?: PaneStatus;
  readonly exitCode?: number | null;
  readonly since?: number;
  readonly cpu?: number | null;
  readonly memory?: number;
  readonly history?: readonly number[];
  readonly foreign?: boolean;
  readonly mark?: string;
  readonly hits?: number;
  readonly mode?: string;
  readonly title?: string;
  readonly service?: Partial<Service>;
}

export interface SessionGiven {
  readonly name: string;
  readonly foreign?: boolean;
  readonly windows: readonly {
    readonly name: string;
    readonly mark?: string;
    readonly panes: readonly PaneGiven[];
  }[];
}

export const stateOf = (sessions: readonly SessionGiven[], events: readonly Event[] = []): State => {
  let windows = 0;
  let panes = 0;
  let state: State = {
    ...initialState,
    link: { kind: 'live', since: agoIso(600) },
    server: { pid: 100, startTime: 1, socketPath: '/tmp/tmux-1000/default', version: '3.3a' },
    events,
  };
  sessions.forEach((given, at) => {
    const sessionId = sessionIdOf(at);
    const shown: SessionState['windows'][number][] = [];
    const numbers: Record<TmuxPaneId, SessionState['numbers'][TmuxPaneId]> = {};
    let number = 0;
    given.windows.forEach((window, index) => {
      const windowId = windowIdOf(windows);
      windows += 1;
      shown.push({ windowId, index, active: index === 0 });
      state = {
        ...state,
        windows: { ...state.windows, [windowId]: windowOf(windowId, window.name, window.mark) },
      };
      for (const pane of window.panes) {
        const tmuxPane = paneIdOf(panes);
        panes += 1;
        numbers[tmuxPane] = paneNumber(number);
        number += 1;
        state = { ...state, panes: { ...state.panes, [tmuxPane]: paneOf(tmuxPane, windowId, pane) } };
      }
    });
    state = {
      ...state,
      sessions: { ...state.sessions, [sessionId]: sessionOf(sessionId, given, shown, numbers) },
    };
  });
  return state;
};

const sessionOf = (
  sessionId: SessionId,
  given: SessionGiven,
  windows: SessionState['windows'],
  numbers: SessionState['numbers'],
): SessionState => ({
  sessionId,
  name: given.name,
  attached: 1,
  createdAt: NOW_MS / 1000 - 600,
  group: null,
  windows,
  isOurs: given.foreign !== true,
  owner: given.foreign === true ? null : AGENT,
  numbers,
});

const windowOf = (
  windowId: WindowId,
  name: string,
  mark: string | undefined,
): State['windows'][WindowId] => ({
  windowId,
  name,
  layout: '',
  zoomed: false,
  width: 200,
  height: 50,
  mark: mark ?? null,
});

export const paneOf = (tmuxPane: TmuxPaneId, windowId: WindowId, given: PaneGiven): PaneState => ({
  ...observedPane(tmuxPane, windowId, given),
  owner: given.foreign === true ? null : AGENT,
  parent: null,
  ownCommand: given.command ?? null,
  environment: [],
  service:
    given.service === undefined ? null : { ...newService(PLAIN_SERVICE, agoIso(30)), ...given.service },
  createdAt: agoIso(600),
  completedAt: null,
  status: given.status ?? 'idle',
  statusSince: given.since === undefined ? null : agoIso(given.since),
  statusSource: 'foreground_process',
  execId: null,
  exitCode: given.exitCode ?? null,
  signal: null,
  ready: null,
  awaitingInput: null,
  metadata: {},
  metrics:
    given.cpu === undefined
      ? null
      : {
          cpu_percent: given.cpu,
          memory_bytes: given.memory ?? 0,
          processes: 1,
          runtime_ms: 1,
          sampled_at: agoIso(0),
        },
  history: (given.history ?? []).map((cpu) => ({ at: agoIso(1), cpu_percent: cpu, memory_bytes: 0 })),
  past: [],
  cursor: 0,
  lastLine: null,
  lastOutputAt: null,
  patternHits: given.hits ?? 0,
  heldBy: null,
  lastMatch: null,
});

const observedPane = (tmuxPane: TmuxPaneId, windowId: WindowId, given: PaneGiven) => ({
  tmuxPane,
  windowId,
  label: given.label ?? null,
  title: given.title ?? 'host',
  pid: 1,
  process: given.process ?? 'bash',
  startCommand: null,
  cwd: '/home/dev',
  active: false,
  dead: given.status === 'dead',
  deadStatus: null,
  deadSignal: null,
  mode: given.mode ?? null,
  alternateScreen: false,
  synchronized: false,
  width: 80,
  height: 24,
  left: 0,
  top: 0,
  mark: given.mark ?? null,
});

export const paneIdOf = (ordinal: number): TmuxPaneId => branded(`%${ordinal}`, isTmuxPaneId);
export const windowIdOf = (ordinal: number): WindowId => branded(`@${ordinal}`, isWindowId);
export const sessionIdOf = (ordinal: number): SessionId => branded(`$${ordinal}`, isSessionId);

const branded = <Id extends string>(text: string, is: (text: string) => text is Id): Id => {
  if (!is(text)) throw new RangeError(text);
  return text;
};

export const eventOf = (seq: number, given: Partial<Event> & Pick<Event, 'type'>): Event => ({
  seq,
  at: agoIso(100 - seq),
  session: 'build-farm',
  tmux_pane: null,
  pane_id: null,
  label: null,
  actor: AGENT,
  caused_by: null,
  data: {},
  ...given,
});
