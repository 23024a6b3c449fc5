import { setImmediate } from 'node:timers/promises';
import { paneCreateInput, paneKillInput } from '../../src/commands/pane-make.ts';
import { paneCaptureInput, paneListInput } from '../../src/commands/pane-read.ts';
import { sessionCreateInput } from '../../src/commands/sessions.ts';
import { boot } from '../../src/daemon/boot.ts';
import type { Home } from '../../src/daemon/home.ts';
import { createOperations } from '../../src/daemon/operations/operations.ts';
import type { Result } from '../../src/domain/result.ts';
import type { PrivateTmux } from '../support/private-tmux.ts';
import { CALLER } from './link.ts';

/** A daemon in this very process, with its socket: what it does itself is timed without a way to it. */
export interface Inside {
  readonly createSession: (session: string) => Promise<void>;
  readonly create: (session: string, label: string) => Promise<string>;
  readonly list: (session: string) => Promise<unknown>;
  readonly capture: (session: string, pane: string) => Promise<unknown>;
  readonly kill: (session: string, pane: string) => Promise<unknown>;
  /** Writes so many events, some in each turn of the event loop, and resolves when they are on the disk. */
  readonly record: (events: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

export const openInside = async (tmux: PrivateTmux): Promise<Inside> => {
  const ended = Promise.withResolvers<void>();
  const booted = await boot({
    tmuxSocket: tmux.socket,
    env: { ...tmux.env, PANECTL_HOME: `${tmux.folder}/home` },
    uid: process.getuid?.() ?? 0,
    onEnd: ended.resolve,
  });
  if (booted.kind !== 'running') throw new Error(`the daemon is ${booted.kind}`);
  const { daemon } = booted;
  const { home } = daemon;
  await home.whenReady;
  const { sessions, panes } = createOperations(home.house)({
    actor: { kind: 'cli', name: 'bench', tmux_pane: null },
    owner: { kind: 'cli', name: 'bench', tmux_pane: null },
    caller: CALLER,
    causedBy: null,
    signal: new AbortController().signal,
    readInput: () => Promise.resolve(''),
    emit: () => undefined,
  });
  return {
    createSession: async (session) =>
      void dataOf(await sessions.create(sessionCreateInput.parse({ session }))),
    create: async (session, label) => {
      const input = paneCreateInput.parse({ session, label, command: 'exec cat' });
      return dataOf(await panes.create(input)).tmux_pane;
    },
    list: async (session) => dataOf(await panes.list(paneListInput.parse({ session }))),
    capture: async (session, pane) => dataOf(await panes.capture(paneCaptureInput.parse({ session, pane }))),
    kill: async (session, pane) => dataOf(await panes.kill(paneKillInput.parse({ session, pane }))),
    record: async (events) => {
      for (let count = 0; count < events; count += 1) {
        home.record(EVENT);
        if (count % IN_A_TURN === 0) await setImmediate();
      }
      home.journal.flush();
    },
    end: () => {
      daemon.stop('the benchmark is over');
      return ended.promise;
    },
  };
};

const IN_A_TURN = 20;

const EVENT: Parameters<Home['record']>[0] = {
  ...{ type: 'keys.sent', session: 'bench', tmux_pane: null, pane_id: null, label: 'worker' },
  ...{ actor: { kind: 'cli', name: 'bench', tmux_pane: null }, caused_by: null, data: { keys: 12 } },
};

const dataOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
};
