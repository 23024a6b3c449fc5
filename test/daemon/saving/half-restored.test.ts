import { expect, test } from 'vitest';
import type { House } from '../../../src/daemon/house.ts';
import { PLACEHOLDER } from '../../../src/daemon/operations/session-begin.ts';
import { removeIfHalf } from '../../../src/daemon/saving/half-restored.ts';
import { until } from '../../support/until.ts';
import { withHouse } from '../operations/small-house.ts';

test('half of a restore that is taken away is not there any more for whoever has the next turn', () =>
  withHouse(async ({ house, tmux }) => {
    const made = ['new-session', '-d', '-s', 'half', ...PLACEHOLDER];
    await tmux.run(...made, ';', 'set', '@panectl_making', 'x.yml', ';', 'set', '@panectl_restoring', 'held');
    const named = () => Object.values(house.store.getState().sessions).find(({ name }) => name === 'half');
    const half = await until(named, { what: 'the session to be seen' });
    const after: unknown[] = [];
    const watched: House = {
      ...house,
      change: async (work) => {
        const done = await house.change(work);
        after.push(named());
        return done;
      },
    };
    await removeIfHalf(watched, half.sessionId);
    expect(after).toEqual([undefined]);
    expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toEqual(['work']);
  }));
