import type { TmuxPaneId } from '../../domain/ids.ts';
import type { ObservedWindow } from '../../domain/observation.ts';
import { commandOf } from '../../store/command.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';
import { bySessionName, shownPanes, shownWindows } from './shown.ts';

/** A pane as one session shows it. */
export interface ShownPane {
  readonly session: SessionState;
  readonly window: ObservedWindow;
  /** The window's index in that session. */
  readonly index: number;
  readonly pane: PaneState;
  readonly command: string;
  readonly number: number;
}

export interface PaneChoice {
  /** Null shows every pane. While something is searched for, nothing stays folded. */
  readonly accepts: ((text: string) => boolean) | null;
  /** Only this session; null for all. */
  readonly session: string | null;
  /** Places in the order that the operator asked for; null for panectl's numbers. */
  readonly order: ReadonlyMap<TmuxPaneId, number> | null;
}

/** By session name, window index, then the order that was asked for. What we run ourselves is left out. */
export const chosenPanes = (state: State, choice: PaneChoice): readonly ShownPane[] => {
  const byWindow = shownPanes(state);
  return Object.values(state.sessions)
    .filter(({ name }) => choice.session === null || name === choice.session)
    .toSorted(bySessionName)
    .flatMap((session) =>
      shownWindows(state, session).flatMap(({ window, index }) =>
        (byWindow.get(window.windowId) ?? [])
          .map((pane) => placed(state, { session, window, index, pane }))
          .filter((each) => choice.accepts === null || choice.accepts(searchedText(each)))
          .toSorted(byOrder(choice.order)),
      ),
    );
};

/** Panes without a place in the order came after it was made; they stand at the end. */
export const byOrder =
  (order: PaneChoice['order']) =>
  (a: ShownPane, b: ShownPane): number =>
    order === null ? a.number - b.number : placeIn(order, a) - placeIn(order, b) || a.number - b.number;

const placeIn = (order: ReadonlyMap<TmuxPaneId, number>, { pane }: ShownPane): number =>
  order.get(pane.tmuxPane) ?? Number.MAX_SAFE_INTEGER;

const placed = (state: State, place: Omit<ShownPane, 'command' | 'number'>): ShownPane => ({
  ...place,
  command: shownCommand(state, place.pane),
  number: place.session.numbers[place.pane.tmuxPane] ?? -1,
});

/** What the filter looks at; bounded, because titles may be long. */
const searchedText = ({ session, window, command, pane }: ShownPane): string => {
  const own = [pane.label, pane.title, pane.status, pane.tmuxPane].filter((part) => part !== null);
  return [session.name, window.name, command, own.join(' ').slice(0, 2_000)].join(' ');
};

/** What was run there. An idle shell is a shell again, whatever ran in it before. */
const shownCommand = (state: State, pane: PaneState): string => {
  const exec = pane.execId === null || pane.status === 'idle' ? undefined : state.execs[pane.execId];
  return exec?.command ?? commandOf(pane) ?? pane.process ?? '';
};
