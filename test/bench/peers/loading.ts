import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrivateTmux } from '../../support/private-tmux.ts';
import type { Ground, Way } from './peer.ts';
import { linesIn, msUntil } from './programs.ts';

export const WINDOWS = 3;
export const PANES = 4;
const COUNT = WINDOWS * PANES;

/** What each pane of the file is to type into its shell. */
export const lineOf = (marks: string): string => `echo r >>${marks}; exec cat`;

interface Loader {
  readonly how: string;
  readonly tmux: PrivateTmux;
  /** Where its files are, and part of its sessions' names. */
  readonly name: string;
  /** Begins to load, and resolves when the call has come back. */
  readonly load: (session: string, marks: string) => Promise<unknown>;
}

/** The same file twice over: once until all panes are there, once until their lines have run. */
export const loadingWays = (ground: Ground, { how, tmux, name, load }: Loader): readonly Way[] => {
  const sample = async (round: number, isExist: boolean): Promise<number> => {
    const session = `${name}${isExist ? 'e' : 'r'}${round}`;
    const marks = join(ground.folder, `${session}.marks`);
    writeFileSync(marks, '');
    const begin = performance.now();
    const loaded = load(session, marks);
    const panes = async () => {
      const names = await tmux.lines('list-panes', '-a', '-F', '#{session_name}');
      return names.filter((each) => each === session).length === COUNT;
    };
    const ran = () => linesIn(marks).length === COUNT;
    const waited = msUntil(begin, isExist ? panes : ran);
    // A loader that fails is told of at once, not when the time is over.
    const took = await Promise.race([waited, loaded.then(() => waited)]);
    await loaded;
    await msUntil(performance.now(), ran);
    await tmux.run('kill-session', '-t', `=${session}`);
    return took;
  };
  return [
    { operation: 'load-exist', how, sample: (round) => sample(round, true) },
    { operation: 'load-run', how, sample: (round) => sample(round, false) },
  ];
};

/** A workspace that tmuxp and panectl read alike. */
export const workspaceFile = ({ folder }: Ground, session: string, marks: string): string => {
  const path = join(folder, `${session}.yaml`);
  const pane = `      - shell_command: "${lineOf(marks)}"`;
  const windows = Array.from({ length: WINDOWS }, (_, at) => [
    `  - window_name: w${at}`,
    '    layout: tiled',
    '    panes:',
    ...Array.from({ length: PANES }, () => pane),
  ]).flat();
  writeFileSync(path, `session_name: ${session}\nwindows:\n${windows.join('\n')}\n`);
  return path;
};
