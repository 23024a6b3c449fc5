import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import type { paneIntegrateInput } from '../../commands/output.ts';
import { failure } from '../../domain/failure.ts';
import type { Pane } from '../../domain/pane.ts';
import { isShellMark, processMarkText } from '../../domain/process-mark.ts';
import { failed, type Result } from '../../domain/result.ts';
import { quoteWords } from '../../domain/shell-quote.ts';
import { shellFile } from '../../tmux/shell/command.ts';
import type { CallScope, House } from '../house.ts';
import { answerPane } from './locate.ts';
import { shellNameOf } from './shell-name.ts';
import { locateForTyping } from './typing.ts';

const PATIENCE_MS = 5_000;

/** Types one line into a shell at its prompt; the shell reads our marks, forgets the line and wipes it off the screen. */
export const integratePane = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneIntegrateInput>,
): Promise<Result<Pane>> => {
  const target = await locateForTyping(house, scope, input);
  if (!target.ok) return target;
  const { session, pane } = target.value;
  const { tmuxPane, pid } = pane;
  if (isShellMark(pane.mark)) return answerPane(house, session.sessionId, tmuxPane);
  const shell = shellNameOf(pane);
  if (shell !== 'bash' && shell !== 'zsh' && shell !== 'fish')
    return failed(
      failure(
        'exec_unobservable',
        `${shell || 'what runs in it'} is no shell that can be integrated`,
        'bash, zsh and fish can',
        { tmux_pane: tmuxPane },
      ),
    );
  if (pid === null || house.foreground(pid) !== 'root' || house.execs.running(tmuxPane) !== null)
    return failed(
      failure('pane_busy', `something runs in ${tmuxPane}`, 'wait for its prompt', { tmux_pane: tmuxPane }),
    );
  const nonce = randomBytes(16).toString('hex');
  const mark = processMarkText({ kind: 'shell', nonce });
  const marked = await house.tmux.command('set-option', '-p', '-t', tmuxPane, '@panectl', mark);
  if (!marked.ok) return marked;
  house.store.apply([{ kind: 'pane.changed', tmuxPane, patch: { mark } }]);
  const line = `. ${quoteWords([shellFile(`inject.${shell}`)])} ${nonce}`;
  // What begins with a blank is not remembered; fish takes leading blanks off what is pasted, so it is typed.
  const blank = await house.tmux.command('send-keys', '-t', tmuxPane, 'Space');
  const pasted = blank.ok ? await house.tmux.paste(tmuxPane, line) : blank;
  const entered = pasted.ok ? await house.tmux.command('send-keys', '-t', tmuxPane, 'Enter') : pasted;
  if (!entered.ok) return entered;
  const isReady = await house.until(
    () => house.outputs.of(tmuxPane)?.shell?.phase === 'ready',
    PATIENCE_MS,
    scope.signal,
  );
  if (isReady) return answerPane(house, session.sessionId, tmuxPane);
  await house.tmux.command('set-option', '-p', '-u', '-t', tmuxPane, '@panectl');
  return failed(
    failure('exec_unobservable', `the shell of ${tmuxPane} did not take the marks`, 'look at the pane', {
      tmux_pane: tmuxPane,
    }),
  );
};
