import { failure } from '../../domain/failure.ts';
import { isShellMark } from '../../domain/process-mark.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { locatePane } from './locate.ts';

/** Whoever wants to know how a command ends needs a shell that says so; asked before anything is typed. */
export const checkObservable = async (
  house: House,
  scope: CallScope,
  input: { readonly session: string; readonly pane: string },
): Promise<Result<void>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { tmuxPane, mark } = target.value.pane;
  if (isShellMark(mark)) return success(undefined);
  return failed(
    failure(
      'exec_unobservable',
      `the shell of ${tmuxPane} does not say when a command ends`,
      'panectl pane-integrate adds what it needs, or use a pane that panectl made',
      { tmux_pane: tmuxPane },
    ),
  );
};
