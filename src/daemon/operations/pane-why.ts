import type * as z from 'zod';
import type { onePaneInput } from '../../commands/pane-read.ts';
import type { PaneWhy } from '../../commands/pane-why-port.ts';
import type { Pane } from '../../domain/pane.ts';
import { type Result, success } from '../../domain/result.ts';
import type { Rule } from '../../domain/rule.ts';
import { verdictOn } from '../../store/why.ts';
import type { CallScope, House } from '../house.ts';
import { placementOf } from '../rules/scopes.ts';
import { findExec } from '../waits/exec-end.ts';
import { answerPane, locatePane } from './locate.ts';

const TAIL_LINES = 10;

export const whyPane = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof onePaneInput>,
): Promise<Result<PaneWhy>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { session, pane: state } = target.value;
  const answer = answerPane(house, session.sessionId, state.tmuxPane);
  if (!answer.ok) return answer;
  const pane = answer.value;
  const exec = pane.exec_id === null ? null : findExec(house, pane.exec_id);
  const nowMs = Date.parse(house.now());
  const record = house.outputs.recordOf(state.tmuxPane);
  const from = Math.max(0, (record?.nextCursor ?? 0) - TAIL_LINES);
  return success({
    ...placeOf(pane),
    ...verdictOn(pane, exec, { nowMs, isHeld: state.heldBy !== null }),
    status: pane.status,
    service: pane.service,
    waits_for: pane.service?.waits_for ?? [],
    last_probe: pane.service?.probe ?? null,
    last_exec: exec,
    rules: rulesOn(house, pane),
    tail: (record?.from(from, TAIL_LINES).lines ?? []).map(({ text }) => text),
  });
};

const placeOf = ({ session, pane_id, tmux_pane, label }: Pane) => ({ session, pane_id, tmux_pane, label });

const rulesOn = (house: House, { tmux_pane }: Pane): PaneWhy['rules'] => {
  const { rules } = house.store.getState();
  const placement = placementOf(house.store.getState(), house.rules.book.all());
  return (placement.get(tmux_pane) ?? []).flatMap(({ id }) => {
    const rule = rules[id];
    return rule === undefined ? [] : [briefOf(rule)];
  });
};

const briefOf = ({ name, event, state, fired, last_fired_at, last_error }: Rule) => ({
  ...{ rule: name, event, state, fired, last_fired_at, last_error },
});
