import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { field, withShell } from './shell-house.ts';

/** The prompt is drawn a moment after the command has ended. */
const prompts = (screen: () => Promise<readonly string[]>, prompt: string) =>
  until(async () => (await screen()).at(-1) === prompt, { what: `the prompt ${prompt}` });

describe('bash with the files of its user', () => {
  it('reads a login shell’s profile, keeps prompt, PROMPT_COMMAND, PS0, DEBUG trap and HISTCONTROL', () =>
    withShell(
      'bash',
      async ({ exec, screen, type, ended }) => {
        expect((await exec('echo $FROM; shopt -q login_shell && echo login')).lines).toEqual([
          'ps0',
          'profile',
          'login',
        ]);
        expect((await exec('shopt -o posix')).exit_code).toBe(1);
        await type(' echo hidden');
        await ended(3);
        expect((await exec('history')).lines.join('\n')).not.toMatch(/hidden|panectl|133/);
        expect((await exec('echo "$SEEN|$DEBUGGED"')).lines.at(-1)).toMatch(/^x+\|d+$/);
        await prompts(screen, 'mine>');
        expect((await ended(5))[2]).toEqual([' echo hidden', 'completed', 0]);
      },
      {
        files: {
          '.bash_profile':
            'FROM=profile; PS1="mine> "; PS0="ps0\\n"; PROMPT_COMMAND="SEEN+=x"; HISTCONTROL=ignorespace; trap "DEBUGGED+=d" DEBUG\n',
        },
      },
    ));

  it('keeps PROMPT_COMMAND as an array, and a prompt that is built anew each time', () =>
    withShell(
      'bash',
      async ({ exec, screen }) => {
        expect((await exec('false')).exit_code).toBe(1);
        expect((await exec('echo "$A $B"')).lines).toEqual(['xx yy']);
        expect((await exec('(exit 7)')).exit_code).toBe(7);
        await prompts(screen, '[7] p>');
      },
      {
        files: {
          '.bash_profile': 'PROMPT_COMMAND=("A+=x" "B+=y" build); build() { PS1="[$__panectl_code] p> "; }\n',
        },
      },
    ));

  it('is no login shell where default-command says so, and its history is where it was', () =>
    withShell(
      'bash',
      async ({ exec, userHome }) => {
        expect((await exec('echo $FROM; shopt -q login_shell || echo plain')).lines).toEqual(['rc', 'plain']);
        expect((await exec('echo $HISTFILE')).lines).toEqual([join(userHome, 'hist')]);
        await exec('history -a');
        expect(readFileSync(join(userHome, 'hist'), 'utf8')).toContain('echo $FROM');
      },
      { files: { '.bashrc': 'FROM=rc\nHISTFILE=~/hist\n' }, config: ['set -g default-command bash'] },
    ));
});

describe('zsh with the files of its user', () => {
  it('reads them in their order, from ZDOTDIR, with hooks, prompt and options as they were', () =>
    withShell(
      'zsh',
      async ({ exec, screen, userHome }) => {
        expect((await exec('echo $READ; [[ -o login ]] && echo login; echo $ZDOTDIR')).lines).toEqual([
          'env profile rc login',
          'login',
          join(userHome, 'z'),
        ]);
        expect((await exec('(exit 7)')).exit_code).toBe(7);
        await prompts(screen, '[7] z>');
        expect((await exec('echo $SEEN')).lines).toEqual(['xxx']);
        expect((await exec('fc -l 1')).lines.join('\n')).not.toMatch(/panectl|133/);
      },
      {
        files: {
          'z/.zshenv': 'READ=env\n',
          'z/.zprofile': 'READ+=" profile"\n',
          'z/.zshrc': 'READ+=" rc"; PS1="[%?] z> "; precmd() { SEEN+=x }\n',
          'z/.zlogin': 'READ+=" login"\n',
        },
        config: ['set-environment -g ZDOTDIR HOME/z'],
      },
    ));
});

describe('fish with the files of its user', () => {
  it('keeps its configuration and its prompt', () =>
    withShell(
      'fish',
      async ({ exec, screen }) => {
        expect((await exec('echo $FROM; status is-login; and echo login')).lines).toEqual([
          'config',
          'login',
        ]);
        expect((await exec("sh -c 'exit 7'")).exit_code).toBe(7);
        await prompts(screen, '[7] f>');
        expect((await exec('history')).lines.join('\n')).not.toMatch(/panectl|133/);
      },
      {
        files: {
          '.config/fish/config.fish':
            'set -g FROM config\nfunction fish_prompt; echo -n "[$status] f> "; end\n',
        },
      },
    ));
});

describe('a pane without a shell that is known', () => {
  it('runs default-command as it is, without marks', () =>
    withShell(
      'bash',
      async ({ ask, panectl }) => {
        const { status, json } = await panectl('pane-exec', 's', 'main', 'true', '--wait');
        expect([status, field(json, 'error', 'code')]).toEqual([4, 'exec_unobservable']);
        const exec = await ask('pane-exec', 's', 'main', 'true');
        const ended = await panectl('exec-wait', String(field(exec, 'exec_id')), '200s');
        expect(ended.json).toMatchObject({ data: { outcome: 'ended', exit_code: null } });
        expect(await ask('pane-status', 's', 'main')).toMatchObject({ status_source: 'foreground_process' });
      },
      { config: ['set -g default-command "exec /bin/sh -i"'] },
    ));
});
