import { describe, expect, it } from 'vitest';
import { createOutputs } from '../../../src/daemon/output/outputs.ts';
import { isTmuxPaneId, type TmuxPaneId } from '../../../src/domain/ids.ts';

const pane = (text: string): TmuxPaneId => {
  if (!isTmuxPaneId(text)) throw new Error(text);
  return text;
};
const plain = { nonce: null, firstCursor: 0, width: 80 };

describe('the outputs of all panes', () => {
  it('tells listeners of one pane and of all panes each line as it comes', () => {
    const outputs = createOutputs();
    const heard: string[] = [];
    outputs.adopt(pane('%1'), plain);
    outputs.adopt(pane('%2'), plain);
    outputs.listen(pane('%1'), (from, fact) => heard.push(`one ${from} ${fact.kind}`));
    const end = outputs.listen('all', (from, fact) => heard.push(`all ${from} ${fact.kind}`));
    outputs.feed(pane('%1'), Buffer.from('a\n'), 0);
    outputs.feed(pane('%2'), Buffer.from('b\n'), 0);
    end();
    outputs.feed(pane('%2'), Buffer.from('c\n'), 0);
    expect(heard).toEqual(['one %1 line', 'all %1 line', 'all %2 line']);
  });

  it('holds no more than its bounds, for one pane and in all, and counts what went', () => {
    const outputs = createOutputs({ bytesPerPane: 10_000, bytesInAll: 15_000 });
    for (const id of ['%1', '%2', '%3']) {
      outputs.adopt(pane(id), plain);
      for (let n = 0; n < 1_000; n += 1) outputs.feed(pane(id), Buffer.from(`line ${n}\n`), 0);
    }
    const held = ['%1', '%2', '%3'].map((id) => outputs.of(pane(id))?.record);
    expect(Math.max(...held.map((record) => record?.bytes ?? 0))).toBeLessThanOrEqual(10_000);
    expect(held.reduce((sum, record) => sum + (record?.bytes ?? 0), 0)).toBeLessThanOrEqual(15_000);
    expect(outputs.totals.lost).toBe(held.reduce((sum, record) => sum + (record?.firstCursor ?? 0), 0));
    expect(outputs.totals).toMatchObject({ lines: 3_000, dropped: 0 });
    outputs.gap(pane('%1'), 0, null);
    expect(outputs.totals.dropped).toBe(1);
  });

  it('keeps the record of a pane that is adopted again', () => {
    const outputs = createOutputs();
    outputs.adopt(pane('%1'), plain);
    outputs.feed(pane('%1'), Buffer.from('a\n'), 0);
    expect(outputs.adopt(pane('%1'), plain).record.nextCursor).toBe(1);
  });

  it('keeps the records of panes that are gone, with their last line, until the memory is needed: the oldest first', () => {
    const outputs = createOutputs({ bytesPerPane: 10_000, bytesInAll: 15_000 });
    for (const id of ['%1', '%2']) {
      outputs.adopt(pane(id), plain);
      outputs.feed(pane(id), Buffer.from(`${'line\n'.repeat(40)}and one more`), 0);
      outputs.drop(pane(id));
      expect([outputs.of(pane(id)), outputs.recordOf(pane(id))?.nextCursor]).toEqual([null, 41]);
    }
    expect(outputs.recordOf(pane('%1'))?.last(1).lines[0]?.text).toBe('and one more');
    outputs.adopt(pane('%3'), plain);
    for (let n = 0; n < 1_000; n += 1) outputs.feed(pane('%3'), Buffer.from(`line ${n}\n`), 0);
    expect(outputs.recordOf(pane('%1'))).toBeNull();
    expect(outputs.recordOf(pane('%2'))?.firstCursor).toBe(0);
    const { firstCursor = 0, bytes = 0 } = outputs.recordOf(pane('%3')) ?? {};
    expect(outputs.totals.lost).toBe(41 + firstCursor);
    expect(bytes).toBeGreaterThan(9_000);
    outputs.clear();
    expect(outputs.recordOf(pane('%2'))).toBeNull();
  });

  it('goes on with the record of a pane that is there again', () => {
    const outputs = createOutputs();
    outputs.adopt(pane('%1'), plain);
    outputs.feed(pane('%1'), Buffer.from('a\n'), 0);
    outputs.drop(pane('%1'));
    outputs.feed(pane('%1'), Buffer.from('b\n'), 0);
    expect(outputs.adopt(pane('%1'), plain).record.nextCursor).toBe(2);
  });

  it('ignores output of panes that it does not know', () => {
    const outputs = createOutputs();
    outputs.feed(pane('%9'), Buffer.from('a\n'), 0);
    expect(outputs.of(pane('%9'))).toBeNull();
  });
});
