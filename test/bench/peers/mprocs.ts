import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf, PANES, WINDOWS } from './loading.ts';
import { type Ground, NOTHING, type Peer, QUIET } from './peer.ts';
import { linesIn, msUntil, pathOf, versionOf } from './programs.ts';

/** One program that is terminal, list and parent of its processes at once: there is nothing of it without a screen. */
export const mprocs: Peer = {
  name: 'mprocs',
  from: 'npm install --prefix FOLDER mprocs, FOLDER/node_modules/.bin in PATH',
  version: () => versionOf('mprocs', '--version'),
  open: (ground) => {
    const { folder, quiet } = ground;
    const program = pathOf('mprocs') ?? 'mprocs';
    const shown = configOf(folder, 'shown', QUIET, quiet);
    return Promise.resolve({
      ...NOTHING,
      ways: [
        {
          operation: 'load-run',
          how: 'mprocs (12 processes)',
          sample: (round) => load(ground, program, round),
        },
      ],
      monitors: [
        { how: 'mprocs (it is the parent too)', program: 'mprocs', command: `exec ${program} -c ${shown}` },
      ],
    });
  },
};

const load = async ({ folder, screens }: Ground, program: string, round: number): Promise<number> => {
  const marks = join(folder, `mprocs${round}.marks`);
  const config = configOf(folder, `mprocs${round}`, WINDOWS * PANES, lineOf(marks));
  const begin = performance.now();
  await screens.run('new-session', '-d', '-s', 'mprocs-load', `exec ${program} -c ${config}`);
  const took = await msUntil(begin, () => linesIn(marks).length === WINDOWS * PANES);
  await screens.run('kill-session', '-t', '=mprocs-load');
  return took;
};

const configOf = (folder: string, name: string, count: number, line: string): string => {
  const file = join(folder, `${name}.mprocs.yaml`);
  const procs = Array.from({ length: count }, (_, at) => `  p${at}:\n    shell: "${line}"`);
  writeFileSync(file, `procs:\n${procs.join('\n')}\n`);
  return file;
};
