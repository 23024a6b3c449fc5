import type { Exec } from '../domain/exec.ts';
import type { ObservedPane } from '../domain/observation.ts';
import type { PaneMemory, PanePatch } from './event.ts';
import { changedFields } from './same.ts';
import type { PaneState } from './state.ts';
import { readStatus } from './status.ts';
import { statusPatch } from './status-change.ts';

/** A pane seen for the first time; `now` is null where it may have been there long before we looked. */
export const newPane = (seen: ObservedPane, memory: PaneMemory | null, now: string | null): PaneState => {
  const owner = memory?.owner ?? null;
  const ownCommand = memory?.ownCommand ?? null;
  const service = memory?.service ?? null;
  const reading = readStatus({ ...seen, owner, ownCommand, service, exec: null, foreground: null });
  return {
    ...seen,
    ...reading,
    owner,
    ownCommand,
    environment: memory?.environment ?? [],
    service,
    parent: memory?.parent ?? null,
    createdAt: memory?.createdAt ?? now,
    completedAt: seen.dead ? now : null,
    statusSince: now,
    execId: null,
    ready: null,
    awaitingInput: null,
    metadata: memory?.metadata ?? {},
    metrics: null,
    history: [],
    past: [],
    cursor: memory?.cursor ?? 0,
    lastLine: null,
    lastOutputAt: null,
    patternHits: 0,
    heldBy: null,
    lastMatch: null,
  };
};

/** What is different about a known pane, with the status that follows when its process ended or is another one. */
export const paneChange = (
  known: PaneState,
  seen: ObservedPane,
  exec: Exec | null,
  now: string,
): PanePatch | null => {
  const patch = changedFields<ObservedPane>(known, seen);
  if (patch === null) return null;
  if (isRevived(known, seen)) return { ...patch, ...revived(known, seen, exec, now) };
  if (seen.dead && endingOf(known) !== endingOf(seen)) {
    const reading = readStatus({ ...known, ...seen, exec, foreground: null });
    return { ...patch, ...statusPatch(known, reading, now) };
  }
  return patch;
};

const endingOf = ({ dead, deadStatus, deadSignal }: ObservedPane): string =>
  `${dead} ${deadStatus} ${deadSignal}`;

/** `respawn-pane` keeps the id and starts another process. */
const isRevived = (known: PaneState, seen: ObservedPane): boolean =>
  !seen.dead && (known.dead || known.pid !== seen.pid);

/** Nothing of the former process's end says anything about the new one; an exec that runs is the new one's own. */
const revived = (known: PaneState, seen: ObservedPane, exec: Exec | null, now: string): PanePatch | null => {
  const current = exec?.outcome === 'running' ? exec : null;
  const reading = readStatus({ ...known, ...seen, exec: current, foreground: null });
  const patch: PanePatch = {
    ...statusPatch({ ...known, completedAt: null }, reading, now),
    completedAt: null,
  };
  return current === null && known.execId !== null ? { ...patch, execId: null } : patch;
};
