import { describe, expect, it } from 'vitest';
import { streamPanectl } from '../support/stream-panectl.ts';
import { until } from '../support/until.ts';
import { withPanectl } from '../support/with-panectl.ts';
import { row, rows } from './hostile-corpus.ts';

const COUNT = 120_000;

describe('lines that are no longer held', () => {
  it('are counted by every command that is asked for them, and what is held is exact', () =>
    withPanectl(async (house) => {
      const { ask } = house;
      await ask('session-create', 's');
      // More than a pane's share of the memory; each line says where it stands.
      const pane = row(await ask('pane-create', 's', 'p', '--command', `seq 0 ${COUNT - 1}; exec cat`));
      await ask('pane-watch', 's', 'p', `^${COUNT - 1}$`, '--timeout', '4m');
      const held = row(row(await ask('pane-tail', 's', 'p', '--since', '0', '-n', '1')).output);
      const first = Number(rows(held.lines)[0]?.cursor);
      expect(first).toBeGreaterThan(0);
      expect(held).toMatchObject({ lost: first, lines: [{ text: `${first}` }] });
      const exec = row(await ask('exec-output', String(pane.exec_id), '-n', '3'));
      expect(exec.output).toMatchObject({ lost: first, omitted: COUNT - first - 3, truncated: true });
      const newest = [COUNT - 3, COUNT - 2, COUNT - 1].map((cursor) => ({ cursor, text: `${cursor}` }));
      expect(exec.output).toMatchObject({ lines: newest });
      expect(await ask('pane-tail', 's', 'p', '--since', `${COUNT - 2}`)).toMatchObject({
        output: { lost: 0, lines: newest.slice(1), next_cursor: COUNT },
      });
      expect(await ask('pane-tail', 's', 'p', '--since', `${COUNT + 5}`)).toMatchObject({
        output: { lost: 0, lines: [], next_cursor: COUNT },
      });
      expect(await ask('session-logs', 's', '-n', '1')).toMatchObject({
        lost: first,
        lines: newest.slice(2),
      });
      expect(await ask('session-logs', 's', '--until', '2000-01-01T00:00:00Z')).toMatchObject({ lines: [] });
      const stream = streamPanectl(house, 'pane-stream', 's', 'p', '--since', `${first - 7}`);
      await until(() => stream.items().length > 2, { what: 'the stream' });
      expect(stream.items().slice(0, 2)).toMatchObject([{ lost: 7 }, { cursor: first, text: `${first}` }]);
      stream.interrupt();
      await stream.ended;
      expect(row(await ask('daemon-status'))).toMatchObject({ lost_lines: first, dropped_lines: 0 });
      expect((await house.panectl('pane-tail', 's', 'p', '--since', '-1')).status).toBe(2);
    }));
});
