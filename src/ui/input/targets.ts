import type { Target } from '../desk/ui-state.ts';
import { nameOf, type TreeRow } from '../format/tree.ts';

/** What an action on this row is about. */
export const targetOf = (row: TreeRow): Target =>
  row.kind === 'pane'
    ? {
        sessionId: row.session.sessionId,
        tmuxPane: row.pane.tmuxPane,
        name: `${nameOf(row.pane)} ${row.pane.tmuxPane}`,
      }
    : { sessionId: row.session.sessionId, tmuxPane: null, name: row.session.name };

/** Panectl protects what it did not make; the operator is asked before such a pane is touched. */
export const isForeign = (row: TreeRow): boolean =>
  row.kind === 'pane' ? row.pane.owner === null : !row.session.isOurs;

/** Sessions and panes go over the wire by tmux's own ids: names may change between the key and the call. */
export const addressOf = (target: Target): { readonly session: string; readonly pane?: string } =>
  target.tmuxPane === null
    ? { session: target.sessionId }
    : { session: target.sessionId, pane: target.tmuxPane };
