import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const CONFIG = ['set -g default-shell /bin/bash', "set -g default-command ''"];
const LONG = ['--timeout', '4m'];

const makeSession = async ({ tmux, ask }: PanectlHouse, panes: readonly string[]): Promise<void> => {
  const file = join(tmux.folder, 'session.yml');
  writeFileSync(file, ['windows:', '- panes:', ...panes.map((pane) => `  - ${pane}`)].join('\n'));
  await ask('session-create', 'shop', '--file', file);
};

const serviceOf = async ({ ask }: PanectlHouse, label: string): Promise<unknown> =>
  at(await ask('pane-status', 'shop', label), 'service');

const stateBecomes = (house: PanectlHouse, label: string, state: string): Promise<unknown> =>
  until(async () => at(await serviceOf(house, label), 'state') === state, {
    what: `${label} to be ${state}`,
  });

/** `type label`, oldest first. */
const eventsOf = async ({ ask }: PanectlHouse): Promise<readonly string[]> =>
  listIn(await ask('orchestration-log', 'shop', '-n', '1000'), 'events').map(
    (event) => `${String(at(event, 'type'))} ${String(at(event, 'label'))}`,
  );

const killDaemon = async ({ tmux }: PanectlHouse): Promise<void> => {
  const pids = daemonsOf(tmux.socket);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await until(() => !pids.some(isAlive), { what: 'the end of the daemon' });
};

