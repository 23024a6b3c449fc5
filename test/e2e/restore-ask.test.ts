import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { at } from '../support/fields.ts';
import { until } from '../support/until.ts';
import { withPanectl } from '../support/with-panectl.ts';

const FILE = `session_name: dev
windows:
  - panes:
      - shell_command: [echo waited]
        label: one
`;

it.each([
  ['with', 'bash'],
  ['without', 'exec sh'],
])(
  '%s marks of the shell, a command that waits for Enter is not run together with another: that is refused until the line is gone',
  (_with, shell) =>
    withPanectl(async ({ tmux, ask, panectl }) => {
      await tmux.run('set-option', '-g', 'default-command', shell);
      const file = join(tmux.folder, 'dev.yml');
      writeFileSync(file, FILE);
      const screen = () => tmux.run('capture-pane', '-p', '-t', '=dev:');
      const code = async (...words: readonly string[]) => at((await panectl(...words)).json, 'error', 'code');
      const restore = async (): Promise<void> => {
        await ask('session-restore', file, '--run', 'ask');
        await until(async () => (await screen()).includes('echo waited'), { what: 'the line at the prompt' });
      };
      await restore();
      expect(await code('pane-exec', 'dev', '0', 'echo other')).toBe('pane_busy');
      await ask('daemon-stop');
      // Another daemon sees it there.
      expect(await code('pane-exec', 'dev', '0', 'echo other')).toBe('pane_busy');
      await ask('pane-send-keys', 'dev', '0', 'Enter');
      await until(async () => /^waited$/m.test(await screen()), { what: 'what it prints' });
      await until(async () => (await code('pane-exec', 'dev', '0', 'echo other')) === undefined, {
        what: 'the shell to be free',
      });
      await ask('session-kill', 'dev');
      await restore();
      await ask('pane-send-keys', 'dev', '0', 'C-c');
      await until(async () => (await code('pane-exec', 'dev', '0', 'echo other')) === undefined, {
        what: 'the shell to be free of the line',
      });
      expect(await screen()).not.toMatch(/^waited$/m);
    }),
);
