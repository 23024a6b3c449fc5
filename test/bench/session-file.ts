import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrivateTmux } from '../support/private-tmux.ts';
import type { PanectlHouse } from '../support/with-panectl.ts';
import { type ControlClient, openControlClient } from './control-client.ts';
import { median, percentile } from './figures.ts';
import { openLink } from './link.ts';
import { ms, type Row, times } from './row.ts';

const ROUNDS = 20;
const WINDOWS = 3;
const PANES = 4;
const EXIST_GOAL = 2;
const RUN_GOAL = 3;
const PAUSE_MS = 100;

/** What was waited for, in milliseconds from the beginning. */
interface Taken {
  readonly exist: number;
  readonly run: number;
}

interface Contender {
  readonly name: string;
  readonly make: (session: string, marks: string) => Promise<unknown>;
}

/** A file of three windows with four panes each, beside the same as a list of tmux's own commands. */
export const benchSessionFile = async ({ tmux }: PanectlHouse): Promise<readonly Row[]> => {
  const control = await openControlClient(tmux, 'bench');
  const { call, end } = await openLink(tmux.socket);
  const contenders: readonly Contender[] = [
    {
      name: FLOOR,
      make: (session, marks) => control.send(`source-file ${sourceFile(tmux, session, marks)}`),
    },
    {
      name: OURS,
      make: (session, marks) => call('session-create', { session, file: sessionFile(tmux, marks) }),
    },
  ];
  const taken = new Map<string, Taken[]>();
  for (let round = 0; round < ROUNDS; round += 1)
    for (const contender of contenders) {
      const one = await oneRound(tmux, control, contender, `${round}`);
      if (round > 1) taken.set(contender.name, [...(taken.get(contender.name) ?? []), one]);
    }
  control.end();
  end();
  return [
    ...rowsOf(taken, 'exist', 'all panes exist', EXIST_GOAL),
    ...rowsOf(taken, 'run', 'all commands run', RUN_GOAL),
  ];
};

const FLOOR = 'tmux source-file';
const OURS = 'session-create --file';

const oneRound = async (
  tmux: PrivateTmux,
  control: ControlClient,
  { name, make }: Contender,
  round: string,
): Promise<Taken> => {
  const session = `${name === OURS ? 'ours' : 'floor'}${round}`;
  const marks = join(tmux.folder, `${session}.marks`);
  writeFileSync(marks, '');
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  const begin = performance.now();
  const made = make(session, marks);
  const exist = await when(begin, async () => {
    const panes = await control.send(`list-panes -a -F '#{session_name}'`);
    return panes.filter((each) => each === session).length === WINDOWS * PANES;
  });
  const run = await when(begin, async () => readFileSync(marks).length === 2 * WINDOWS * PANES);
  await made;
  await control.send(`kill-session -t =${session}`);
  return { exist, run };
};

/** Asked again and again, of each contender alike. */
const when = async (begin: number, isSo: () => Promise<boolean>): Promise<number> => {
  while (!(await isSo())) {
    if (performance.now() - begin > 30_000) throw new Error('it takes more than 30 s');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return performance.now() - begin;
};

const command = (marks: string): string => `echo r >>${marks}; exec cat`;

const sourceFile = ({ folder }: PrivateTmux, session: string, marks: string): string => {
  const path = join(folder, `${session}.conf`);
  const lines = Array.from({ length: WINDOWS }, (_, at) => [
    at === 0
      ? `new-session -d -s ${session} -x 200 -y 50 '${command(marks)}'`
      : `new-window -d -t '=${session}:${at}' '${command(marks)}'`,
    ...Array.from({ length: PANES - 1 }, () => [
      `split-window -d -t '=${session}:${at}' '${command(marks)}'`,
      `select-layout -t '=${session}:${at}' tiled`,
    ]).flat(),
  ]).flat();
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

const sessionFile = ({ folder }: PrivateTmux, marks: string): string => {
  const path = join(folder, 'bench.yml');
  const panes = Array.from({ length: PANES }, () => `      - command: ${command(marks)}`);
  const windows = Array.from({ length: WINDOWS }, () => ['  - panes:', ...panes]).flat();
  writeFileSync(path, `windows:\n${windows.join('\n')}\n`);
  return path;
};

const rowsOf = (
  taken: ReadonlyMap<string, readonly Taken[]>,
  key: keyof Taken,
  what: string,
  most: number,
): readonly Row[] => {
  const of = (name: string) => (taken.get(name) ?? []).map((each) => each[key]);
  return [FLOOR, OURS].map((name) => {
    const ratio = median(of(name)) / median(of(FLOOR));
    return {
      what: `${what}, ${name}`,
      figures: {
        ...{ p50: ms(median(of(name))), p99: ms(percentile(of(name), 0.99)) },
        'against source-file': times(ratio),
      },
      goal: name === OURS ? { text: `at most ${most}x`, met: ratio <= most } : null,
    };
  });
};
