import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../../support/fields.ts';
import { until } from '../../support/until.ts';
import type { PanectlHouse } from '../../support/with-panectl.ts';
import { type Link, openLink } from '../link.ts';
import type { Size } from './size.ts';

const PANES_A_WINDOW = 10;
/** Many panes at once are much for a busy machine. */
const PATIENCE_MS = 60_000;

export interface Crowd {
  readonly link: Link;
  /** Until tmux had all panes. */
  readonly madeSeconds: number;
  /** Until the daemon knew them all, from its start on. */
  readonly knownSeconds: number;
  /** What the first calls said that found no daemon yet; none where the first one did its work. */
  readonly refusals: readonly string[];
}

/** Panes that are not panectl's, made by tmux from one file; then a daemon, and rules that look at every line. */
export const openCrowd = async (house: PanectlHouse, size: Size): Promise<Crowd> => {
  const begin = performance.now();
  await house.tmux.run('source-file', sourceFile(house, size));
  const made = performance.now();
  const there = (await house.tmux.lines('list-panes', '-a')).length - 1;
  if (there < size.panes) throw new Error(`tmux made ${there} panes of ${size.panes}`);
  const refusals = await makeSession(house);
  const link = await openLink(house.tmux.socket);
  await untilKnown(house, link);
  const known = performance.now();
  await makeRules(link, size);
  return { link, refusals, madeSeconds: (made - begin) / 1_000, knownSeconds: (known - made) / 1_000 };
};

/** Its first call starts the daemon, which finds all panes at once. */
const makeSession = async ({ panectl }: PanectlHouse): Promise<readonly string[]> => {
  const refusals: string[] = [];
  const isMade = async (): Promise<boolean> => {
    const { status, stdout, stderr } = await panectl('session-create', 'react', '--if-missing');
    if (status !== 0) refusals.push(`${stdout}${stderr}`.trim().slice(0, 300));
    return status === 0;
  };
  await until(isMade, { what: 'a daemon that answers', deadline: PATIENCE_MS });
  return refusals;
};

/** All that tmux has, whatever was asked for: tmux may not have made them all. */
const untilKnown = async ({ tmux }: PanectlHouse, link: Link): Promise<void> => {
  const count = async () => (await tmux.lines('list-panes', '-a')).length;
  const isKnown = async () => (await panesKnown(link)) >= (await count());
  await until(isKnown, { what: 'the daemon', deadline: PATIENCE_MS }).catch(async () => {
    throw new Error(
      `the daemon knows ${await panesKnown(link)} panes of ${await count()} after ${PATIENCE_MS / 1_000} s`,
    );
  });
};

const panesKnown = async (link: Link): Promise<number> =>
  Number(at(await link.call('daemon-status', {}), 'panes'));

const sourceFile = ({ tmux }: PanectlHouse, { sessions, panes, lines }: Size): string => {
  const program = join(tmux.folder, 'prints');
  const burst = Math.max(1, Math.round(lines / panes));
  const line =
    'GET /items/$RANDOM/details?page=$RANDOM HTTP/1.1 200 in $RANDOM ms, from 10.0.0.7, user-agent bench';
  writeFileSync(
    program,
    `while :; do for ((i = 0; i < ${burst}; i++)); do echo "${line}"; done; read -rt ${(burst * panes) / lines} _; done\n`,
  );
  const command = `exec bash --norc ${program}`;
  const commands = Array.from({ length: panes }, (_, pane) => {
    const [session, inSession] = [`s${pane % sessions}`, Math.floor(pane / sessions)];
    if (inSession === 0) return [`new-session -d -s ${session} -x 200 -y 50 '${command}'`];
    if (inSession % PANES_A_WINDOW === 0) return [`new-window -d -t '=${session}:' '${command}'`];
    const target = `'=${session}:{end}'`;
    return [`split-window -d -t ${target} '${command}'`, `select-layout -t ${target} tiled`];
  });
  const path = join(tmux.folder, 'crowd.conf');
  writeFileSync(path, `${commands.flat().join('\n')}\n`);
  return path;
};

/** They match nothing, so each of them looks at each line of its session to the end. */
const makeRules = async (link: Link, { sessions, rules }: Size): Promise<void> => {
  for (let rule = 0; rule < rules; rule += 1)
    await link.call('on-pattern', {
      session: `s${rule % sessions}`,
      pane: '*',
      pattern: PATTERNS[rule % PATTERNS.length]?.replace('N', `${rule}`) ?? '',
      action: 'notify {{ line }}',
    });
};

const PATTERNS = [
  'ERROR N: (\\w+)',
  '[a-z]+_fail_N=\\d+',
  '(?i)(err|warn)[a-z]* N$',
  '^done in (\\d+)ms job N$',
  '(\\d+) ms.*slow N',
];
