import type { TmuxPaneId } from '../../domain/ids.ts';

/** Shells into which lines of a file are still to be typed, by the house they are in. */
const underWay = new WeakMap<object, Set<TmuxPaneId>>();

export const beginTyping = (house: object, tmuxPane: TmuxPaneId): void => {
  const panes = underWay.get(house) ?? new Set();
  underWay.set(house, panes.add(tmuxPane));
};

export const endTyping = (house: object, tmuxPane: TmuxPaneId): void => {
  underWay.get(house)?.delete(tmuxPane);
};

export const isTyping = (house: object, tmuxPane: TmuxPaneId): boolean =>
  underWay.get(house)?.has(tmuxPane) === true;
