import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';
import { openControlClient } from './control-client.ts';
import { median, percentile, timed } from './figures.ts';
import { type Inside, openInside } from './inside.ts';
import { openLink } from './link.ts';
import { ms, type Row, times } from './row.ts';

const run = promisify(execFile);
const BRIDGE = fileURLToPath(new URL('bridge.sh', import.meta.url));
const ROUNDS = 50;
const GOAL = 2;
/**
 * Before each operation, for each contender alike: what the last one left to do is over by then, and nobody finds a
 * tmux that somebody else has just woken.
 */
const PAUSE_MS = 15;
const OPERATIONS = ['list', 'capture', 'create', 'kill'] as const;
type Operation = (typeof OPERATIONS)[number];

/** One who can make a pane, read it and end it; answers the pane's `%N`. */
interface Contender {
  readonly name: string;
  readonly create: (label: string) => Promise<string>;
  readonly list: () => Promise<unknown>;
  readonly capture: (pane: string) => Promise<unknown>;
  readonly kill: (pane: string) => Promise<unknown>;
}

/** The same operations by a control client, inside the daemon, through the daemon's socket, and by a script. */
export const benchOperations = (): Promise<readonly Row[]> =>
  withPrivateTmux(
    async (tmux) => {
      const inside = await openInside(tmux);
      await inside.createSession('bench');
      const control = await openControlClient(tmux, 'bench');
      const link = await openLink(tmux.socket);
      const contenders = [
        bareControl(control.send),
        insideDaemon(inside),
        throughSocket(link.call),
        script(tmux),
      ];
      const [main = ''] = await tmux.lines('list-panes', '-t', '=bench:', '-F', '#{pane_id}');
      const taken = new Map<string, number[]>();
      for (let round = 0; round < ROUNDS; round++) {
        for (const contender of contenders) {
          const times = await oneRound(contender, main, `b${round}`);
          for (const operation of round > 1 ? OPERATIONS : []) {
            const key = `${operation}, ${contender.name}`;
            taken.set(key, [...(taken.get(key) ?? []), times[operation]]);
          }
        }
      }
      control.end();
      link.end();
      await inside.end();
      return OPERATIONS.flatMap((operation) => contenders.map(({ name }) => rowOf(taken, operation, name)));
    },
    { session: null },
  );

const oneRound = async (
  contender: Contender,
  main: string,
  label: string,
): Promise<Record<Operation, number>> => {
  const list = await timedAlone(contender.list);
  const capture = await timedAlone(() => contender.capture(main));
  const create = await timedAlone(() => contender.create(label));
  const kill = await timedAlone(() => contender.kill(create.value));
  return { list: list.ms, capture: capture.ms, create: create.ms, kill: kill.ms };
};

const timedAlone = async <T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  return timed(work);
};

const rowOf = (taken: ReadonlyMap<string, readonly number[]>, operation: Operation, name: string): Row => {
  const values = taken.get(`${operation}, ${name}`) ?? [];
  const ratio = median(values) / median(taken.get(`${operation}, ${CONTROL}`) ?? []);
  return {
    what: `${operation}, ${name}`,
    figures: {
      p50: ms(median(values)),
      p99: ms(percentile(values, 0.99)),
      'against control client': times(ratio),
    },
    goal: name === INSIDE ? { text: `at most ${GOAL}x`, met: ratio <= GOAL } : null,
  };
};

const CONTROL = 'control client';
const INSIDE = 'inside the daemon';
const FORMAT = '#{pane_id} #{pane_pid} #{@label} #{pane_current_command}';

// All panes run `cat`, in a window that is tiled anew: tmux has the same work in each case.
const bareControl = (send: (command: string) => Promise<readonly string[]>): Contender => ({
  name: CONTROL,
  create: async (label) => {
    const [pane = ''] = await send("split-window -d -P -F '#{pane_id}' -t '=bench:' 'exec cat'");
    await Promise.all([
      send(`set-option -p -t ${pane} @label ${label}`),
      send(`select-layout -t ${pane} tiled`),
    ]);
    return pane;
  },
  list: () => send(`list-panes -s -t '=bench:' -F '${FORMAT}'`),
  capture: (pane) => send(`capture-pane -p -t ${pane}`),
  kill: async (pane) => {
    await Promise.all([send(`kill-pane -t ${pane}`), send("select-layout -t '=bench:' tiled")]);
  },
});

const insideDaemon = (inside: Inside): Contender => ({
  name: INSIDE,
  create: (label) => inside.create('bench', label),
  list: () => inside.list('bench'),
  capture: (pane) => inside.capture('bench', pane),
  kill: (pane) => inside.kill('bench', pane),
});

const throughSocket = (
  call: (command: string, input: Readonly<Record<string, unknown>>) => Promise<unknown>,
): Contender => ({
  name: "through the daemon's socket",
  create: async (label) =>
    textField(await call('pane-create', { session: 'bench', label, command: 'exec cat' }), 'tmux_pane'),
  list: () => call('pane-list', { session: 'bench' }),
  capture: (pane) => call('pane-capture', { session: 'bench', pane }),
  kill: (pane) => call('pane-kill', { session: 'bench', pane }),
});

const script = (tmux: PrivateTmux): Contender => {
  const bridge = async (...args: readonly string[]): Promise<string> =>
    (await run(BRIDGE, [tmux.socket, ...args], { env: tmux.env })).stdout;
  return {
    name: 'tmux + jq in bash',
    create: async (label) => /%\d+/.exec(await bridge('pane-create', 'bench', label))?.[0] ?? '',
    list: () => bridge('pane-list', 'bench'),
    capture: (pane) => bridge('pane-capture', 'bench', pane),
    kill: (pane) => bridge('pane-kill', 'bench', pane),
  };
};

const textField = (value: unknown, name: string): string => {
  const found =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name) : [];
  return typeof found?.[1] === 'string' ? found[1] : '';
};
