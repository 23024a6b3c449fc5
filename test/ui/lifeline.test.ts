import { expect, it } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import { failed, success } from '../../src/domain/result.ts';
import type { DaemonMessage } from '../../src/protocol/message.ts';
import { VERSION } from '../../src/protocol/version.ts';
import { createMirror } from '../../src/store/mirror.ts';
import { type Connected, keepConnected, pauseBefore } from '../../src/ui/desk/lifeline.ts';
import type { DaemonLink } from '../../src/ui/desk/link.ts';
import { farm } from '../support/panel-scenes.ts';
import { until } from '../support/until.ts';

interface FakeDaemon {
  readonly tell: (message: DaemonMessage) => void;
  readonly leave: (reason: string) => void;
  readonly subscriptions: () => number;
}

/** Every connection that was made, and a switch that lets the next ones fail. */
const fakeDaemons = (daemonVersion: string) => {
  const daemons: FakeDaemon[] = [];
  let refuses = 0;
  const connect = async (listener: (message: DaemonMessage) => void) => {
    if (refuses > 0) {
      refuses -= 1;
      return failed(failure('daemon_unavailable', 'nobody answers'));
    }
    let leave: (reason: string) => void = () => undefined;
    let subscriptions = 0;
    const closed = new Promise<string>((done) => {
      leave = done;
    });
    const connected: Connected = {
      call: async () => success({}),
      subscribe: () => {
        subscriptions += 1;
      },
      watch: () => undefined,
      version: daemonVersion,
      follow: () => undefined,
      closed,
      close: () => leave('closed by us'),
    };
    daemons.push({ tell: listener, leave: (reason) => leave(reason), subscriptions: () => subscriptions });
    return success(connected);
  };
  return { daemons, connect, refuse: (times: number) => (refuses = times) };
};

const start = (daemonVersion = VERSION) => {
  const fakes = fakeDaemons(daemonVersion);
  const links: DaemonLink[] = [];
  const pauses: number[] = [];
  const mirror = createMirror();
  const lifeline = keepConnected({
    connect: fakes.connect,
    mirror,
    onLink: (link) => links.push(link),
    onScreen: () => undefined,
    onLines: () => undefined,
    now: () => 0,
    pause: async (ms) => {
      pauses.push(ms);
    },
  });
  const daemon = (at: number) => until(() => fakes.daemons[at], { what: `connection ${at}` });
  return { ...fakes, links, pauses, mirror, lifeline, daemon };
};

const snapshot: DaemonMessage = { kind: 'snapshot', epoch: 'a', seq: 1, state: farm };

it('is live with the first snapshot', async () => {
  const panel = start();
  const daemon = await panel.daemon(0);
  await until(() => daemon.subscriptions() === 1, { what: 'the subscription' });
  daemon.tell(snapshot);
  expect(panel.links).toEqual([{ kind: 'live' }]);
  expect(panel.mirror.store.getState().state.sessions).toEqual(farm.sessions);
  panel.lifeline.dispose();
});

it('says so when the daemon is of another version', async () => {
  const panel = start('0.0.1');
  const daemon = await panel.daemon(0);
  await until(() => daemon.subscriptions() === 1, { what: 'the subscription' });
  daemon.tell(snapshot);
  expect(panel.links).toEqual([{ kind: 'live', otherVersion: '0.0.1' }]);
  panel.lifeline.dispose();
});

it('asks for a new snapshot when a delta is missing', async () => {
  const panel = start();
  const daemon = await panel.daemon(0);
  await until(() => daemon.subscriptions() === 1, { what: 'the subscription' });
  daemon.tell(snapshot);
  daemon.tell({ kind: 'delta', epoch: 'a', seq: 5, events: [] });
  expect(daemon.subscriptions()).toBe(2);
  panel.lifeline.dispose();
});

it('comes back by itself after a loss, and keeps what was known meanwhile', async () => {
  const panel = start();
  const first = await panel.daemon(0);
  await until(() => first.subscriptions() === 1, { what: 'the subscription' });
  first.tell(snapshot);
  panel.refuse(2);
  first.leave('killed');
  const second = await panel.daemon(1);
  await until(() => second.subscriptions() === 1, { what: 'the second subscription' });
  expect(panel.mirror.store.getState().state.sessions).toEqual(farm.sessions);
  second.tell({ ...snapshot, epoch: 'b' });
  expect(panel.links.map((link) => (link.kind === 'lost' ? link.reason : link.kind))).toEqual([
    'live',
    'killed',
    'nobody answers',
    'nobody answers',
    'live',
  ]);
  expect(panel.pauses).toEqual([250, 500, 1_000]);
  panel.lifeline.dispose();
});

it('stops for good when the panel ends', async () => {
  const panel = start();
  await panel.daemon(0);
  await until(() => panel.lifeline.current() !== null, { what: 'the connection' });
  panel.lifeline.dispose();
  await until(() => panel.lifeline.current() === null, { what: 'the end of the connection' });
  expect(panel.links).toEqual([]);
});

it('never waits longer than five seconds', () => {
  expect([1, 2, 3, 6, 1_000].map(pauseBefore)).toEqual([250, 500, 1_000, 5_000, 5_000]);
});
