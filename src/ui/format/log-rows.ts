import type { Event } from '../../domain/event.ts';
import type { State } from '../../store/state.ts';
import { shownEvents } from './shown.ts';

/** One row of the orchestration log as the panel shows it. */
export interface LogRow {
  readonly event: Event;
  /** How many causes stand above it, 0 for what nobody made happen. */
  readonly depth: number;
}

/**
 * Every consequence beneath its cause, each of these families as a whole, the one that something happened in last
 * first. Events that came after `heldAt` are left out.
 */
export const logRows = (state: State, heldAt: number | null): readonly LogRow[] => {
  const known = kept.get(state.events);
  if (known?.heldAt === heldAt && known.windows === state.windows) return known.rows;
  const rows = familyRows(shownEvents(state).filter(({ seq }) => heldAt === null || seq <= heldAt));
  kept.set(state.events, { heldAt, windows: state.windows, rows });
  return rows;
};

/** Which events are the panel's own hangs on its window; the log itself is never changed in place. */
const kept = new WeakMap<
  State['events'],
  { readonly heldAt: number | null; readonly windows: State['windows']; readonly rows: readonly LogRow[] }
>();

interface Member {
  readonly event: Event;
  readonly effects: Member[];
}

interface Family {
  readonly first: Member;
  newest: number;
}

const familyRows = (events: readonly Event[]): readonly LogRow[] => {
  const families = familiesOf(events);
  return families.toSorted((a, b) => b.newest - a.newest).flatMap(({ first }) => rowsBelow(first));
};

/** Events come in their order, so a cause is always known before what followed from it. */
const familiesOf = (events: readonly Event[]): readonly Family[] => {
  const members = new Map<number, { readonly member: Member; readonly family: Family }>();
  const families: Family[] = [];
  for (const event of events) {
    const member: Member = { event, effects: [] };
    const cause = event.caused_by === null ? undefined : members.get(event.caused_by);
    const family = cause?.family ?? { first: member, newest: event.seq };
    if (cause === undefined) families.push(family);
    else cause.member.effects.push(member);
    family.newest = event.seq;
    members.set(event.seq, { member, family });
  }
  return families;
};

/** Without recursion: a chain of causes may be as long as the log. */
const rowsBelow = (first: Member): readonly LogRow[] => {
  const rows: LogRow[] = [];
  const waiting = [{ member: first, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { member, depth } = next;
    rows.push({ event: member.event, depth });
    for (const effect of member.effects.toReversed()) waiting.push({ member: effect, depth: depth + 1 });
  }
  return rows;
};

/** Where the newest event stands; -1 in an empty log. */
export const newestRow = (rows: readonly LogRow[]): number => {
  let at = -1;
  rows.forEach(({ event }, index) => {
    if (event.seq > (rows[at]?.event.seq ?? -1)) at = index;
  });
  return at;
};
