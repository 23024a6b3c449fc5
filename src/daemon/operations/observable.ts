import { failure } from '../../domain/failure.ts';
import { isShellMark } from '../../domain/process-mark.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { locatePane } from './locate.ts';
import { permit } from './protect.ts';

/**
 * Whoever wants to know how a command ends needs a shell that says so; asked before anything is typed. That somebody
 * may not type there at all is said first: adding the marks would not help him.
 */
export const checkObservable = async (
  house: House,
  scope: CallScope,
  input: { readonly session: string; readonly pane: string; readonly force: boolean },
): Promise<Result<void>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const permitted = permit(house, scope, [target.value.pane], 'typing into', input.force);
  if (!permitted.ok) return permitted;
  const { tmuxPane, mark } = target.value.pane;
  if (isShellMark(mark)) return success(undefined);
  return failed(
    failure(
      'exec_unobservable',
      `the shell of ${tmuxPane} does not say when a command ends`,
      'panectl pane-integrate adds what it needs; bash, zsh and fish panes of panectl have it',
      { tmux_pane: tmuxPane },
    ),
  );
};
