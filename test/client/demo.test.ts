import { describe, expect, it } from 'vitest';
import { play } from '../../src/client/demo/play.ts';
import { SCRIPT } from '../../src/client/demo/script.ts';
import { tableOf } from '../../src/client/demo/table.ts';
import { failure } from '../../src/domain/failure.ts';
import { failed, type Result, success } from '../../src/domain/result.ts';

/** A stage that keeps panes by number as panectl does, and on which a pattern is found at the third look. */
const stageOf = (refuse: string | null = null) => {
  const panes = new Map<number, string>();
  const counts: number[] = [];
  const looks = new Map<string, number>();
  const lines: string[] = [];
  const lowestFree = (): number => [...Array(99).keys()].find((each) => !panes.has(each)) ?? 99;
  const add = (label: string): number => {
    const number = lowestFree();
    panes.set(number, label);
    return number;
  };
  const answer = (command: string, input: Readonly<Record<string, unknown>>): unknown => {
    if (command === 'session-create') return { pane_id: add('main') };
    if (command === 'pane-create') return { pane_id: add(String(input.label)) };
    if (command === 'pane-kill') {
      for (const [number, label] of panes) if (label === input.pane) panes.delete(number);
    }
    if (command === 'pane-count') counts.push(panes.size);
    if (command === 'pane-has-pattern') {
      const key = `${String(input.pane)} ${String(input.pattern)}`;
      looks.set(key, (looks.get(key) ?? 0) + 1);
      return { found: looks.get(key) === 3 };
    }
    return { count: panes.size };
  };
  return {
    panes,
    counts,
    lines,
    stage: {
      call: async (command: string, input: Readonly<Record<string, unknown>>): Promise<Result<unknown>> =>
        command === refuse ? failed(failure('internal', 'refused')) : success(answer(command, input)),
      nextOutput: () => Promise.resolve(),
      say: (line: string) => void lines.push(line),
    },
  };
};

const GIVEN = { session: 'demo', folder: '/', job: (label: string) => `sh job ${label}` };

describe('the demo', () => {
  it('makes 13 operations and ends with five panes, deploy on the number of build', async () => {
    const { stage, panes, counts } = stageOf();
    expect(await play(stage, SCRIPT, GIVEN)).toEqual(success(13));
    expect(counts).toEqual([2, 3, 4, 5, 6, 7, 8, 7, 6, 7, 6, 5]);
    expect([...panes].sort(([a], [b]) => a - b)).toEqual([
      [0, 'main'],
      [1, 'deploy'],
      [3, 'logs'],
      [6, 'db'],
      [7, 'cache'],
    ]);
  });

  it('ends with the first failure', async () => {
    const { stage } = stageOf('pane-exec');
    expect(await play(stage, SCRIPT, GIVEN)).toMatchObject({ ok: false, failure: { message: 'refused' } });
  });

  it('shows panes as a table, whatever is unknown about them', () => {
    const panes = [
      { pane_id: 0, tmux_pane: '%4', label: 'main', status: 'idle', process: 'sh' },
      { pane_id: 11, tmux_pane: '%15', label: null, status: 'running', process: null },
    ];
    expect(tableOf({ panes })).toEqual([
      'PANE  ID   LABEL  STATUS   PROCESS',
      '0     %4   main   idle     sh',
      '11    %15  -      running  -',
    ]);
    expect(tableOf('nonsense')).toEqual(['PANE  ID  LABEL  STATUS  PROCESS']);
  });
});
