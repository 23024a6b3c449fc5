import { describe, expect, it } from 'vitest';
import { createGapLog } from '../../../src/daemon/output/gap-log.ts';
import { createOutputs } from '../../../src/daemon/output/outputs.ts';
import { createOutputRecord } from '../../../src/daemon/output/record.ts';
import { stitch } from '../../../src/daemon/output/stitch.ts';
import { isTmuxPaneId, type TmuxPaneId } from '../../../src/domain/ids.ts';
import { createDaemonStore } from '../../../src/store/daemon-store.ts';

const pane = (text: string): TmuxPaneId => {
  if (!isTmuxPaneId(text)) throw new Error(text);
  return text;
};
const P = pane('%1');
const recording = (text: string) => {
  const outputs = createOutputs();
  outputs.adopt(P, { nonce: null, firstCursor: 0, width: 80 });
  outputs.feed(P, Buffer.from(text), 0);
  const texts = () =>
    outputs
      .of(P)
      ?.record.from(0, 100)
      .lines.map((line) => line.text);
  return { outputs, texts };
};

describe('finding the record in what a pane shows', () => {
  it('is exact when its end stands there once and no history was thrown away', () => {
    expect(stitch(['a', 'b'], ['x', 'a', 'b', 'c'], false)).toEqual({ missed: ['c'], isExact: true });
    expect(stitch(['a', 'b'], ['x', 'a', 'b', 'c'], true)).toEqual({ missed: ['c'], isExact: false });
  });

  it('is never exact when the end stands there twice, and repeats no line then', () => {
    expect(stitch(['y'], ['y', 'y', 'y'], false)).toEqual({ missed: [], isExact: false });
  });

  it('takes everything for new when the end has scrolled away', () => {
    expect(stitch(['a'], ['7', '8'], true)).toEqual({ missed: ['7', '8'], isExact: false });
  });
});

describe('a gap in the output of a pane', () => {
  it('goes on without loss where the screen still has all of it', () => {
    const { outputs, texts } = recording('1\r\n2\r\n3');
    const view = { lines: ['1', '2', '34', '5'], unfinished: '6', isCut: false };
    expect(outputs.gap(P, 0, view)).toEqual({ lostLines: 0, recoveredLines: 2, cursor: 2 });
    outputs.feed(P, Buffer.from('7\r\n'), 0);
    expect(texts()).toEqual(['1', '2', '34', '5', '67']);
    expect(outputs.totals.lost).toBe(0);
  });

  it('stands in the record as a number of its own that counts as lost', () => {
    const { outputs, texts } = recording('1\r\n2\r\n3');
    const heard: string[] = [];
    outputs.listen(P, (_pane, fact) => heard.push(fact.kind));
    const view = { lines: ['8', '9'], unfinished: '', isCut: true };
    expect(outputs.gap(P, 0, view)).toEqual({ lostLines: 1, recoveredLines: 2, cursor: 3 });
    expect(texts()).toEqual(['1', '2', '3', '8', '9']);
    expect(outputs.of(P)?.record.from(0, 100).lost).toBe(1);
    expect(outputs.of(P)?.record.from(4, 100).lost).toBe(0);
    expect(heard.filter((kind) => kind !== 'pending')).toEqual(['line', 'gap', 'line', 'line']);
    expect(outputs.totals.lost).toBe(1);
  });

  it('ends a sequence that it has cut in two', () => {
    const { outputs, texts } = recording('\x1b]0;a title that never');
    outputs.gap(P, 0, { lines: [], unfinished: '', isCut: true });
    outputs.feed(P, Buffer.from('plain\r\n'), 0);
    expect(texts()).toEqual(['plain']);
  });

  it('is dropped from the record with the lines before it', () => {
    const record = createOutputRecord();
    record.append('a', 0, false);
    record.appendGap(0);
    record.append('b', 0, false);
    expect(record.last(2)).toMatchObject({ lines: [{ text: 'b', cursor: 2 }], lost: 1 });
    record.shrinkTo(70);
    expect(record.from(0, 10)).toMatchObject({ lines: [{ text: 'b' }], lost: 2 });
  });
});

describe('the log of gaps', () => {
  it('writes the first gap at once and those that follow in one row', () => {
    const rows: unknown[] = [];
    const store = createDaemonStore();
    const gaps = createGapLog({ getState: () => store.getState(), log: (row) => rows.push(row.data) });
    const gap = { cause: 'flood', pausedMs: 10, lostLines: 1, recoveredLines: 2, cursor: 5 };
    for (let n = 0; n < 4; n += 1) gaps.note(P, { ...gap, cursor: n });
    expect(rows).toMatchObject([{ gaps: 1, cursor: 0 }]);
    gaps.dispose();
    expect(rows[1]).toMatchObject({ gaps: 3, cursor: 1, lost_lines_at_least: 3, paused_ms: 30 });
  });
});
