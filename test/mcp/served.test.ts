import { describe, expect, it } from 'vitest';
import { type FakePeer, withFakeDaemon } from '../client/fake-daemon.ts';
import { withMcp } from '../support/mcp-client.ts';
import { until } from '../support/until.ts';

type Message = Readonly<Record<string, unknown>>;

/** A daemon that says hello, and is told of everything else. */
const playing =
  (told: Message[], answer: (peer: FakePeer, message: Message) => void) =>
  (peer: FakePeer, message: Message): void => {
    if (message.kind === 'hello') peer.welcome();
    else {
      told.push(message);
      answer(peer, message);
    }
  };

const result = (message: Message, data: unknown) =>
  ({ kind: 'result', id: Number(message.id), envelope: { ok: true, data }, status: 0 }) as const;

describe.each([false, true])('panectl mcp, of 2026: %s', (isModern) => {
  it('cancels in the daemon what its client cancels, and tells meanwhile that the wait goes on', async () => {
    const told: Message[] = [];
    const play = playing(told, () => undefined);
    await withFakeDaemon(play, ({ tmuxSocket }) =>
      withMcp({ socket: tmuxSocket, isModern, args: ['--as', 'tester'] }, async ({ call }) => {
        const cancellation = new AbortController();
        const steps: unknown[] = [];
        const waiting = call(
          'pane_watch',
          { session: 'a', pane: 'b', pattern: 'x', timeout: '90s' },
          { signal: cancellation.signal, onprogress: (step) => steps.push(step) },
        ).catch((error: unknown) => String(error));
        const { id } = await until(() => told.find(({ kind }) => kind === 'call'), { what: 'the call' });
        await until(() => steps.length > 0, { what: 'a word of the wait' });
        expect(steps[0]).toMatchObject({ total: 90, message: 'pane_watch: waiting' });
        cancellation.abort();
        await until(() => told.find((each) => each.kind === 'cancel' && each.id === id), {
          what: 'the cancelling of the call',
        });
        expect(await waiting).toMatch(/abort/i);
        expect(told[0]).toMatchObject({
          command: 'pane-watch',
          input: { timeout: '90s' },
          caller: { kind: 'mcp', name: 'tester' },
        });
      }),
    );
  });
});

it('tells what a stream brings as progress, and answers with all of it', async () => {
  const told: Message[] = [];
  const play = playing(told, (peer, message) => {
    if (message.command === 'pane-stream') {
      const item = (text: string) => ({ kind: 'item', id: Number(message.id), item: { text } }) as const;
      peer.say(item('one'), item('two'));
      return;
    }
    peer.say(...told.map((each) => result(each, each === message ? {} : { streamed: true })));
  });
  await withFakeDaemon(play, ({ tmuxSocket }) =>
    withMcp({ socket: tmuxSocket }, async ({ call, ask }) => {
      const steps: unknown[] = [];
      const streaming = call(
        'pane_stream',
        { session: 'a', pane: 'b' },
        { onprogress: ({ message }) => steps.push(message) },
      );
      await until(() => steps.includes('one\ntwo'), { what: 'the lines' });
      await ask('session_list');
      const { structuredContent } = await streaming;
      expect(structuredContent).toEqual({ items: [{ text: 'one' }, { text: 'two' }], dropped: 0 });
      expect(steps[0]).toBe('pane_stream: waiting');
    }),
  );
});

it('asks a second time where the daemon went before it answered, but only for what changes nothing', async () => {
  const told: Message[] = [];
  const play = playing(told, (peer, message) => {
    if (message.kind !== 'call') return;
    if (told.length === 2) peer.say(result(message, { panes: [] }));
    else peer.socket.destroy();
  });
  await withFakeDaemon(play, ({ tmuxSocket }) =>
    withMcp({ socket: tmuxSocket }, async ({ call }) => {
      expect(await call('pane_list', { session: 'a' })).toMatchObject({ structuredContent: { panes: [] } });
      expect(await call('pane_kill', { session: 'a', pane: 'b' })).toMatchObject({
        isError: true,
        structuredContent: { code: 'daemon_unavailable', retryable: true },
      });
      expect(told.map(({ command }) => command)).toEqual(['pane-list', 'pane-list', 'pane-kill']);
    }),
  );
});
