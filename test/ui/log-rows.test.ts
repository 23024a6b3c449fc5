import { expect, it } from 'vitest';
import type { Event } from '../../src/domain/event.ts';
import type { State } from '../../src/store/state.ts';
import { logRows, newestRow } from '../../src/ui/format/log-rows.ts';
import { eventOf } from '../support/panel-fixture.ts';
import { farm } from '../support/panel-scenes.ts';

const logOf = (...causes: readonly (readonly [seq: number, causedBy: number | null])[]): State => ({
  ...farm,
  events: causes.map(
    ([seq, caused_by]): Event => eventOf(seq, { type: 'daemon.started', tmux_pane: null, caused_by }),
  ),
});

const shape = (state: State, heldAt: number | null = null): readonly string[] =>
  logRows(state, heldAt).map(({ event, depth }) => `${'>'.repeat(depth)}${event.seq}`);

it('puts every consequence beneath its cause, the family that something happened in last first', () => {
  const state = logOf([1, null], [2, null], [3, 1], [4, 3], [5, 2], [6, 1]);
  expect(shape(state)).toEqual(['1', '>3', '>>4', '>6', '2', '>5']);
});

it('takes an event whose cause is no longer known for a cause', () => {
  expect(shape(logOf([7, 3], [8, 7]))).toEqual(['7', '>8']);
});

it('leaves out what came after the log was held', () => {
  expect(shape(logOf([1, null], [2, 1], [3, null]), 2)).toEqual(['1', '>2']);
});

it('finds the newest event wherever its family puts it', () => {
  const rows = logRows(logOf([1, null], [2, 1], [3, 2], [4, 1], [5, 3]), null);
  expect(rows[newestRow(rows)]?.event.seq).toBe(5);
  expect(newestRow([])).toBe(-1);
});

it('follows a chain as long as the log', () => {
  const chain = Array.from({ length: 500 }, (_, at) => [at + 1, at === 0 ? null : at] as const);
  expect(logRows(logOf(...chain), null).at(-1)?.depth).toBe(499);
});
