import { describe, expect, it } from 'vitest';
import { isTmuxPaneId, type TmuxPaneId } from '../../src/domain/ids.ts';
import { createFlow } from '../../src/tmux/flow.ts';
import { viewOf } from '../../src/tmux/resume.ts';

const pane = (text: string): TmuxPaneId => {
  if (!isTmuxPaneId(text)) throw new Error(text);
  return text;
};
const A = pane('%1');
const LIMITS = {
  burstBytes: 1_000,
  bytesPerSecond: 100,
  oldestMs: 500,
  firstPauseMs: 10,
  longestPauseMs: 40,
};

describe('flow control', () => {
  it('takes a burst whole, and what comes slowly for ever', () => {
    const flow = createFlow(LIMITS);
    expect(flow.took(A, 999, 0, 0)).toBeNull();
    for (let second = 1; second < 100; second += 1) expect(flow.took(A, 99, 0, second * 1_000)).toBeNull();
  });

  it('pauses who goes on after the burst, longer each time, and starts anew after quiet', () => {
    const flow = createFlow(LIMITS);
    const pauses = [0, 10, 30, 70, 110].map((atMs) => flow.took(A, 1_001, 0, atMs));
    expect(pauses).toEqual([10, 20, 40, 40, 40]);
    expect(flow.took(pane('%2'), 1, 0, 1_000_000)).toBeNull();
    expect(flow.took(A, 1_001, 0, 1_000_000)).toBe(10);
  });

  it('pauses whatever tmux had to keep for too long, however little it is', () => {
    expect(createFlow(LIMITS).took(A, 1, 501, 0)).toBe(10);
  });

  it('shares the speed among all panes that flood', () => {
    const flow = createFlow(LIMITS);
    for (const id of ['%1', '%2', '%3', '%4']) flow.took(pane(id), 1_000, 0, 0);
    expect(flow.took(A, 50, 0, 1_000)).toBe(20);
  });
});

describe('what a pane shows when it goes on', () => {
  it('is the lines above the cursor and the line of the cursor, without the empty rest of the screen', () => {
    expect(viewOf('%1 2 5 0 2000 0', ['one', 'two', '$ ls', '', ''])).toEqual({
      lines: ['one', 'two'],
      unfinished: '$ ls',
      isCut: false,
    });
  });

  it('says when history may have been thrown away, and shows nothing of an alternate screen', () => {
    expect(viewOf('%1 0 1 1900 2000 0', ['a', ''])?.isCut).toBe(true);
    expect(viewOf('%1 0 1 0 2000 1', ['a'])).toBeNull();
    expect(viewOf(' 0 0 0 0 0', [])).toBeNull();
  });
});
