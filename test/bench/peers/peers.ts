import { type Cost, measureCosts } from './costs.ts';
import { expect } from './expect.ts';
import { withGround } from './ground.ts';
import { libtmux } from './libtmux.ts';
import { btop, htop } from './monitors.ts';
import { mprocs } from './mprocs.ts';
import { OPERATIONS } from './operations.ts';
import { panectl } from './panectl.ts';
import type { Ground, Opened, Peer, Way } from './peer.ts';
import { pm2 } from './pm2.ts';
import { supervisor } from './supervisor.ts';
import { bash, rawTmux } from './tmux.ts';
import { tmuxinator, tmuxp } from './workspaces.ts';

const PEERS: readonly Peer[] = [
  ...[panectl, rawTmux, bash, libtmux, tmuxp, tmuxinator],
  ...[expect, supervisor, mprocs, pm2, htop, btop],
];

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40);
/** Before each measurement: what the last one left to do is over by then. */
const PAUSE_MS = 15;
const MOST_FAILURES = 3;

export interface Taken {
  readonly operation: string;
  readonly how: string;
  readonly isOurs: boolean;
  /** Milliseconds. */
  readonly values: readonly number[];
  /** Why it failed, each time; it is given up when it has failed often enough. */
  readonly failures: readonly string[];
}

export interface Found {
  readonly name: string;
  readonly from: string;
  readonly version: string | null;
  /** Why it could not be used. */
  readonly failure: string | null;
}

export interface Comparison {
  readonly peers: readonly Found[];
  readonly taken: readonly Taken[];
  readonly costs: readonly Cost[];
}

/** All of them in turns, in one run: whatever else this machine does meets each of them alike. */
export const comparePeers = (say: (text: string) => void): Promise<Comparison> =>
  withGround(async (ground) => {
    const opened: { readonly peer: Peer; readonly it: Opened }[] = [];
    const peers: Found[] = [];
    try {
      for (const peer of PEERS) {
        const { name, from } = peer;
        const { version, it, failure } = await openPeer(peer, ground);
        if (it !== null) opened.push({ peer, it });
        peers.push({ name, from, version, failure });
        say(`${name} ${version ?? 'is not installed'}${failure === null ? '' : `: ${failure}`}`);
      }
      const taken: Taken[] = [];
      for (const { id, title, share } of OPERATIONS) {
        say(title);
        const ways = opened.flatMap(({ peer, it }) =>
          it.ways
            .filter(({ operation }) => operation === id)
            .map((way) => ({ way, isOurs: peer === panectl })),
        );
        taken.push(...(await inTurns(ways, Math.max(3, Math.ceil(ROUNDS * share)))));
      }
      say('What they cost while nothing is to be done');
      const costs = await measureCosts(
        ground,
        opened.map(({ it }) => it),
      );
      return { peers, taken, costs };
    } finally {
      for (const { it } of opened) await it.end().catch(() => undefined);
    }
  });

const openPeer = async (
  peer: Peer,
  ground: Ground,
): Promise<{
  readonly version: string | null;
  readonly it: Opened | null;
  readonly failure: string | null;
}> => {
  try {
    const version = await peer.version();
    return { version, it: version === null ? null : await peer.open(ground), failure: null };
  } catch (error) {
    return { version: 'unknown', it: null, failure: messageOf(error) };
  }
};

/** The first round finds everything cold, and is not counted. */
const inTurns = async (
  ways: readonly { readonly way: Way; readonly isOurs: boolean }[],
  rounds: number,
): Promise<readonly Taken[]> => {
  const values = ways.map((): number[] => []);
  const failures = ways.map((): string[] => []);
  for (let round = 0; round <= rounds; round += 1)
    for (let turn = 0; turn < ways.length; turn += 1) {
      // Nobody is always the one behind the same other.
      const at = (turn + round) % ways.length;
      if ((failures[at]?.length ?? 0) >= MOST_FAILURES) continue;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      try {
        const took = await ways[at]?.way.sample(round);
        if (round > 0 && took !== undefined) values[at]?.push(took);
      } catch (error) {
        failures[at]?.push(messageOf(error));
      }
    }
  return ways.map(({ way: { operation, how }, isOurs }, at) => ({
    ...{ operation, how, isOurs, values: values[at] ?? [], failures: failures[at] ?? [] },
  }));
};

const messageOf = (error: unknown): string => {
  const lines = (error instanceof Error ? error.message : 'unknown reason').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, 2)
    .join(' ')
    .slice(0, 160);
};
