import type { TmuxPaneId } from '../../domain/ids.ts';
import { byOrder, type PaneChoice, type ShownPane } from './shown-pane.ts';

/** A pane among those who made it and those it made. */
export interface Descendant {
  readonly shown: ShownPane;
  /** 0 for one that nobody who is shown here made. */
  readonly depth: number;
  readonly hasChildren: boolean;
}

/**
 * Who made whom: each pane beneath the one whose call or trigger made it, the first ancestors by session. A parent
 * that has gone, or is not shown, is skipped: what it made stands with the first ancestors.
 */
export const lineages = (
  panes: readonly ShownPane[],
  order: PaneChoice['order'],
): readonly (readonly Descendant[])[] => {
  const family = familyOf(panes);
  const taken = new Set<ShownPane>();
  const sort = (some: readonly ShownPane[]): readonly ShownPane[] => some.toSorted(byOrder(order));
  const descend = (shown: ShownPane, depth: number): readonly Descendant[] => {
    if (taken.has(shown)) return [];
    taken.add(shown);
    const children = sort(family.get(shown) ?? []);
    return [
      { shown, depth, hasChildren: children.length > 0 },
      ...children.flatMap((child) => descend(child, depth + 1)),
    ];
  };
  const born = new Set([...family.values()].flat());
  const first = panes.filter((shown) => !born.has(shown));
  const trees = bySession(first).map((roots) => sort(roots).flatMap((root) => descend(root, 0)));
  // Panes that say they made each other hang beneath nobody.
  const lost = panes.filter((shown) => !taken.has(shown)).flatMap((shown) => descend(shown, 0));
  return [...trees, ...bySession(lost.map(({ shown }) => shown)).map((some) => some.map(alone))];
};

const alone = (shown: ShownPane): Descendant => ({ shown, depth: 0, hasChildren: false });

/** A pane that several sessions show is the parent in the child's own session, where it is shown there. */
const familyOf = (panes: readonly ShownPane[]): ReadonlyMap<ShownPane, readonly ShownPane[]> => {
  const known = new Map<TmuxPaneId, readonly ShownPane[]>();
  for (const shown of panes) {
    const { tmuxPane } = shown.pane;
    known.set(tmuxPane, [...(known.get(tmuxPane) ?? []), shown]);
  }
  const family = new Map<ShownPane, ShownPane[]>();
  for (const shown of panes) {
    const parents = shown.pane.parent === null ? [] : (known.get(shown.pane.parent) ?? []);
    const parent = parents.find(({ session }) => session === shown.session) ?? parents[0];
    if (parent === undefined || parent === shown) continue;
    const children = family.get(parent);
    if (children === undefined) family.set(parent, [shown]);
    else children.push(shown);
  }
  return family;
};

export const bySession = (panes: readonly ShownPane[]): readonly (readonly ShownPane[])[] => {
  const groups = new Map<string, ShownPane[]>();
  for (const shown of panes) {
    const group = groups.get(shown.session.sessionId);
    if (group === undefined) groups.set(shown.session.sessionId, [shown]);
    else group.push(shown);
  }
  return [...groups.values()];
};
