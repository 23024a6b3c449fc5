import type { Exec } from '../../domain/exec.ts';
import { type Failure, failure } from '../../domain/failure.ts';
import { isShellMark } from '../../domain/process-mark.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { ShellFact } from '../../rules/shell-session.ts';
import type { PaneState } from '../../store/state.ts';
import type { House } from '../house.ts';
import { shellNameOf } from './shell-name.ts';

/** A key that no keyboard has; the marks bind it (src/tmux/shell/marks.*). */
const PRIVATE_KEY = ['-H', '1b', '5b', '37', '37', '34', '31', '7e'] as const;
/** A shell that is ready answers within milliseconds; a line of 100 kB takes its editor longer. */
const PATIENCE_MS = 10_000;

/**
 * Types the line of an exec that was just started, presses Enter, and, where the shell says what it does, waits until
 * it has taken the line. A line that it refuses or that is not complete is wiped, and the exec has ended.
 */
export const typeLine = async (
  house: House,
  pane: PaneState,
  exec: Exec,
  signal: AbortSignal,
  before = '',
): Promise<Result<void>> => {
  const { tmuxPane } = pane;
  const isMarked = isShellMark(pane.mark);
  const shell = shellNameOf(pane);
  const press = (...keys: readonly string[]) => house.tmux.command('send-keys', '-t', tmuxPane, ...keys);
  // bash and zsh would put old command lines in the place of `!word`.
  if (isMarked && shell !== 'fish' && exec.command.includes('!')) await press(...PRIVATE_KEY);
  const pasted = await house.tmux.paste(tmuxPane, `${before}${exec.command}`);
  if (!pasted.ok) return pasted;
  if (!isMarked) return done(await press('Enter'));
  if (shell === 'fish') {
    const checked = untilFact(house, exec, ({ kind }) => kind === 'checked', signal);
    const asked = await press(...PRIVATE_KEY);
    const fact = asked.ok ? await checked : null;
    if (fact?.kind === 'checked' && fact.verdict !== 'complete') return giveUp(house, exec, fact.verdict);
  }
  const taken = untilFact(house, exec, isTaken, signal);
  const entered = await press('Enter');
  if (!entered.ok) return entered;
  if ((await taken)?.kind !== 'unfinished') return success(undefined);
  // Ended first: the interrupt's code is none of the command's.
  const refusal = giveUp(house, exec, 'incomplete');
  const ready = house.until(({ panes }) => panes[tmuxPane]?.ready !== false, PATIENCE_MS, signal);
  const cancelled = await press('C-c');
  if (cancelled.ok) await ready;
  return refusal;
};

const done = (result: Result<unknown>): Result<void> => (result.ok ? success(undefined) : result);

const isTaken = ({ kind }: ShellFact): boolean =>
  kind === 'started' || kind === 'refused' || kind === 'unfinished';

/** The first such fact from now on; null when none came in time, or the exec has ended without. */
const untilFact = (
  house: House,
  exec: Exec,
  isWanted: (fact: ShellFact) => boolean,
  signal: AbortSignal,
): Promise<ShellFact | null> =>
  new Promise((resolve) => {
    const finish = (fact: ShellFact | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUpWaiting);
      for (const end of ends) end();
      resolve(fact);
    };
    const giveUpWaiting = (): void => finish(null);
    const timer = setTimeout(giveUpWaiting, PATIENCE_MS);
    const ends = [
      house.outputs.listen(exec.tmux_pane, (_pane, fact) => {
        if (fact.kind === 'shell' && isWanted(fact.fact)) finish(fact.fact);
      }),
      house.onChange(() => {
        if (house.execs.running(exec.tmux_pane)?.exec_id !== exec.exec_id) finish(null);
      }),
    ];
    signal.addEventListener('abort', giveUpWaiting, { once: true });
  });

/** Nothing was run, and the line is gone from the shell's editor: the exec ends without a code. */
const giveUp = (house: House, exec: Exec, verdict: 'refused' | 'incomplete'): Result<never> => {
  const reason = REASONS[verdict];
  house.execs.end(exec.tmux_pane, { exitCode: null, signal: null, endedBy: 'self', reason });
  return failed(refusalOf(exec, reason, verdict));
};

const REASONS = {
  refused: 'the shell does not understand this command line',
  incomplete: 'the command line is not complete: a quote or a block is open',
} as const;

const refusalOf = ({ exec_id, tmux_pane }: Exec, reason: string, verdict: keyof typeof REASONS): Failure =>
  failure('usage', reason, 'nothing was run; the shell is ready again', { exec_id, tmux_pane, verdict });

/** Whether more of it would make a command line. */
export const isIncomplete = ({ data }: Failure): boolean => data.verdict === 'incomplete';
