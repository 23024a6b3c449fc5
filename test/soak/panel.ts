import { setTimeout as pause } from 'node:timers/promises';
import { memoryMegabytesOf } from '../bench/figures.ts';
import { type Link, openLink } from '../bench/link.ts';
import { lastOfChain, withPanes } from '../bench/panes.ts';
import { onTerminal } from '../bench/terminal.ts';
import { PANECTL } from '../support/run-panectl.ts';
import type { PanectlHouse } from '../support/with-panectl.ts';

/**
 * An hour of a panel in four minutes: as many frames as it draws at rest in an hour, each with something new in it,
 * while the operator goes through all views. Prints its memory as it goes; false when it is more than the limit, or
 * still grows at the end.
 */
const SECONDS = Number(process.env.SOAK_SECONDS ?? 240);
const LIMIT_MEGABYTES = 120;
/** What garbage collection may leave or take between two looks. */
const NOISE_MEGABYTES = 6;
const KEYS = [
  'j',
  'j',
  'k',
  '2',
  'j',
  '3',
  'j',
  '4',
  's',
  '5',
  's',
  '1',
  '+',
  '+',
  '+',
  'v',
  'J',
  'K',
  '?',
  '\u001b',
];

export const soakPanel = async (): Promise<boolean> => {
  const seen: number[] = [];
  await withPanes(50, 'while :; do echo "tick $((n = n + 1))"; sleep 0.2; done', async (house) => {
    const command = `exec ${PANECTL} -S ${house.tmux.socket} panel`;
    await onTerminal(
      command,
      { ...house.tmux.env, PANECTL_HOME: house.home },
      async ({ press, sees, pid }) => {
        await sees((rows) => rows.some((row) => row.includes('▌')));
        const panel = lastOfChain(pid);
        const link = await openLink(house.tmux.socket);
        const endMs = performance.now() + SECONDS * 1_000;
        const work = busy(house, link, endMs);
        for (let round = 0; performance.now() < endMs; round += 1) {
          press(KEYS[round % KEYS.length] ?? 'j');
          await pause(100);
          if (round % 200 === 199) seen.push(memoryMegabytesOf(panel));
        }
        await work;
        link.end();
      },
    );
    return [];
  });
  return verdict(seen);
};

/** Panes come, fail and go, labels change and rules fire, all the time. */
const busy = async ({ ask }: PanectlHouse, link: Link, endMs: number): Promise<void> => {
  await link.call('session-create', { session: 'busy' });
  await ask('on-exit', 'busy', '*', "notify '{{ label }} ended'", '--name', 'teller', '--cooldown', '2s');
  for (let round = 0; performance.now() < endMs; round += 1) {
    const label = `job-${round % 7}`;
    const made = await link.call('pane-create', {
      session: 'busy',
      label,
      unique: true,
      command: `exit ${round % 3}`,
    });
    await link.call('pane-metadata-set', { session: 'busy', pane: 'main', key: 'round', value: `${round}` });
    await pause(100);
    await link.call('pane-kill', { session: 'busy', pane: paneIn(made) });
  }
};

const paneIn = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'tmux_pane' in answer ? String(answer.tmux_pane) : '';

const verdict = (seen: readonly number[]): boolean => {
  const [middle = 0, last = 0] = [seen.at(Math.floor(seen.length / 2)), seen.at(-1)];
  const isGood = last <= LIMIT_MEGABYTES && last - middle <= NOISE_MEGABYTES && seen.length > 3;
  console.log(
    `\npanel, ${SECONDS} s of changes: memory every 20 s ${seen.map((mb) => mb.toFixed(0)).join(' ')} MB`,
  );
  console.log(`  limit ${LIMIT_MEGABYTES} MB and no growth in the second half: ${isGood ? 'pass' : 'FAIL'}`);
  return isGood;
};
