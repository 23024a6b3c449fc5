import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Entrance } from '../../src/tmux/entrance.ts';

/** Someone at the entrance: what has begun is written down, and ends when it is told to. */
const openHouse = () => {
  const entrance = new Entrance();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string) => (): Promise<string> => {
    begun.push(name);
    return new Promise((resolve) => ends.set(name, () => resolve(name)));
  };
  return {
    begun,
    enter: (name: string) => entrance.enter(run(name)),
    change: (name: string) => entrance.change(run(name)),
    fail: () => entrance.change(() => Promise.reject(new Error('no'))),
    end: async (name: string) => {
      ends.get(name)?.();
      await settled();
    },
  };
};

const settled = () => vi.advanceTimersByTimeAsync(0);

describe('at the entrance', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('nothing changes while a client goes in, and no client goes in while something changes', async () => {
    const { begun, enter, change, end } = openHouse();
    void change('split');
    void enter('a');
    await settled();
    expect(begun).toEqual(['split']);
    await end('split');
    void change('kill');
    await settled();
    expect(begun).toEqual(['split', 'a']);
    await end('a');
    expect(begun).toEqual(['split', 'a', 'kill']);
  });

  it('a change goes between two clients, however many more want in', async () => {
    const { begun, enter, change, end } = openHouse();
    const goInAll = async () => {
      for (const name of ['a', 'b', 'c']) await enter(name);
    };
    void goInAll();
    await settled();
    void change('new session');
    await end('a');
    expect(begun).toEqual(['a', 'new session']);
    await end('new session');
    expect(begun).toEqual(['a', 'new session', 'b']);
  });

  it('a client goes in though changes never end: those that come later wait for it', async () => {
    const { begun, enter, change, end } = openHouse();
    void change('1');
    void change('2');
    void enter('a');
    void change('3');
    await settled();
    expect(begun).toEqual(['1', '2']);
    await end('1');
    expect(begun).toEqual(['1', '2']);
    await end('2');
    expect(begun).toEqual(['1', '2', 'a']);
    await end('a');
    expect(begun).toEqual(['1', '2', 'a', '3']);
  });

  it('changes run side by side', async () => {
    const { begun, change, end } = openHouse();
    void change('slow');
    const quick = change('quick');
    await settled();
    expect(begun).toEqual(['slow', 'quick']);
    await end('quick');
    expect(await quick).toBe('quick');
  });

  it('who hangs is waited for once, and only so long', async () => {
    const { begun, enter, change } = openHouse();
    void enter('hangs');
    void change('1');
    await vi.advanceTimersByTimeAsync(2_900);
    expect(begun).toEqual(['hangs']);
    await vi.advanceTimersByTimeAsync(200);
    expect(begun).toEqual(['hangs', '1']);
    void change('2');
    await settled();
    expect(begun).toEqual(['hangs', '1', '2']);
  });

  it('who fails is in nobody’s way', async () => {
    const { begun, enter, fail } = openHouse();
    await expect(fail()).rejects.toThrow('no');
    void enter('a');
    await settled();
    expect(begun).toEqual(['a']);
  });
});
