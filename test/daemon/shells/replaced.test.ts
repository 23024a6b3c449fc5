import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { endedOf, field, SHELLS, withShell } from './shell-house.ts';

const isPrompt = (line = ''): boolean => /[$#%>]\s*$/.test(line);

describe.each(SHELLS)('a %s that becomes another program', (shell) => {
  it('by exec of a shell has ended that command, and is a shell like one that a person started', () =>
    withShell(shell, async ({ ask, panectl, type, ended, exec, screen }) => {
      await type(`exec ${shell}`);
      expect(await ended(1)).toEqual([[`exec ${shell}`, 'ended', null]]);
      const refused = await panectl('pane-exec', 's', 'main', 'true', '--wait');
      expect(field(refused.json, 'error', 'code')).toBe('exec_unobservable');
      await until(
        async () => field(await ask('pane-status', 's', 'main'), 'status_source') === 'foreground_process',
        {
          what: 'the other source',
        },
      );
      // Its start-up files may still have the terminal.
      await until(async () => isPrompt((await screen()).at(-1)), { what: 'its prompt' });
      // What can be done without marks is done.
      await ask('pane-exec', 's', 'main', "sh -c 'exit 3'");
      expect((await ended(2))[1]).toEqual(["sh -c 'exit 3'", 'ended', null]);
      // A slow shell has not begun it when that is taken for its end.
      await until(
        async () => {
          const shown = await screen();
          return shown.some((line) => line.includes('exit 3')) && isPrompt(shown.at(-1));
        },
        { what: 'the next prompt' },
      );
      await ask('pane-integrate', 's', 'main');
      const last = await exec("sh -c 'exit 4'");
      expect([last.outcome, last.exit_code]).toEqual(['failed', 4]);
    }));

  it('by exec of anything else runs that until it ends', () =>
    withShell(shell, async ({ ask, panectl, tmux }) => {
      await ask('pane-create', 's', 'other');
      const id = String(field(await ask('pane-exec', 's', 'other', 'exec cat'), 'exec_id'));
      await until(
        async () =>
          (await tmux.lines('list-panes', '-s', '-t', '=s:', '-F', '#{pane_current_command}')).includes(
            'cat',
          ),
        {
          what: 'cat',
        },
      );
      // Long enough for whoever looks now and then.
      expect((await panectl('exec-wait', id, '2500ms')).status).toBe(124);
      expect(await ask('exec-show', id)).toMatchObject({ outcome: 'running' });
      const busy = await panectl('pane-exec', 's', 'other', 'true');
      expect(field(busy.json, 'error', 'code')).toBe('pane_busy');
      await ask('pane-send-keys', 's', 'other', 'C-d');
      const { status, json } = await panectl('exec-wait', id, '200s');
      expect(endedOf(status, json)).toMatchObject({ outcome: 'ended', exit_code: null });
    }));
});
