import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Link, openLink } from '../bench/link.ts';
import { type Door, untilShellDoor } from '../support/doors.ts';
import { at, listIn } from '../support/fields.ts';
import { runPanectl } from '../support/run-panectl.ts';
import { type Stream, streamPanectl } from '../support/stream-panectl.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { maskedText } from './masks.ts';

/** One of two houses that are alike in everything but the door that callers take. */
export interface Side {
  readonly run: (call: Call) => Promise<Answer>;
  readonly follow: (words: readonly string[]) => Stream;
  /** The door that was taken since the last answer or stream began. */
  readonly took: () => Door;
  readonly masked: (text: string) => string;
  /** All that a caller can see of panes, rules and execs, masked. */
  readonly state: () => Promise<string>;
}

export type Sides = readonly [shell: Side, node: Side];

export interface Call {
  readonly words: readonly string[];
  readonly input?: string;
}

/** What is printed is masked. */
export interface Answer {
  readonly took: Door;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The daemons of both run, and the shell door is open. */
export const withTwoDoors = (
  prepare: (house: PanectlHouse) => Promise<void>,
  body: (sides: Sides) => Promise<void>,
): Promise<void> =>
  withOne('shell', prepare, (shell) => withOne('node', prepare, (node) => body([shell, node])));

const withOne = (
  door: Door,
  prepare: (house: PanectlHouse) => Promise<void>,
  body: (side: Side) => Promise<void>,
): Promise<void> =>
  withPanectl(
    async (house) => {
      await prepare(house);
      await untilShellDoor(house);
      const link = await openLink(house.tmux.socket);
      await body(sideOf(house, link)).finally(link.end);
    },
    // The name of a window is that of the program of the moment.
    { door, config: ['set -g automatic-rename off'] },
  );

const sideOf = (house: PanectlHouse, link: Link): Side => {
  const { folder, socket } = house.tmux;
  const node = join(folder, 'marking-node');
  const mark = `${node}.started`;
  writeFileSync(node, `#!/bin/sh\n: >'${mark}'\nexec '${process.execPath}' "$@"\n`);
  chmodSync(node, 0o755);
  const env = { ...house.env, PANECTL_NODE: node, TMPDIR: folder };
  const took = (): Door => (existsSync(mark) ? 'node' : 'shell');
  const masked = (text: string): string => maskedText(text.replaceAll(folder, '<folder>'));
  return {
    ...{ took, masked },
    run: async ({ words, input = '' }) => {
      rmSync(mark, { force: true });
      const { status, stdout, stderr } = await runPanectl(words, { socket, env, cwd: folder, input });
      return { took: took(), status, stdout: masked(stdout), stderr: masked(stderr) };
    },
    follow: (words) => {
      rmSync(mark, { force: true });
      return streamPanectl({ ...house, env }, ...words);
    },
    state: async () => masked(JSON.stringify(await stateOf(link))),
  };
};

const stateOf = async ({ call }: Link): Promise<unknown> => {
  const sessions = listIn(await call('session-list', {}), 'sessions').map((each) => at(each, 'session'));
  return Promise.all([
    ...sessions.map((session) => call('pane-list-detailed', { session })),
    ...[call('rule-list', {}), call('exec-list', {})],
  ]);
};

/** What is done in one house is done in the other: until what comes of it has come in both. */
export const settled = ([shell, node]: Sides): Promise<unknown> =>
  until(async () => (await shell.state()) === (await node.state()), { what: 'the same in both houses' });
