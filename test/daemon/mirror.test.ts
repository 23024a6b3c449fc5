import { describe, expect, it } from 'vitest';
import { createMirror } from '../../src/store/mirror.ts';
import { initialState } from '../../src/store/state.ts';
import { until } from '../support/until.ts';
import { at, withStage } from './real-daemon.ts';

describe('a mirror of the daemon', () => {
  it('equals a new snapshot after many changes by us and by others', () =>
    withStage(async ({ start, talk, tmux, ask }) => {
      start();
      const followed = createMirror();
      const answers: string[] = [];
      const connection = await talk((message) => {
        if (message.kind === 'snapshot') answers.push(followed.applySnapshot(message));
        if (message.kind === 'delta') answers.push(followed.applyDelta(message));
      });
      connection.subscribe();
      await ask('session-create', { session: 'build' });
      await ask('pane-create', { session: 'build', label: 'one' });
      await Promise.all([
        ask('pane-create', { session: 'build', label: 'two', command: 'exec sleep 60' }),
        tmux.run('split-window', '-d', '-t', 'work'),
        ask('pane-create', { session: 'build', label: 'three' }),
        tmux.run('rename-window', '-t', 'work', 'renamed'),
      ]);
      await ask('pane-exec', { session: 'build', pane: 'one', command: 'true' });
      await ask('pane-metadata-set', { session: 'build', pane: 'one', key: 'k', value: '[1,2]' });
      await ask('pane-kill', { session: 'build', pane: 'two' });
      await tmux.run('kill-pane', '-t', 'work.1');

      await until(
        async () => {
          const other = createMirror();
          const second = await talk((message) => message.kind === 'snapshot' && other.applySnapshot(message));
          second.subscribe();
          await until(() => other.store.getState().isCurrent, { what: 'a snapshot' });
          second.close();
          const [ours, theirs] = [followed, other].map((each) => quiet(each.store.getState().state));
          return JSON.stringify(ours) === JSON.stringify(theirs);
        },
        { what: 'the mirror to equal a snapshot taken at the same moment' },
      );
      expect(new Set(answers)).toEqual(new Set(['applied']));
      connection.close();
    }));

  it('starts as a snapshot that is whole JSON, with the epoch of this daemon', () =>
    withStage(async ({ start, talk }) => {
      start();
      const snapshots: unknown[] = [];
      const connection = await talk((message) => message.kind === 'snapshot' && snapshots.push(message));
      await connection.call('session-list', {});
      connection.subscribe();
      connection.subscribe();
      await until(() => snapshots.length === 2, { what: 'two snapshots' });
      expect(Object.keys(Object(at(snapshots[0], 'state'))).toSorted()).toEqual(
        Object.keys(initialState).toSorted(),
      );
      expect(at(snapshots[0], 'epoch')).toBe(at(snapshots[1], 'epoch'));
      connection.close();
    }));
});

/** Key order does not count; two snapshots are never taken in the same millisecond, but nothing else may differ. */
const quiet = (state: unknown): unknown => {
  if (Array.isArray(state)) return state.map(quiet);
  if (typeof state !== 'object' || state === null) return state;
  return Object.fromEntries(
    Object.entries(state)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, quiet(value)]),
  );
};