/** A port that nobody has, as far as one can know. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

describe('services', () => {
  it('wait for one another, get ready, are started again and given up, and say why', () =>
    withPanectl(
      async (house) => {
        const { tmux, panectl, ask } = house;
        const [go, typed] = [join(tmux.folder, 'go'), join(tmux.folder, 'typed')];
        await makeSession(house, [
          `{label: db, command: "while [ ! -e ${go} ]; do sleep 0.05; done; echo listening; cat", ready: {log: "^listening$"}}`,
          '{label: web, command: "echo web is up; cat", depends_on: {db: ready}, ready: {idle: 100ms}}',
          '{label: flaky, command: "exit 3", restart: {policy: on_failure, delay: 10ms, max_delay: 20ms, max_restarts: 2}}',
          '{label: never, command: cat, depends_on: {flaky: completed}}',
          `{label: shell, depends_on: {web: ready}, shell_command: ["echo > ${typed}"]}`,
        ]);
        expect(await ask('pane-why', 'shop', 'web')).toMatchObject({
          verdict: 'web waits for db to be ready',
          status: 'idle',
          waits_for: [{ label: 'db', condition: 'ready', state: 'pending' }],
          last_exec: null,
        });
        await stateBecomes(house, 'flaky', 'gave_up');
        await stateBecomes(house, 'never', 'blocked');
        expect(at(await ask('pane-why', 'shop', 'never'), 'verdict')).toBe(
          'never can not start: it needs flaky to complete, which can not be',
        );
        expect(await ask('pane-why', 'shop', 'flaky')).toMatchObject({
          verdict: 'flaky was given up: ended with 3, after 2 restarts; pane-respawn starts it again',
          last_exec: { outcome: 'failed', exit_code: 3 },
        });
        expect(existsSync(typed)).toBe(false);
        const impossible = await panectl('wait-any', 'ready:shop/never', ...LONG);
        expect(impossible.status).toBe(1);
        const ready = panectl('wait-all', 'ready:shop/db', 'ready:shop/web', ...LONG);
        writeFileSync(go, '');
        expect(await ready).toMatchObject({ status: 0 });
        await until(() => existsSync(typed), { what: 'the line that waits for web' });
        expect(await ask('pane-status', 'shop', 'db')).toMatchObject({
          ready: true,
          service: { state: 'ready', probe: { ok: true, said: 'listening' } },
        });
        const events = await eventsOf(house);
        const order = ['service.waiting web', 'service.ready db', 'exec.started web', 'service.ready web'];
        expect(events.filter((event) => order.includes(event))).toEqual(order);
        expect(events.filter((event) => event === 'exec.started flaky')).toHaveLength(3);
        expect(events.filter((event) => event === 'service.backing_off flaky')).toHaveLength(2);
        // What somebody starts by hand is counted anew, and whoever waited for it may go on.
        await ask('pane-respawn', 'shop', 'flaky', '--command', 'true', '--force');
        await until(async () => at(await serviceOf(house, 'never'), 'state') === 'running', {
          what: 'never to start after all',
        });
      },
      { config: CONFIG },
    ));

  it('of one call: pane-create waits until it is ready, and says when it can not be', () =>
    withPanectl(async (house) => {
      const { panectl, ask } = house;
      await ask('session-create', 'shop');
      const port = await freePort();
      const listener = `"${process.execPath}" -e 'require("http").createServer((q, s) => s.end()).listen(${port}, "127.0.0.1")'`;
      const create = (label: string, command: string, ...more: readonly string[]) =>
        panectl('pane-create', 'shop', label, '--command', command, '--wait', 'ready', ...more);
      const made = await create('web', listener, '--ready', `tcp:127.0.0.1:${port}`, ...LONG);
      expect([made.status, at(made.json, 'data', 'ready')]).toEqual([0, true]);
      const http = await create('http', 'cat', '--ready', `http:http://127.0.0.1:${port}/`, ...LONG);
      expect([http.status, at(http.json, 'data', 'service', 'probe', 'said')]).toEqual([0, 'HTTP 200']);
      const yes = await create('yes', 'cat', '--ready', 'exec:test "$NAME" = 7', '--env', 'NAME=7', ...LONG);
      expect(yes.status).toBe(0);
      const ended = await create('ended', 'exit 4', '--ready', 'log:never', ...LONG);
      expect([ended.status, at(ended.json, 'data', 'service', 'state')]).toEqual([1, 'failed']);
      const late = await create('late', 'cat', '--ready', 'exec:echo not yet; false', '--timeout', '300ms');
      expect([late.status, at(late.json, 'data', 'ready')]).toEqual([124, false]);
      await until(async () => at(await serviceOf(house, 'late'), 'probe', 'said') === 'exit 1: not yet', {
        what: 'what the check said',
      });
      const refused = async (...words: readonly string[]) =>
        (await panectl('pane-create', 'shop', 'bad', ...words)).status;
      expect(await refused('--command', 'cat', '--wait', 'ready')).toBe(2);
      expect(await refused('--restart', 'always')).toBe(2);
      expect(await refused('--ready', 'tcp:99999')).toBe(2);
      expect(await refused('--ready', 'log:(')).toBe(6);
      expect(await refused('--ready', 'nonsense')).toBe(2);
      expect(listIn(await ask('pane-list', 'shop'), 'panes').map((pane) => at(pane, 'label'))).not.toContain(
        'bad',
      );
    }));

  it('are ended as their file says, and what was killed is not started again', () =>
    withPanectl(async (house) => {
      const { tmux, ask } = house;
      const [asked, keyed, ended] = ['asked', 'keyed', 'ended'].map((name) => join(tmux.folder, name));
      const last = (label: string) =>
        JSON.stringify(
          `trap 'echo ${label} >> ${ended}; exit 0' TERM; echo up; while :; do sleep 0.05; done`,
        );
      const trap = `trap 'echo > ${asked}; exit 0' INT; echo up; while :; do sleep 0.05; done`;
      await makeSession(house, [
        `{label: a, command: ${JSON.stringify(trap)}, ready: {log: up}, restart: always, stop: {signal: INT, grace: 4m}}`,
        `{label: b, command: "echo up; read line; echo $line > ${keyed}; cat", ready: {log: up}, stop: {keys: [-X, Enter, C-d], grace: 4m}}`,
        `{label: needed, command: ${last('needed')}, ready: {log: up}, stop: {grace: 4m}}`,
        `{label: user, command: ${last('user')}, ready: {log: up}, depends_on: {needed: ready}, stop: {grace: 4m}}`,
      ]);
      await ask('wait-all', 'ready:shop/a', 'ready:shop/b', 'ready:shop/user', ...LONG);
      for (const label of ['a', 'b']) await ask('pane-kill', 'shop', label);
      expect(existsSync(asked ?? '')).toBe(true);
      // Keys are keys, also those that look like an option.
      expect(readFileSync(keyed ?? '', 'utf8')).toBe('-X\n');
      const execs = listIn(await ask('exec-list', 'shop'), 'execs');
      expect(execs.map((exec) => [at(exec, 'label'), at(exec, 'ended_by')])).toEqual([
        ['a', 'kill'],
        ['b', 'kill'],
        ['needed', null],
        ['user', null],
      ]);
      expect((await eventsOf(house)).filter((event) => event.startsWith('service.backing_off'))).toEqual([]);
      await ask('session-kill', 'shop');
      expect(readFileSync(ended ?? '', 'utf8')).toBe('user\nneeded\n');
    }));

  it('go on under the next daemon: what waited, what was ready, and how often it was started again', () =>
    withPanectl(async (house) => {
      const { tmux, panectl, ask } = house;
      const go = join(tmux.folder, 'go');
      await makeSession(house, [
        `{label: db, command: "while [ ! -e ${go} ]; do sleep 0.05; done; echo listening; cat", ready: {log: listening}}`,
        '{label: web, command: cat, depends_on: {db: ready}}',
        '{label: off, command: "exit 1", restart: {policy: always, delay: 1s, max_delay: 1h}}',
        '{label: up, command: "echo up; cat", ready: {log: up}}',
      ]);
      await ask('wait-all', 'ready:shop/up', ...LONG);
      const restarts = async () => Number(at(await serviceOf(house, 'off'), 'restarts'));
      const before = await until(
        async () => {
          const count = await restarts();
          return count > 0 && count;
        },
        { what: 'a restart' },
      );
      await killDaemon(house);
      writeFileSync(go, '');
      const both = await panectl('wait-all', 'ready:shop/db', 'ready:shop/up', ...LONG);
      expect(both.status).toBe(0);
      await stateBecomes(house, 'web', 'running');
      await until(async () => (await restarts()) > before, { what: 'the restart that was due' });
      expect(
        listIn(await ask('exec-list', 'shop'), 'execs').filter((exec) => at(exec, 'label') === 'web'),
      ).toHaveLength(1);
    }));
});
