import type { Journal } from '../journal/journal.ts';
import { describePane, sessionsShowing } from '../store/select.ts';
import type { State } from '../store/state.ts';
import { serverKeyOf } from './memories.ts';
import { hasOrigin } from './rows.ts';

/** Everything that still is, for a database that does not know it. */
export const saveAll = (
  journal: Pick<Journal, 'saveOwner' | 'savePane' | 'saveOrigin' | 'saveExec'>,
  state: State,
  others: readonly { renew(): void }[],
): void => {
  for (const other of others) other.renew();
  if (state.server === null) return;
  const key = serverKeyOf(state.server);
  for (const { sessionId, owner } of Object.values(state.sessions))
    if (owner !== null) journal.saveOwner(key, sessionId, owner);
  for (const each of Object.values(state.panes)) {
    const { tmuxPane } = each;
    if (hasOrigin(each)) journal.saveOrigin(key, tmuxPane, each);
    for (const { sessionId } of sessionsShowing(state, tmuxPane)) {
      const pane = describePane(state, sessionId, tmuxPane);
      if (pane !== null) journal.savePane(key, pane);
    }
  }
  for (const exec of Object.values(state.execs)) journal.saveExec(key, exec);
};
