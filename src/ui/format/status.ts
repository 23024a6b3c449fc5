import type { PaneStatus } from '../../domain/pane.ts';
import type { PaneState } from '../../store/state.ts';
import type { Symbols } from '../theme/symbols.ts';
import { ageText } from './amounts.ts';
import type { Tone } from './line.ts';

export const TONE_OF_STATUS: Readonly<Record<PaneStatus, Tone>> = {
  running: 'good',
  completed: 'accent',
  failed: 'bad',
  idle: 'dim',
  dead: 'odd',
  unknown: 'warn',
};

/** Worst first: what a folded row shows for all that is in it. */
const BY_SEVERITY: readonly PaneStatus[] = ['failed', 'dead', 'unknown', 'running', 'completed', 'idle'];

export const worstStatus = (panes: readonly PaneState[]): PaneStatus =>
  BY_SEVERITY.find((status) => panes.some((pane) => pane.status === status)) ?? 'idle';

export const shapeOf = (status: PaneStatus, symbols: Symbols): string => symbols[status];

/** `exit 2` for a failure, `HUP` for a signal, else nothing. */
export const outcomeText = (pane: PaneState): string => {
  if (pane.status !== 'failed' && pane.status !== 'dead') return '';
  if (pane.signal !== null) return pane.signal;
  return pane.exitCode === null ? '' : `exit ${pane.exitCode}`;
};

/** Outcome and time in state, as far as known: `exit 2  1m`, `32s`. */
export const stateText = (pane: PaneState, nowMs: number): string => {
  const outcome = outcomeText(pane);
  const age = ageText(pane.statusSince, nowMs).padStart(3);
  return outcome === '' ? age.trimStart() : `${outcome} ${age}`;
};

export const countOf = (panes: readonly PaneState[], status: PaneStatus): number =>
  panes.filter((pane) => pane.status === status).length;
