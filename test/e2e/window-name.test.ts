import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { withPanectl } from '../support/with-panectl.ts';

const CONFIG = ['set -g default-shell /bin/bash', "set -g default-command ''"];

/** Every name that a window has had, from tmux's own hook, and what it is called now. */
const withNames = (
  body: (
    house: Parameters<Parameters<typeof withPanectl>[0]>[0],
    names: () => Promise<readonly string[]>,
  ) => Promise<void>,
): Promise<void> =>
  withPanectl(
    async (house) => {
      const { tmux } = house;
      const file = join(tmux.folder, 'names');
      const note = `run-shell "echo '#{window_name}' >> ${file}"`;
      await tmux.run('set-hook', '-g', 'after-new-session', note);
      await tmux.run('set-hook', '-g', 'window-renamed', note);
      await body(house, async () => {
        const now = await tmux.lines('list-windows', '-t', 'build:', '-F', '#{window_name}');
        const before = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
        return [...new Set([...before, ...now])];
      });
    },
    { config: CONFIG },
  );

const untilNamed = (
  { tmux }: Parameters<Parameters<typeof withPanectl>[0]>[0],
  wanted: string,
): Promise<unknown> =>
  until(
    async () => (await tmux.lines('list-windows', '-t', 'build:', '-F', '#{window_name}'))[0] === wanted,
    {
      what: `the window to be called ${wanted}`,
    },
  );

it('is never that of what stands in for the shell, and follows what runs there', () =>
  withNames(async (house, names) => {
    await house.ask('session-create', 'build');
    await untilNamed(house, 'bash');
    expect(await names()).not.toContain('sleep');
    await house.ask('pane-exec', 'build', 'main', 'cat');
    await untilNamed(house, 'cat');
  }));

it('is that of a session file, or of what runs there', () =>
  withNames(async (house, names) => {
    const file = join(house.tmux.folder, 'build.yml');
    writeFileSync(
      file,
      'session_name: build\nwindows:\n  - panes:\n      - shell_command: cat\n  - window_name: kept\n    panes: [null]\n',
    );
    await house.ask('session-create', 'build', '--file', file);
    await untilNamed(house, 'cat');
    expect(await names()).toContain('kept');
    expect(await names()).not.toContain('sleep');
  }));
