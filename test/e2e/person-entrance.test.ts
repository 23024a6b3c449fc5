import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Entrance } from '../../src/tmux/entrance.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Its patience: time stands still unless a test lets it pass. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

describe('clients of ours on their way in', () => {
  it('go in one at a time, and never amid a change of ours', async () => {
    const entrance = new Entrance();
    const seen: string[] = [];
    const first = Promise.withResolvers<void>();
    const change = Promise.withResolvers<void>();
    const step = (name: string, until: Promise<void>) => async () => {
      seen.push(`${name} begins`);
      await until;
      seen.push(`${name} ends`);
    };
    const all = [
      entrance.enter(step('first', first.promise)),
      entrance.enter(step('second', turn())),
      entrance.change(step('change', change.promise)),
      entrance.enter(step('third', turn())),
    ];
    await turn();
    expect(seen).toEqual(['first begins']);
    first.resolve();
    await turn();
    change.resolve();
    await Promise.all(all);
    const begun = seen.filter((_, index) => index % 2 === 0);
    expect(begun).toHaveLength(4);
    for (const [index, line] of begun.entries())
      expect(seen[2 * index + 1]).toBe(line.replace('begins', 'ends'));
  });

  it('let changes run side by side, and a failed one stops nobody', async () => {
    const entrance = new Entrance();
    const slow = Promise.withResolvers<string>();
    const one = entrance.change(() => slow.promise);
    await expect(entrance.change(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(await entrance.change(async () => 'two')).toBe('two');
    slow.resolve('one');
    expect(await one).toBe('one');
    await expect(entrance.enter(() => Promise.reject(new Error('no way in')))).rejects.toThrow('no way in');
    expect(await entrance.enter(async () => 'in')).toBe('in');
  });

  it('hold nobody up for long', async () => {
    const entrance = new Entrance();
    const never = new Promise<void>(() => undefined);
    void entrance.enter(() => never);
    const changed = entrance.change(async () => 'changed');
    await vi.runAllTimersAsync();
    expect(await changed).toBe('changed');
    void entrance.change(() => never);
    const entered = entrance.enter(async () => 'in');
    await vi.runAllTimersAsync();
    expect(await entered).toBe('in');
  });
});
