import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callerEnvironment, withPrivateTmux } from '../support/private-tmux.ts';
import { PANECTL } from '../support/run-panectl.ts';
import { streamPanectl } from '../support/stream-panectl.ts';
import { until } from '../support/until.ts';
import { withPanectl } from '../support/with-panectl.ts';

test('the panel as lines says in words what there is, once, without a single escape', () =>
  withPanectl(async (house) => {
    await house.ask('session-create', 'shop');
    await house.ask('pane-create', 'shop', 'web', '--command', "printf '\\033[31mred\\033[0m'; exit 3");
    await house.ask('on-exit', 'shop', 'web', "notify 'web ended'", '--name', 'watchman', '--any-end');
    await until(async () => JSON.stringify(await house.ask('pane-list', 'shop')).includes('"failed"'), {
      what: 'the pane to have failed',
    });
    const stream = streamPanectl(house, 'panel', '--plain');
    expect(await stream.ended).toBe(0);
    const text = stream.lines().join('\n');
    expect(text).toMatch(/^panectl \d\d:\d\d:\d\d: \d sessions, \d panes; \d running, 1 failed; cpu /);
    expect(text).toMatch(/^pane shop 1 web %\d+: failed, exit 3, for /m);
    expect(text).toMatch(/^trigger watchman: armed, exit /m);
    expect(text).toMatch(/web %\d+ created/);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(stream.stderr()).toBe('');
  }));

test('a reader that has had enough of it is no error', () =>
  withPanectl(async (house) => {
    await house.ask('session-create', 'shop');
    const child = spawn(
      '/bin/sh',
      ['-c', `"${PANECTL}" -S "${house.tmux.socket}" panel --plain | head -n 1`],
      {
        env: { ...callerEnvironment(), PANECTL_HOME: house.home },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let text = '';
    child.stdout.on('data', (bytes) => (text += String(bytes)));
    child.stderr.on('data', (bytes) => (text += String(bytes)));
    const [status] = await new Promise<readonly [number | null]>((resolve) => {
      child.on('close', (code) => resolve([code]));
    });
    expect(status).toBe(0);
    expect(text).toMatch(/^panectl [^\n]*\n$/);
  }));

test('on a terminal it goes on with a line for each change, until it is interrupted', () =>
  withPanectl(async (house) => {
    await house.ask('session-create', 'shop');
    const command = `export PANECTL_HOME=${house.home}; exec /bin/sh`;
    await withPrivateTmux(
      async (terminal) => {
        const sees = (wanted: RegExp) =>
          until(async () => wanted.test(await terminal.run('capture-pane', '-p', '-J', '-t', 'screen:')), {
            what: `${wanted} on the screen`,
          });
        await terminal.run('send-keys', '-t', 'screen:', '-l', lineFor(house.tmux.socket));
        await terminal.run('send-keys', '-t', 'screen:', 'Enter');
        await sees(/pane shop 0/);
        await house.ask('pane-create', 'shop', 'web', '--command', 'exit 4');
        await sees(/web %\d+ created/);
        await sees(/web %\d+ failed, exit 4/);
        await terminal.run('send-keys', '-t', 'screen:', 'C-c');
        await sees(/ended: 130/);
      },
      { session: 'screen', size: { width: 120, height: 40 }, config: ['set -g status off'], command },
    );
  }));

const lineFor = (socket: string): string => `${PANECTL} -S ${socket} panel --plain; echo "ended: $?"`;

test('a mistake in the settings of the panel is named with its place, and nothing else is lost', () =>
  withPanectl(async (house) => {
    await house.ask('session-create', 'shop');
    const file = join(house.home, 'config.yml');
    writeFileSync(file, 'panel:\n  fpz: 10\n');
    const stream = streamPanectl(house, 'panel', '--plain');
    expect(await stream.ended).toBe(0);
    expect(stream.stderr()).toBe(`panectl: ${file}:2:3: unknown key "fpz"; did you mean fps?\n`);
    expect(stream.lines().join('\n')).toContain('pane shop 0');
  }));
