import { spawn } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { callerEnvironment } from '../support/private-tmux.ts';
import { PANECTL } from '../support/run-panectl.ts';
import { withPanectl } from '../support/with-panectl.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/several-sessions', import.meta.url));
const CONFIG = ['set -g default-shell /bin/bash', "set -g default-command ''"];

it('three sessions that are asked for in the wrong order start in the right one, and are cleaned up', () =>
  withPanectl(
    async ({ tmux, home, ask }) => {
      const folder = join(tmux.folder, 'example');
      cpSync(EXAMPLE, folder, { recursive: true });
      const { status, lines } = await runScript(join(folder, 'run.sh'), {
        ...{ PANECTL: `${PANECTL} -S ${tmux.socket}`, PANECTL_HOME: home },
      });
      const answers = lines.map((line): unknown => at(JSON.parse(line), 'data'));
      expect({ status, answers }).toMatchObject({ status: 0 });
      const said = answers.flatMap((answer) => listIn(answer, 'lines')).map((line) => at(line, 'text'));
      expect(new Set(said)).toEqual(new Set(['browser: 3 passed', 'unit: 12 passed']));
      expect(answers.flatMap((answer) => listIn(answer, 'results'))).toMatchObject([
        ...[{ state: 'fulfilled' }, { state: 'fulfilled' }],
        ...['shop-backend', 'shop-frontend', 'shop-tests'].map((session) => ({ session, exit_code: 0 })),
      ]);
      expect(answers.at(-2)).toMatchObject({ session: 'shop-passed' });
      expect(listIn(answers.at(-1), 'sessions')).toHaveLength(4);
      expect(existsSync(join(folder, 'run'))).toBe(false);
      expect(listIn(await ask('session-list'), 'sessions')).toMatchObject([{ session: 'work' }]);
      const log = listIn(await ask('orchestration-log', '-n', '1000'), 'events');
      const steps = log.map((event) => ['session', 'label', 'type'].map((key) => at(event, key)).join(' '));
      const order = [
        ...[
          'shop-backend schema exec.ended',
          'shop-backend api exec.started',
          'shop-backend api service.ready',
        ],
        ...['shop-frontend  session.created', 'shop-frontend web service.ready'],
        ...['shop-tests  session.created', 'shop-passed  session.created'],
      ];
      expect(order.toSorted((a, b) => steps.indexOf(a) - steps.indexOf(b))).toEqual(order);
      expect(steps).toEqual(expect.arrayContaining(order));
    },
    { config: CONFIG },
  ));

const runScript = (
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | null; readonly lines: readonly string[] }> =>
  new Promise((resolve, reject) => {
    const child = spawn('sh', [script], {
      env: { ...callerEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({ status, lines: text.split('\n').filter((line) => line !== '') });
    });
  });
