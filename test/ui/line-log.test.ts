import { describe, expect, it } from 'vitest';
import { acceptedLines, emptyLog, type LineLog, windowEnd, withLines } from '../../src/ui/desk/line-log.ts';
import { agoIso, paneIdOf } from '../support/panel-fixture.ts';

const batch = (texts: readonly string[], given: { id?: number; skipped?: number } = {}) => ({
  id: given.id ?? 1,
  skipped: given.skipped ?? 0,
  lines: texts.map((text) => ({ tmuxPane: paneIdOf(1), at: agoIso(0), text })),
});

const textsOf = (log: LineLog, filter: string): readonly string[] =>
  acceptedLines(log, filter).map(({ text }) => text);

describe('the lines of the logs', () => {
  it('are bounded, numbered for ever, and what was skipped is counted', () => {
    let log = emptyLog(1);
    for (let at = 0; at < 40; at += 1)
      log = withLines(
        log,
        batch(
          Array.from({ length: 200 }, (_, n) => `${at * 200 + n}`),
          { skipped: 5 },
        ),
      );
    expect(log.lines).toHaveLength(3_000);
    expect(log.lines.at(-1)).toMatchObject({ text: '7999', seq: 7_999 });
    expect(log.skipped).toBe(200);
  });

  it('of an earlier asking are not taken', () => {
    const log = emptyLog(2);
    expect(withLines(log, batch(['late'], { id: 1 }))).toBe(log);
  });

  it.each([
    ['err', ['Error 1', 'no error']],
    ['Err', ['Error 1']],
    ['!err', ['ok']],
    ['', ['Error 1', 'ok', 'no error']],
    ['(', ['Error 1', 'ok', 'no error']],
  ])('are filtered by %j', (filter, texts) => {
    expect(textsOf(withLines(emptyLog(1), batch(['Error 1', 'ok', 'no error'])), filter)).toEqual(texts);
  });

  it('stay where they are held while others come', () => {
    const log = withLines(emptyLog(1), batch(['a', 'b', 'c']));
    const more = withLines(log, batch(['d', 'e']));
    expect(windowEnd(log.lines, 1)).toBe(2);
    expect(windowEnd(more.lines, 1)).toBe(2);
    expect(windowEnd(more.lines, null)).toBe(5);
  });
});
