import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { withPrivateTmux } from '../support/private-tmux.ts';
import { PANECTL, runPanectl } from '../support/run-panectl.ts';
import { processesNaming } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { withHome } from '../support/with-panectl.ts';

/** A folder for what the demo makes, which must be empty again afterwards, and no process may name it. */
const withDemoFolder = (body: (folder: string) => Promise<void>): Promise<void> =>
  withHome(async (home) => {
    const folder = join(home, 'demo');
    mkdirSync(folder);
    await body(folder);
    await until(() => readdirSync(folder).length === 0, { what: 'the demo to remove its folder' });
    await until(() => processesNaming(folder).length === 0, { what: 'the demo to end its processes' });
  });

describe('panectl demo', () => {
  it.concurrent('tells a line per step without a terminal, then the panes, and leaves nothing', ({
    expect,
  }) =>
    withDemoFolder(async (folder) => {
      const { status, stdout } = await runPanectl(['demo', 'scaled'], {
        socket: null,
        env: { TMPDIR: folder },
      });
      expect(status).toBe(0);
      expect(stdout.match(/\(panes: \d+\)/g)?.map((text) => Number(/\d+/.exec(text)?.[0]))).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 7, 6, 7, 6, 5,
      ]);
      const table = stdout.slice(stdout.indexOf('PANE')).trim().split('\n');
      expect(table.map((row) => row.split(/ +/)[2])).toEqual([
        'LABEL',
        'main',
        'deploy',
        'logs',
        'db',
        'cache',
      ]);
    }));

  it.concurrent('plays in the panel on a terminal, and gives the terminal back', ({ expect }) =>
    withDemoFolder((folder) =>
      withPrivateTmux(
        async (tmux) => {
          const screen = () => tmux.run('capture-pane', '-p', '-t', 'terminal:');
          await until(async () => /panes.*cache.*events/s.test(await screen()), {
            what: 'the panel to show 8 panes',
          });
          await until(async () => /status 0/.test(await screen()), { what: 'the end', deadline: 60_000 });
          expect(await screen()).toMatch(/done: 13 operations.*deploy.*status 0/s);
        },
        {
          session: 'terminal',
          size: { width: 120, height: 40 },
          command: `env TMPDIR=${folder} TMUX= ${PANECTL} demo; echo status $?; exec cat`,
        },
      ),
    ));

  it.concurrent('cleans up when it is interrupted', ({ expect }) =>
    withDemoFolder(async (folder) => {
      const child = spawn(PANECTL, ['demo'], {
        env: { ...process.env, TMPDIR: folder },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const ended = new Promise((resolve) => child.on('exit', resolve));
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (text: Buffer) => {
          if (text.includes('pane-create logs')) resolve();
        });
      });
      child.kill('SIGINT');
      expect(await ended).toBe(130);
    }));
});
