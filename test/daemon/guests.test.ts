import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isTmuxPaneId } from '../../src/domain/ids.ts';
import type { DaemonMessage, Screen } from '../../src/protocol/message.ts';
import { until } from '../support/until.ts';
import { at, withStage } from './real-daemon.ts';

describe('a guest of the daemon', () => {
  it('who says what no client says is cut off, and the daemon lives on', () =>
    withStage(async ({ start, ask, place }) => {
      start();
      await ask('session-list');
      for (const nonsense of ['garbage\n', '{"kind":"run"}\n', `${JSON.stringify(RUN)}\n`, '\n', '[]\n'])
        expect(await say(place.socket, nonsense)).not.toContain('"exit"');
      expect(at(await ask('daemon-status'), 'running')).toBe(true);
    }));

  it('of another protocol is told so and shown out', () =>
    withStage(async ({ start, ask, place }) => {
      start();
      await ask('session-list');
      const answer = await say(place.socket, `${JSON.stringify({ ...HELLO, protocol: 999 })}\n`);
      expect(JSON.parse(answer)).toMatchObject({ kind: 'welcome', protocol: 1 });
    }));

  it('who goes in the middle of a call takes nobody along, and does not leave the call behind', () =>
    withStage(async ({ start, ask, talk }) => {
      start();
      await ask('session-create', { session: 'build' });
      const leaves = await talk();
      void leaves.call('query', { sql: ENDLESS });
      void leaves.call('pane-create', { session: 'build', label: 'left' });
      leaves.close();
      await until(async () => at(await ask('pane-count', { session: 'build' }), 'count') === 2, {
        what: 'the pane',
      });
      expect(await ask('pane-find', { session: 'build', label: 'left' })).toMatchObject({ pane_id: 1 });
    }));

  it('who cancels gets the answer of a call that was given up', () =>
    withStage(async ({ start, talk }) => {
      start();
      const connection = await talk();
      const controller = new AbortController();
      const answer = connection.call('query', { sql: ENDLESS }, controller.signal);
      controller.abort();
      expect((await answer).ok).toBe(false);
      connection.close();
    }));

  it('who runs words gets what to print and the exit status, as text or JSON', () =>
    withStage(async ({ start, ask, place }) => {
      start();
      await ask('session-list');
      const run = async (argv: readonly string[], caller = {}) => {
        const message = { ...RUN, argv, caller: { ...RUN.caller, ...caller } };
        const said = await say(place.socket, `${JSON.stringify(HELLO)}\n${JSON.stringify(message)}\n`);
        return said
          .split('\n')
          .filter(Boolean)
          .map((line): unknown => JSON.parse(line));
      };
      const json = await run(['pane', 'count', 'work']);
      expect(json[1]).toMatchObject({ kind: 'print', text: '{"ok":true,"data":{"count":1}}\n' });
      expect(json[2]).toMatchObject({ kind: 'exit', status: 0 });
      const missing = await run(['pane-count', 'nothing'], { stdoutIsTerminal: true });
      expect(missing[1]).toMatchObject({ kind: 'print', stream: 'stderr' });
      expect(missing[2]).toMatchObject({ kind: 'exit', status: 3 });
      const unknown = await run(['pane-cuont', 'work', '--json'], { stdoutIsTerminal: true });
      expect(at(unknown[1], 'text')).toContain('pane-count');
      expect(unknown[2]).toMatchObject({ kind: 'exit', status: 2 });
    }));

  it('who watches a pane sees its screen at once, after each change, and never an escape but colours', () =>
    withStage(async ({ start, talk, ask }) => {
      start();
      await ask('session-create', { session: 'build', size: '60x10' });
      const screens: Screen[] = [];
      const connection = await talk((message: DaemonMessage) => {
        if (message.kind === 'screen') screens.push(message.screen);
      });
      const pane = await ask('pane-status', { session: 'build', pane: 'main' });
      const id = at(pane, 'tmux_pane');
      if (typeof id !== 'string' || !isTmuxPaneId(id)) throw new Error('no pane');
      connection.watch(id);
      await until(() => screens.length > 0, { what: 'the first screen' });
      expect(screens[0]).toMatchObject({ tmuxPane: id, width: 60, height: 10 });
      const keys = ["printf '\\033[31mred\\033[0m\\033]0;x\\007'"];
      await ask('pane-send-keys', { session: 'build', pane: 'main', keys, literal: true, enter: true });
      const red = /\u001b\[31mred/;
      await until(() => screens.some(({ lines }) => lines.some((line) => red.test(line))), { what: 'red' });
      for (const { lines } of screens)
        expect(lines.join('').replaceAll(/\u001b\[[0-9;:]*m/g, '')).not.toContain('\u001b');
      connection.close();
    }));
});

const HELLO = { kind: 'hello', protocol: 1, version: 'test' };
const RUN = {
  kind: 'run',
  id: 1,
  argv: ['session-list'],
  caller: {
    kind: 'cli',
    name: null,
    tmuxPane: null,
    cwd: '/',
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    columns: 80,
    color: false,
    format: null,
    insideTmux: false,
  },
};

const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';

/** All that comes back until the daemon closes, or has said how a call ended. */
const say = (socket: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const wire = connect(socket);
    wire.setEncoding('utf8');
    wire.on('data', (more) => {
      said += String(more);
      if (said.includes('"kind":"exit"')) wire.end();
    });
    wire.on('close', () => resolve(said));
    wire.on('error', reject);
    wire.write(text);
  });
