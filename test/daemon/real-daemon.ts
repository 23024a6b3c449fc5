import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Connection, connect } from '../../src/client/connection.ts';
import { probeSocket } from '../../src/daemon/listen.ts';
import type { Caller } from '../../src/protocol/call.ts';
import type { DaemonMessage } from '../../src/protocol/message.ts';
import { type Place, placeOf } from '../../src/protocol/place.ts';
import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';
import { until } from '../support/until.ts';

const DAEMON = fileURLToPath(new URL('../../dist/daemon.mjs', import.meta.url));

export interface Stage {
  readonly tmux: PrivateTmux;
  readonly home: string;
  readonly place: Place;
  /** Starts a daemon and does not wait for it. `under` are the words of a command that becomes the daemon. */
  readonly start: (under?: readonly string[]) => Running;
  readonly talk: (listener?: (message: DaemonMessage) => void) => Promise<Connection>;
  /** Over a connection of its own; the data of an answer, or an error with its code. */
  readonly ask: (command: string, input?: unknown, caller?: Partial<Caller>) => Promise<unknown>;
}

export interface Running {
  readonly process: ChildProcess;
  /** With the exit status, null after a signal. */
  readonly ended: Promise<number | null>;
}

/** Daemons of the real bundle on a private tmux server; those that still run are killed at the end. */
export const withStage = (
  body: (stage: Stage) => Promise<void>,
  options: Parameters<typeof withPrivateTmux>[1] = {},
): Promise<void> =>
  withPrivateTmux(async (tmux) => {
    const home = join(tmux.folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    const place = placeOf(tmux.socket, uid());
    const started: Running[] = [];
    const talk: Stage['talk'] = (listener = () => undefined) => reach(place, {}, listener);
    try {
      await body({
        ...{ tmux, home, place, talk },
        start: (under = []) => {
          const running = spawnDaemon(tmux, home, under);
          started.push(running);
          return running;
        },
        ask: async (command, input = {}, caller = {}) => {
          const connection = await reach(place, caller, () => undefined);
          const answer = await connection.call(command, input);
          connection.close();
          if (!answer.ok) throw new Error(`${answer.failure.code}: ${answer.failure.message}`);
          return answer.value;
        },
      });
    } finally {
      for (const { process } of started) process.kill('SIGKILL');
      await Promise.all(started.map(({ ended }) => ended));
    }
  }, options);

const uid = (): number => process.getuid?.() ?? 0;

const spawnDaemon = (tmux: PrivateTmux, home: string, under: readonly string[]): Running => {
  const [program, ...words] = [...under, process.execPath, DAEMON, '--socket', tmux.socket];
  const child = spawn(program, words, {
    env: { ...tmux.env, PANECTL_HOME: home },
    stdio: 'ignore',
  });
  return { process: child, ended: new Promise((resolve) => child.on('exit', resolve)) };
};

/** A connection must not start a daemon of its own here: it waits for one of the stage's. */
const reach = async (
  place: Place,
  caller: Partial<Caller>,
  listener: (message: DaemonMessage) => void,
): Promise<Connection> =>
  until(
    async () => {
      if ((await probeSocket(place.socket)) !== 'answers') return null;
      const connected = await connect({
        ...{ place, listener },
        uid: uid(),
        env: {},
        caller: { ...CALLER, ...caller },
      });
      return connected.ok ? connected.value : null;
    },
    { what: 'a daemon that answers' },
  );

const CALLER: Caller = {
  kind: 'cli',
  name: 'tester',
  tmuxPane: null,
  cwd: '/',
  stdoutIsTerminal: false,
  stdinIsTerminal: false,
  columns: 80,
  color: false,
  format: null,
  insideTmux: false,
};

/** A value deep inside an answer of unknown shape. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
