import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../../support/fields.ts';
import { until } from '../../support/until.ts';
import type { PanectlHouse } from '../../support/with-panectl.ts';
import { type Link, openLink } from '../link.ts';
import type { Size } from './size.ts';

const PANES_A_WINDOW = 10;
/** Many panes at once are much for a busy machine. */
const PATIENCE_MS = 120_000;

export interface Crowd {
  readonly link: Link;
  /** Until tmux had all panes. */
  readonly madeSeconds: number;
  /** Until the daemon knew them all, from its start on. */
  readonly knownSeconds: number;
}

/** Panes that are not panectl's, made by tmux from one file; then a daemon, and rules that look at every line. */
export const openCrowd = async (house: PanectlHouse, size: Size): Promise<Crowd> => {
  const begin = performance.now();
  await house.tmux.run('source-file', sourceFile(house, size));
  const made = performance.now();
  await house.ask('session-create', 'react');
  const link = await openLink(house.tmux.socket);
  // `react` has a pane of its own, and so has the session that keeps the server up.
  await until(async () => (await panesKnown(link)) >= size.panes + 2, {
    what: `${size.panes} panes in the daemon`,
    deadline: PATIENCE_MS,
  });
  const known = performance.now();
  await makeRules(link, size);
  return { link, madeSeconds: (made - begin) / 1_000, knownSeconds: (known - made) / 1_000 };
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
