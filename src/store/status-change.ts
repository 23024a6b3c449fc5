import type { TmuxPaneId } from '../domain/ids.ts';
import type { PaneStatus } from '../domain/pane.ts';
import { isShellMark } from '../domain/process-mark.ts';
import type { PanePatch, StoreEvent } from './event.ts';
import { changedFields } from './same.ts';
import type { PaneState, State } from './state.ts';
import { type Foreground, readStatus, type StatusReading } from './status.ts';

/** What a pane said about its status before. */
export type FormerStatus = Pick<
  PaneState,
  'status' | 'statusSource' | 'statusSince' | 'exitCode' | 'signal' | 'completedAt'
>;

/** The reading as a patch of the pane: only what changes, null when nothing does. */
export const statusPatch = (former: FormerStatus, reading: StatusReading, now: string): PanePatch | null =>
  changedFields<FormerStatus>(former, {
    ...reading,
    statusSince: reading.status === former.status ? former.statusSince : now,
    completedAt: completedAt(former, reading.status, now),
  });

/**
 * Puts fresh readings of the foreground (once a second, or on demand) into events. Panes whose status rests on
 * something better do not change by them.
 */
export const foregroundEvents = (
  state: State,
  readings: Iterable<readonly [TmuxPaneId, Foreground]>,
  now: string,
): StoreEvent[] => {
  const events: StoreEvent[] = [];
  for (const [tmuxPane, foreground] of readings) {
    const pane = state.panes[tmuxPane];
    if (pane === undefined) continue;
    const exec = pane.execId === null ? null : (state.execs[pane.execId] ?? null);
    const reading = readStatus({ ...pane, exec, foreground, isIntegrated: isShellMark(pane.mark) });
    const patch = statusPatch(pane, reading, now);
    if (patch !== null) events.push({ kind: 'pane.changed', tmuxPane, patch });
  }
  return events;
};

const ENDED: ReadonlySet<PaneStatus> = new Set(['completed', 'failed', 'dead']);

/** From `dead` to a code is the same end, of which more has become known. */
const completedAt = (former: FormerStatus, status: PaneStatus, now: string): string | null => {
  if (status === 'running') return null;
  if (!ENDED.has(status) || status === former.status || former.status === 'dead') return former.completedAt;
  return now;
};
