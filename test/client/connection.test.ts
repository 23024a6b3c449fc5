import { expect, it } from 'vitest';
import { connect } from '../../src/client/connection.ts';
import { openWire, SILENT } from '../../src/client/wire.ts';
import type { DaemonMessage } from '../../src/protocol/message.ts';
import { until } from '../support/until.ts';
import { type FakePeer, withFakeDaemon } from './fake-daemon.ts';

const caller = {
  kind: 'panel',
  name: null,
  tmuxPane: null,
  cwd: '/',
  stdoutIsTerminal: true,
  stdinIsTerminal: true,
  columns: 80,
  color: true,
  format: null,
  insideTmux: false,
} as const;
const uid = process.getuid?.() ?? 0;

it('answers each call with its own result, in whatever order they come, and hands on the rest', async () => {
  const waiting: number[] = [];
  const play = (peer: FakePeer, message: Readonly<Record<string, unknown>>): void => {
    if (message.kind === 'hello') peer.welcome();
    if (message.kind === 'subscribe') peer.say({ kind: 'snapshot', epoch: 'e', seq: 1, state: {} });
    if (message.kind !== 'call') return;
    waiting.push(Number(message.id));
    if (waiting.length < 2) return;
    for (const id of waiting.toReversed())
      peer.say({ kind: 'result', id, envelope: { ok: true, data: id }, status: 0 });
  };
  await withFakeDaemon(play, async ({ place }) => {
    const pushed: DaemonMessage[] = [];
    const connected = await connect({
      place,
      uid,
      env: {},
      caller,
      listener: (message) => pushed.push(message),
    });
    if (!connected.ok) throw new Error(connected.failure.message);
    const { call, subscribe, close } = connected.value;
    subscribe();
    expect(await Promise.all([call('a', {}), call('b', {})])).toEqual([
      { ok: true, value: 1 },
      { ok: true, value: 2 },
    ]);
    await until(() => pushed.some(({ kind }) => kind === 'snapshot'), { what: 'the snapshot' });
    close();
  });
});

it('fails what is open and what comes later when the daemon goes', async () => {
  const play = (peer: FakePeer, message: Readonly<Record<string, unknown>>): void => {
    if (message.kind === 'hello') peer.welcome();
    if (message.kind === 'call') peer.socket.destroy();
  };
  await withFakeDaemon(play, async ({ place }) => {
    const connected = await connect({ place, uid, env: {}, caller, listener: () => undefined });
    if (!connected.ok) throw new Error(connected.failure.message);
    const lost = { ok: false, failure: { code: 'daemon_unavailable' } };
    expect(await connected.value.call('a', {})).toMatchObject(lost);
    expect(await connected.value.call('a', {})).toMatchObject(lost);
    expect(await connected.value.closed).not.toBe('');
  });
});

it('gives up on a daemon that gives no sign of life, and on none that only has nothing to say', async () => {
  const greetings = { one: 0, all: 0 };
  const open = (place: { readonly socket: string }, silenceMs: number) =>
    openWire({ path: place.socket, first: [], listener: () => undefined, patienceMs: 120_000, silenceMs });
  const onceOnly = (peer: FakePeer, { kind }: Readonly<Record<string, unknown>>): void => {
    if (kind !== 'hello') return;
    greetings.one += 1;
    if (greetings.one === 1) peer.welcome();
  };
  await withFakeDaemon(onceOnly, async ({ place }) => {
    const opened = await open(place, 400);
    expect(opened.kind === 'open' && (await opened.wire.closed)).toBe(SILENT);
    expect(greetings.one).toBe(2);
  });
  const always = (peer: FakePeer, { kind }: Readonly<Record<string, unknown>>): void => {
    if (kind !== 'hello') return;
    greetings.all += 1;
    peer.welcome();
  };
  await withFakeDaemon(always, async ({ place }) => {
    const opened = await open(place, 1_200);
    if (opened.kind !== 'open') throw new Error(opened.kind);
    let isClosed = false;
    void opened.wire.closed.then(() => {
      isClosed = true;
    });
    await until(() => greetings.all >= 3, { what: 'three greetings' });
    expect(isClosed).toBe(false);
    opened.wire.close();
  });
});
