import type { Rule } from '../../domain/rule.ts';
import type { PaneState, State } from '../../store/state.ts';

/**
 * True when a change of the state is only numbers that move all the time (load, output times, hits, how near a rule
 * is to firing). Those wait for the next second, so that 50 busy panes cost one redraw a second and not fifteen.
 */
export const isQuietChange = (before: State, after: State): boolean => {
  if (!SHOWN_PARTS.every((part) => before[part] === after[part])) return false;
  return (
    isQuietTable(before.panes, after.panes, looksSame) && isQuietTable(before.rules, after.rules, standsSame)
  );
};

const isQuietTable = <Row>(
  before: Readonly<Record<string, Row>>,
  after: Readonly<Record<string, Row>>,
  isSame: (a: Row, b: Row) => boolean,
): boolean => {
  if (before === after) return true;
  const rows = Object.entries(before);
  if (rows.length !== Object.keys(after).length) return false;
  const next = new Map(Object.entries(after));
  return rows.every(([id, row]) => {
    const now = next.get(id);
    return now === row || (now !== undefined && isSame(row, now));
  });
};

const SHOWN_PARTS = [
  'link',
  'server',
  'sessions',
  'windows',
  'execs',
  'questions',
  'events',
  'health',
] as const satisfies readonly (keyof State)[];

const looksSame = (before: PaneState, after: PaneState): boolean =>
  SHOWN_FIELDS.every((field) => before[field] === after[field]) &&
  before.patternHits > 0 === after.patternHits > 0;

const SHOWN_FIELDS = [
  'windowId',
  'label',
  'title',
  'process',
  'ownCommand',
  'owner',
  'parent',
  'active',
  'dead',
  'mode',
  'mark',
  'status',
  'statusSince',
  'exitCode',
  'signal',
  'awaitingInput',
] as const satisfies readonly (keyof PaneState)[];

const standsSame = (before: Rule, after: Rule): boolean =>
  SHOWN_OF_RULES.every((field) => before[field] === after[field]);

const SHOWN_OF_RULES = [
  'name',
  'state',
  'until',
  'fired',
  'last_error',
  'metric',
  'match',
  'if',
] as const satisfies readonly (keyof Rule)[];
