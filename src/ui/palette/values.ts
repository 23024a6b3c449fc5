import { isPanel } from '../../store/select.ts';
import type { PaneState, SessionState } from '../../store/state.ts';
import { focusedRow, type World } from '../desk/world.ts';

/** Something that can be typed next, and what it is. */
export interface Suggestion {
  readonly text: string;
  readonly note: string;
}

/** What the panel knows for an argument; what belongs to the selected row stands first. */
export const valuesOf = (
  key: string,
  given: ReadonlyMap<string, string>,
  world: World,
): readonly Suggestion[] => {
  switch (key) {
    case 'session':
    case 'sessions':
      return sessionValues(world);
    case 'pane':
    case 'with':
      return paneValues(world, given.get('session') ?? null);
    case 'rule':
      return Object.values(world.state.rules).map(({ name, state }) => ({ text: name, note: state }));
    case 'question':
      return world.state.questions.map(({ seq, rule }) => ({ text: String(seq), note: `${rule} asks` }));
    case 'exec_id':
      return Object.values(world.state.execs)
        .map(({ exec_id, command }) => ({ text: exec_id, note: command }))
        .toReversed();
    case 'layout':
      return LAYOUTS.map((text) => ({ text, note: '' }));
    case 'keys':
      return KEYS.map((text) => ({ text, note: '' }));
    default:
      return [];
  }
};

const LAYOUTS = ['even-horizontal', 'even-vertical', 'main-horizontal', 'main-vertical', 'tiled'] as const;
const KEYS = [
  ...['Enter', 'C-c', 'C-d', 'C-z', 'C-l', 'Escape', 'Tab', 'Space', 'BSpace', 'Up', 'Down', 'Left', 'Right'],
  ...['Home', 'End', 'PPage', 'NPage', 'DC', 'IC', 'F1', 'F2', 'F5', 'F10', 'M-x'],
] as const;

const sessionValues = (world: World): readonly Suggestion[] => {
  const focused = focusedRow(world)?.session.sessionId ?? null;
  return sessionsShown(world)
    .toSorted((a, b) => Number(b.sessionId === focused) - Number(a.sessionId === focused))
    .map((session) => ({
      text: typeable(session.name) ? session.name : session.sessionId,
      note: counted(panesOf(world, session).length),
    }));
};

const counted = (panes: number): string => (panes === 1 ? '1 pane' : `${panes} panes`);

const sessionsShown = ({ state, session }: World): readonly SessionState[] =>
  Object.values(state.sessions).filter(({ name }) => session === null || session === name);

const paneValues = (world: World, named: string | null): readonly Suggestion[] => {
  const row = focusedRow(world);
  const session =
    named === null
      ? row?.session
      : sessionsShown(world).find(({ name, sessionId }) => name === named || sessionId === named);
  if (session === undefined) return [];
  const focused = row?.kind === 'pane' ? row.pane.tmuxPane : null;
  const panes = panesOf(world, session);
  return panes
    .toSorted((a, b) => Number(b.tmuxPane === focused) - Number(a.tmuxPane === focused))
    .map((pane) => ({
      text: nameOf(pane, panes, session.numbers[pane.tmuxPane]),
      note: `${pane.tmuxPane} ${pane.status} ${pane.process ?? ''}`,
    }));
};

const panesOf = ({ state }: World, session: Pick<SessionState, 'numbers'>): readonly PaneState[] =>
  Object.values(state.panes)
    .filter((pane) => session.numbers[pane.tmuxPane] !== undefined && !isPanel(state, pane))
    .toSorted((a, b) => (session.numbers[a.tmuxPane] ?? 0) - (session.numbers[b.tmuxPane] ?? 0));

/** Its label where that means only this pane, else its number, which a person sees beside it. */
const nameOf = (pane: PaneState, panes: readonly PaneState[], number: number | undefined): string => {
  const { label, tmuxPane } = pane;
  const isUnique = panes.filter((each) => each.label === label).length === 1;
  if (label !== null && label !== '' && isUnique && typeable(label)) return label;
  return number === undefined ? tmuxPane : String(number);
};

/** Control bytes can not be typed into the line. */
const typeable = (name: string): boolean =>
  !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name) && !name.startsWith('-');
