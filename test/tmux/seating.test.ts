import { expect, it } from 'vitest';
import { isSessionId, type SessionId } from '../../src/domain/ids.ts';
import { Entrance } from '../../src/tmux/entrance.ts';
import { Seating } from '../../src/tmux/seating.ts';
import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';

const session = (text: string): SessionId => {
  if (!isSessionId(text)) throw new RangeError(text);
  return text;
};

const seated = (
  body: (seating: Seating, tmux: PrivateTmux) => Promise<void>,
  entrance = new Entrance(),
): Promise<void> =>
  withPrivateTmux(async (tmux) => {
    const seating = new Seating({
      program: 'tmux',
      socketPath: tmux.socket,
      entrance,
      deadlineMs: 20_000,
      changed: () => undefined,
      woken: async () => undefined,
      hinted: () => undefined,
      lost: () => undefined,
    });
    await body(seating, tmux).finally(() => seating.dispose());
  });

it('two who sit down at once in one session share one seat, so that no answer is lost', () =>
  seated(async (seating) => {
    const first = seating.sitDown(session('$0')).then(() => seating.seat);
    const second = seating.sitDown(session('$0')).then(() => seating.seat);
    expect(await first).not.toBeNull();
    expect(await second).toBe(await first);
  }));

it('a seat is left when what was asked in it has been answered', () =>
  seated(async (seating, tmux) => {
    await tmux.run('new-session', '-d', '-s', 'next');
    await seating.sitDown(session('$0'));
    const before = seating.seat;
    const answer = before?.command.send(`run-shell 'sleep 0.3' ; display-message -p late`, 2);
    await seating.sitDown(session('$1'));
    expect(seating.seat).not.toBe(before);
    expect((await answer)?.replies.at(-1)?.lines.map(String)).toEqual(['late']);
  }));

it('a session that does not exist gives no seat', () =>
  seated(async (seating) => {
    expect(await seating.sitDown(session('$7'))).toBe(false);
    expect(seating.seat).toBeNull();
  }));

class Stuck extends Entrance {
  #isStuck = true;

  override enter<T>(attach: () => Promise<T>): Promise<T> {
    if (!this.#isStuck) return super.enter(attach);
    this.#isStuck = false;
    return Promise.reject(new Error('no process can be started'));
  }
}

it('one that fails altogether is not in the way of the next', () =>
  seated(async (seating) => {
    await expect(seating.sitDown(session('$0'))).rejects.toThrow('no process');
    expect(await seating.sitDown(session('$0'))).toBe(true);
  }, new Stuck()));
