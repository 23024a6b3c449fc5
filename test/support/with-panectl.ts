import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Door, throughDoor } from './doors.ts';
import { type PrivateTmux, withPrivateTmux } from './private-tmux.ts';
import { type Ran, runPanectl } from './run-panectl.ts';
import { isAlive, makeTemporaryFolder, processesNaming, removeTemporaryFolder } from './temporary.ts';
import { until } from './until.ts';

export interface PanectlHouse {
  readonly tmux: PrivateTmux;
  /** `PANECTL_HOME`. */
  readonly home: string;
  /** What its callers have in their environment, beside what all have. */
  readonly env: Readonly<Record<string, string>>;
  readonly panectl: (...args: readonly string[]) => Promise<Ran>;
  /** Runs a command that must succeed and gives the `data` of its envelope. */
  readonly ask: (...args: readonly string[]) => Promise<unknown>;
}

type Options = Parameters<typeof withPrivateTmux>[1] & {
  /** Its callers go through this one; without it as anybody does. */
  readonly door?: Door;
};

/** The real binary on a private tmux server with a private home; its daemon has ended when this returns. */
export const withPanectl = <T>(
  body: (house: PanectlHouse) => Promise<T>,
  options: Options = {},
): Promise<T> =>
  withPrivateTmux(async (tmux) => {
    const home = join(tmux.folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    const env = { PANECTL_HOME: home, ...(options.door === undefined ? {} : throughDoor(options.door)) };
    const panectl = (...args: readonly string[]) => runPanectl(args, { socket: tmux.socket, env });
    try {
      return await body({
        tmux,
        home,
        env,
        panectl,
        ask: async (...args) => dataOf(args, await panectl(...args)),
      });
    } finally {
      await endDaemon(tmux.socket, () => panectl('daemon-stop'));
    }
  }, options);

/** A folder for `PANECTL_HOME`, removed afterwards. */
export const withHome = async <T>(body: (home: string) => Promise<T>): Promise<T> => {
  const home = makeTemporaryFolder();
  try {
    return await body(home);
  } finally {
    removeTemporaryFolder(home);
  }
};

/** Pids of daemons that serve this socket: they are started as `daemon.mjs --socket PATH`. */
export const daemonsOf = (socket: string): readonly number[] =>
  processesNaming(`daemon.mjs\0--socket\0${socket}`);

const endDaemon = async (socket: string, stop: () => Promise<unknown>): Promise<void> => {
  const pids = daemonsOf(socket);
  if (pids.length === 0) return;
  await stop();
  await until(() => !pids.some(isAlive), { what: `daemon ${pids.join(', ')} to end after daemon-stop` });
};

const dataOf = (args: readonly string[], ran: Ran): unknown => {
  const { json } = ran;
  if (typeof json === 'object' && json !== null && 'ok' in json && json.ok === true && 'data' in json) {
    return json.data;
  }
  throw new Error(`panectl ${args.join(' ')}: exit ${ran.status}\n${ran.stdout}${ran.stderr}`);
};
