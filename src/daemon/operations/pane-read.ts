import type * as z from 'zod';
import type { onePaneInput, paneFindInput, paneListInput } from '../../commands/pane-read.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { MetricsWithHistory } from '../../domain/metrics.ts';
import type { Pane } from '../../domain/pane.ts';
import { type Result, success } from '../../domain/result.ts';
import { panesOf } from '../../store/select.ts';
import type { CallScope, House } from '../house.ts';
import { answerPane, locatePane, locateSession } from './locate.ts';
import { isMine } from './mine.ts';

type OnePane = z.output<typeof onePaneInput>;
type ListInput = Partial<z.output<typeof paneListInput>> & { readonly session: string };

export const paneStatus = async (house: House, scope: CallScope, input: OnePane): Promise<Result<Pane>> => {
  const target = await locatePane(house, scope, input);
  return target.ok ? answerPane(house, target.value.session.sessionId, target.value.pane.tmuxPane) : target;
};

export const listPanes = async (
  house: House,
  scope: CallScope,
  { session, status, mine = false, all = false }: ListInput,
): Promise<Result<readonly Pane[]>> => {
  const found = await locateSession(house, scope, session);
  if (!found.ok) return found;
  const panes = panesOf(house.store.getState(), found.value.sessionId, { all });
  return success(
    panes.filter(
      (pane) =>
        (status === undefined || pane.status === status) && (!mine || isMine(pane.owner, scope.actor)),
    ),
  );
};

export const findPane = (
  house: House,
  scope: CallScope,
  { session, label }: z.output<typeof paneFindInput>,
): Promise<Result<Pane>> => paneStatus(house, scope, { session, pane: label });

export const isRunning = async (
  house: House,
  scope: CallScope,
  input: OnePane,
): Promise<Result<{ running: boolean }>> => {
  const target = await locatePane(house, scope, input);
  return target.ok ? success({ running: target.value.pane.status === 'running' }) : target;
};

export const paneMetrics = async (
  house: House,
  scope: CallScope,
  input: OnePane,
): Promise<Result<{ tmux_pane: TmuxPaneId; metrics: MetricsWithHistory | null }>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { tmuxPane, metrics, history } = target.value.pane;
  return success({ tmux_pane: tmuxPane, metrics: metrics === null ? null : { ...metrics, history } });
};
