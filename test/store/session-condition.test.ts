import { describe, expect, it } from 'vitest';
import type { SessionCondition, Standing } from '../../src/domain/dependency.ts';
import type { Exec, ExecOutcome } from '../../src/domain/exec.ts';
import { isExecId, paneNumber } from '../../src/domain/ids.ts';
import { newService, PLAIN_SERVICE, type Service, type ServiceState } from '../../src/domain/service.ts';
import { conditionReason, sessionCondition } from '../../src/store/session-condition.ts';
import type { PaneState, State } from '../../src/store/state.ts';
import { paneIdOf, stateOf } from '../support/panel-fixture.ts';

interface Given {
  readonly exec?: ExecOutcome;
  readonly service?: ServiceState;
  readonly ready?: boolean;
  readonly status?: PaneState['status'];
}

const serviceOf = ({ service, ready }: Given): Service | null => {
  if (service === undefined) return null;
  const check = { kind: 'log', value: 'up', timeout: null } as const;
  const made = newService({ ...PLAIN_SERVICE, ready: ready === undefined ? null : check }, '');
  return { ...made, state: service, ready: ready ?? null, launching: false };
};

/** A session `api` with these panes. */
const house = (panes: readonly Given[]): State => {
  const state = stateOf([{ name: 'api', windows: [{ name: 'w', panes: panes.map(() => ({})) }] }]);
  const execs = panes.flatMap((given, at) => (given.exec === undefined ? [] : [execOf(at, given.exec)]));
  const shown = panes.flatMap((given, at): readonly PaneState[] => {
    const pane = state.panes[paneIdOf(at)];
    const execId = execs.find(({ tmux_pane }) => tmux_pane === pane?.tmuxPane)?.exec_id ?? null;
    return pane === undefined
      ? []
      : [{ ...pane, execId, service: serviceOf(given), status: given.status ?? 'idle' }];
  });
  return {
    ...state,
    panes: Object.fromEntries(shown.map((pane) => [pane.tmuxPane, pane])),
    execs: Object.fromEntries(execs.map((exec) => [exec.exec_id, exec])),
  };
};

const execOf = (at: number, outcome: ExecOutcome): Exec => {
  const execId = `e${at + 1}`;
  if (!isExecId(execId)) throw new Error('no id of an exec');
  return {
    ...{ exec_id: execId, session: 'api', pane_id: paneNumber(at), tmux_pane: paneIdOf(at), label: null },
    ...{ command: 'x', owner: null, started_at: '', ended_at: null, duration_ms: null, signal: null },
    ...{ outcome, exit_code: null, ended_by: null, first_cursor: 0, last_cursor: null },
  };
};

describe('a session that is waited for', () => {
  it.each<[SessionCondition, readonly Given[], Standing]>([
    ['started', [{}], 'fulfilled'],
    ['ready', [{}, { service: 'running' }], 'fulfilled'],
    ['ready', [{}, { service: 'starting', ready: false }], 'pending'],
    [
      'ready',
      [
        { service: 'ready', ready: true },
        { service: 'waiting', ready: false },
      ],
      'pending',
    ],
    ['ready', [{ service: 'ready', ready: true }, { exec: 'failed' }], 'fulfilled'],
    ['ready', [{ service: 'backing_off', ready: false }], 'pending'],
    [
      'ready',
      [
        { service: 'starting', ready: false },
        { service: 'gave_up', ready: false },
      ],
      'impossible',
    ],
    ['ready', [{ service: 'unready', ready: false }], 'impossible'],
    ['ready', [{ service: 'blocked', ready: false }], 'impossible'],
    ['completed', [{}], 'pending'],
    ['completed', [{}, { exec: 'completed' }], 'fulfilled'],
    ['completed', [{ exec: 'running' }, { exec: 'completed' }], 'pending'],
    ['completed', [{ exec: 'running' }, { exec: 'failed' }], 'impossible'],
    ['completed', [{ exec: 'timed_out' }], 'impossible'],
    ['completed', [{ exec: 'lost' }], 'impossible'],
    ['completed', [{ status: 'running' }], 'pending'],
    ['completed', [{ status: 'dead' }], 'impossible'],
    ['completed', [{ exec: 'failed', service: 'backing_off' }], 'pending'],
    ['completed', [{ exec: 'completed' }, { service: 'waiting' }], 'pending'],
    ['completed', [{ exec: 'completed', service: 'completed' }], 'fulfilled'],
    ['completed', [{ service: 'blocked' }], 'impossible'],
  ])('is %s with the panes %j: %s', (condition, panes, standing) => {
    expect(sessionCondition(house(panes), 'api', condition)).toBe(standing);
  });

  it('may still come where it is not there', () => {
    const state = house([{}]);
    for (const condition of ['started', 'ready', 'completed'] as const) {
      expect(sessionCondition(state, 'web', condition)).toBe('pending');
      expect(conditionReason(state, 'web', condition, 'pending')).toBe('there is no session "web" yet');
    }
  });
});
