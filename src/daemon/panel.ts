import type * as z from 'zod';
import type { panelInput } from '../commands/daemon.ts';
import { failure } from '../domain/failure.ts';
import type { SessionId, TmuxPaneId, WindowId } from '../domain/ids.ts';
import type { Pane } from '../domain/pane.ts';
import { failed, type Result, success } from '../domain/result.ts';
import type { LocalAction } from '../protocol/call.ts';
import { findSession } from '../store/find.ts';
import { describePane, isPanel, sessionsShowing } from '../store/select.ts';
import { newWindow } from '../tmux/new-window.ts';
import type { CallScope, House } from './house.ts';
import { clientOf } from './operations/pane-attach.ts';
import { panelSettings } from './settings/panel.ts';

export interface Panel {
  open(scope: CallScope, input: PanelInput): Promise<Result<Pane | LocalAction>>;
}

type PanelInput = z.output<typeof panelInput>;

interface Needs {
  readonly house: House;
  readonly socketPath: string;
  /** `bin/panectl`. */
  readonly program: string;
  /** Read anew for each panel. */
  readonly settingsFile: string;
}

/**
 * Inside this tmux the panel has one window of its own, which is made or selected; the panel that runs in it asks the
 * same and is told to run there. On any other terminal it runs in the caller's own process.
 */
export const createPanel = ({ house, socketPath, program, settingsFile }: Needs): Panel => {
  /** Panes that were made for a panel: known before tmux's marks can have been read. */
  const made = new Set<TmuxPaneId>();
  const isOurs = (tmuxPane: TmuxPaneId): boolean => {
    const state = house.store.getState();
    const pane = state.panes[tmuxPane];
    return made.has(tmuxPane) || (pane !== undefined && isPanel(state, pane));
  };
  const make = async (
    scope: CallScope,
    sessionId: SessionId,
    only: string | null,
  ): Promise<Result<{ windowId: WindowId; tmuxPane: TmuxPaneId }>> => {
    const window = await newWindow(house.tmux, {
      sessionId,
      cwd: '/',
      name: 'panel',
      mark: 'panel',
      command: [program, '-S', socketPath, 'panel', ...(only === null ? [] : ['--', only])],
    });
    if (!window.ok) return window;
    const { tmuxPane } = window.value;
    made.add(tmuxPane);
    // What a person has set for his own windows must not keep a closed panel as a dead pane.
    await house.tmux.sequence([
      ['set-option', '-p', '-t', tmuxPane, '@panectl', 'panel'],
      ['set-option', '-p', '-t', tmuxPane, 'remain-on-exit', 'off'],
    ]);
    house.remember(tmuxPane, {
      owner: scope.owner,
      parent: scope.caller.tmuxPane,
      ownCommand: 'panectl panel',
      createdAt: house.now(),
      ...{ metadata: {}, environment: [], service: null },
      cursor: 0,
    });
    return window;
  };
  const openWindow = (scope: CallScope, here: SessionId, only: string | null): Promise<Result<Pane>> =>
    house.change(async () => {
      const there = existing(house, here);
      const window = there === null ? await make(scope, here, only) : success(there);
      if (!window.ok) return window;
      const { windowId, tmuxPane } = window.value;
      await select(house, scope, here, windowId);
      await house.observe(null);
      return answer(house, tmuxPane, here);
    });
  return {
    open: async (scope, { session, plain, once }) => {
      const only = nameOf(house, scope, session);
      if (!only.ok) return only;
      const { tmuxPane, stdoutIsTerminal, stdinIsTerminal } = scope.caller;
      const settings = panelSettings(settingsFile);
      if (plain || once)
        return success({
          kind: 'panel',
          session: only.value,
          plain: howLong(once, stdoutIsTerminal),
          settings,
        });
      // The window's own panel may ask before the change that makes it has ended.
      if (tmuxPane !== null) await house.change(async () => undefined);
      const local: LocalAction = { kind: 'panel', session: only.value, plain: null, settings };
      if (tmuxPane !== null && isOurs(tmuxPane)) return success(local);
      const here = tmuxPane === null ? undefined : sessionsShowing(house.store.getState(), tmuxPane)[0];
      if (here !== undefined) return openWindow(scope, here.sessionId, only.value);
      return stdoutIsTerminal && stdinIsTerminal ? success(local) : failed(needsTerminal);
    },
  };
};

/** A pipe gets what there is, unless it is a terminal that can wait for more. */
const howLong = (once: boolean, stdoutIsTerminal: boolean): 'once' | 'follow' =>
  once || !stdoutIsTerminal ? 'once' : 'follow';

const needsTerminal = failure(
  'usage',
  'the panel needs a terminal',
  'run it in tmux or on a terminal; panectl without arguments prints all panes',
);

const nameOf = (house: House, scope: CallScope, text: string | undefined): Result<string | null> => {
  if (text === undefined) return success(null);
  const state = house.store.getState();
  const found = findSession(state, text, scope.caller.tmuxPane);
  return found.ok ? success(state.sessions[found.value]?.name ?? text) : found;
};

/** The panel's window, rather that of the caller's session where there are several. */
const existing = (house: House, here: SessionId) => {
  const state = house.store.getState();
  const panes = Object.values(state.panes).filter((pane) => !pane.dead && isPanel(state, pane));
  const near = panes.find(({ tmuxPane }) => state.sessions[here]?.numbers[tmuxPane] !== undefined);
  return near ?? panes[0] ?? null;
};

const select = async (house: House, scope: CallScope, here: SessionId, windowId: WindowId): Promise<void> => {
  const state = house.store.getState();
  const known = Object.values(state.sessions).filter(({ windows }) =>
    windows.some((each) => each.windowId === windowId),
  );
  // A window that was just made is not in the store yet, and stands in the caller's session.
  const session =
    known.length === 0 ? here : (known.find(({ sessionId }) => sessionId === here) ?? known[0])?.sessionId;
  const target = `${session ?? here}:${windowId}`;
  const client = session === here ? null : await clientOf(house, scope);
  if (client === null) await house.tmux.command('select-window', '-t', target);
  else await house.tmux.command('switch-client', '-c', client, '-t', target);
};

const answer = (house: House, tmuxPane: TmuxPaneId, here: SessionId): Result<Pane> => {
  const state = house.store.getState();
  const session =
    state.sessions[here]?.numbers[tmuxPane] === undefined
      ? sessionsShowing(state, tmuxPane)[0]
      : state.sessions[here];
  const pane = session === undefined ? null : describePane(state, session.sessionId, tmuxPane);
  return pane === null
    ? failed(failure('pane_not_found', 'the panel ended as soon as it was started', 'panectl doctor'))
    : success(pane);
};
