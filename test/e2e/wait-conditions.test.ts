import { describe, expect, it } from 'vitest';
import { openLink } from '../bench/link.ts';
import { untilTmux } from '../journeys/stage.ts';
import { streamPanectl } from '../support/stream-panectl.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { row, rows } from './hostile-corpus.ts';

const PATIENCE = ['--timeout', '4m'];

const wait = async ({ panectl }: PanectlHouse, mode: 'any' | 'all', ...words: readonly string[]) => {
  const { status, json } = await panectl(`wait-${mode}`, ...words);
  const data = row(row(json).data);
  return { status, ...data, states: rows(data.results).map(({ state }) => state) };
};

/** Its command runs until it is told how to end, as a code. */
const waiting = async ({ ask }: PanectlHouse, label: string): Promise<string> => {
  const command = 'stty -echo; echo began; read -r code; exit "$code"';
  const pane = row(await ask('pane-create', 's', label, '--command', command));
  await ask('pane-watch', 's', label, '^began$');
  return String(pane.exec_id);
};

const end = ({ ask }: PanectlHouse, label: string, code: number): Promise<unknown> =>
  ask('pane-send-keys', 's', label, `${code}`, '--literal', '--enter');

describe('wait-any and wait-all', () => {
  it('fulfil at once what is true already, each kind of condition', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      const good = await waiting(house, 'good');
      await waiting(house, 'bad');
      await waiting(house, 'runs');
      await end(house, 'good', 0);
      await end(house, 'bad', 3);
      const now = [
        ...['exit:s/good', `exit:${good}`, 'exit:s/bad', 'failed:s/bad', 'pattern:s/runs:^began$'],
        ...[
          'status:s/good:completed',
          'status:s/bad:failed',
          'status:s/runs:running',
          'metric:s/runs:cpu<101',
        ],
        ...['metric:s/runs:memory > 1K'],
      ];
      const all = await wait(house, 'all', ...now, ...PATIENCE);
      expect(all).toMatchObject({ status: 0, outcome: 'fulfilled', states: now.map(() => 'fulfilled') });
      for (const condition of now) {
        const any = await wait(house, 'any', condition, ...PATIENCE);
        expect(any).toMatchObject({ status: 0, outcome: 'fulfilled', first: condition });
      }
    }));

  it('fulfil each kind of condition when it becomes true', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      const becomes: readonly (readonly [condition: (execId: string) => string, code: number])[] = [
        [() => 'exit:s/p', 0],
        [(execId) => `exit:${execId}`, 5],
        [() => 'failed:s/p', 5],
        [() => 'status:s/p:failed', 5],
        [() => 'status:s/p:completed', 0],
      ];
      for (const [conditionOf, code] of becomes) {
        const condition = conditionOf(await waiting(house, 'p'));
        expect(await wait(house, 'any', condition, '--timeout', '1ms')).toMatchObject({
          status: 124,
          outcome: 'timeout',
          states: ['pending'],
        });
        const answer = wait(house, 'any', condition, ...PATIENCE);
        await end(house, 'p', code);
        expect([condition, await answer]).toMatchObject([condition, { status: 0, first: condition }]);
        await house.ask('pane-kill', 's', 'p');
      }
      await house.ask(
        'pane-create',
        's',
        'q',
        '--command',
        'stty -echo; echo idle; read -r _; head -c 99000000 /dev/zero | tail | sleep 1000',
      );
      const grown = wait(house, 'all', 'metric:s/q:memory>50M', 'pattern:s/q:^idle$', ...PATIENCE);
      await end(house, 'q', 0);
      expect(await grown).toMatchObject({ status: 0 });
    }));

  it('wait for a shell to be ready again', () =>
    withPanectl(
      async (house) => {
        await house.ask('session-create', 's');
        expect(await wait(house, 'any', 'ready:s/main', ...PATIENCE)).toMatchObject({ status: 0 });
        await house.ask('pane-exec', 's', 'main', 'cat');
        // Before that the end of the input would be the shell's, which is still reading keys.
        await untilTmux(house.tmux, '=s:', '#{pane_current_command}', 'cat');
        expect(await wait(house, 'any', 'ready:s/main', '--timeout', '1ms')).toMatchObject({ status: 124 });
        const answer = wait(house, 'all', 'ready:s/main', 'exit:s/main', ...PATIENCE);
        await house.ask('pane-send-keys', 's', 'main', 'C-d');
        expect(await answer).toMatchObject({ status: 0 });
      },
      { config: ['set -g default-command bash'] },
    ));

  it('say what can never come true, and end by it where that was asked for or nothing else is left', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      await waiting(house, 'done');
      await waiting(house, 'runs');
      await end(house, 'done', 0);
      await house.ask('pane-wait', 's', 'done');
      await until(async () => row(await house.ask('pane-status', 's', 'done')).dead, { what: 'its death' });
      const never = ['failed:s/done', 'pattern:s/done:never', 'status:s/done:failed', 'metric:s/done:cpu>1'];
      expect(await wait(house, 'any', ...never, ...PATIENCE)).toMatchObject({
        ...{ status: 1, outcome: 'failed', first: null },
        states: never.map(() => 'impossible'),
      });
      for (const mode of ['any', 'all'] as const) {
        const both = ['failed:s/done', 'exit:s/runs'];
        expect(await wait(house, mode, ...both, '--timeout', '1ms')).toMatchObject({
          ...{ status: 124, outcome: 'timeout' },
          states: ['impossible', 'pending'],
        });
        expect(await wait(house, mode, ...both, '--fail-fast', ...PATIENCE)).toMatchObject({
          ...{ status: 1, outcome: 'failed' },
          states: ['impossible', 'pending'],
        });
      }
      const slow = wait(house, 'all', 'failed:s/done', 'exit:s/runs', ...PATIENCE);
      const any = wait(house, 'any', 'failed:s/done', 'exit:s/runs', ...PATIENCE);
      await end(house, 'runs', 0);
      expect(await slow).toMatchObject({
        status: 1,
        states: ['impossible', 'fulfilled'],
        first: 'exit:s/runs',
      });
      expect(await any).toMatchObject({ status: 0, states: ['impossible', 'fulfilled'] });
    }));

  it('end with their pane when it is killed: an exit has come true, the rest never will', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      await waiting(house, 'p');
      const conditions = ['exit:s/p', 'failed:s/p', 'pattern:s/p:never', 'status:s/p:completed', 'ready:s/p'];
      // Calls of one connection are begun in their order.
      const link = await openLink(house.tmux.socket);
      const answer = link.call('wait-all', { conditions });
      const failing = link.call('wait-all', { conditions, fail_fast: true });
      await link.call('pane-kill', { session: 's', pane: 'p' });
      expect(row(await answer).outcome).toBe('failed');
      expect(rows(row(await answer).results).map(({ state }) => state)).toEqual([
        'fulfilled',
        ...conditions.slice(1).map(() => 'impossible'),
      ]);
      expect(row(await failing).outcome).toBe('failed');
      link.end();
    }));

  it('refuse what is no condition, and what is about nothing that is there', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      const wrong: readonly (readonly [string, number])[] = [
        ...['', 'exit', 'exit:', 'exit:s', 'exit:s/', 'exit:/main', 'nope:s/main'].map(
          (text) => [text, 2] as const,
        ),
        ...['status:s/main:nope', 'status:s/main', 'exit:s/main:x'].map((text) => [text, 2] as const),
        ...['metric:s/main:cpu', 'metric:s/main:cpu>x', 'metric:s/main:disk>1', 'metric:s/main:cpu>80M'].map(
          (text) => [text, 6] as const,
        ),
        ...['exit:s/nope', 'exit:nope/main', 'exit:e99', 'failed:s/7', 'fired:nope'].map(
          (text) => [text, 3] as const,
        ),
        ['pattern:s/main:(a', 6],
      ];
      for (const [text, status] of wrong)
        expect([text, (await house.panectl('wait-any', '--', text)).status]).toEqual([text, status]);
      expect((await house.panectl('wait-all')).status).toBe(2);
    }));

  it('end with 130 when their caller is interrupted', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      const stream = streamPanectl(house, 'wait-any', 'exit:s/main', 'pattern:s/main:never');
      await until(async () => Number(row(await house.ask('daemon-status')).panes) > 0, {
        what: 'the daemon',
      });
      stream.interrupt();
      expect([await stream.ended, stream.stderr()]).toEqual([130, '']);
    }));
});

describe('a watch with an end', () => {
  const watched = async (house: PanectlHouse, ...words: readonly string[]) => {
    const { status, json } = await house.panectl(...words);
    return { status, data: row(row(json).data ?? {}) };
  };

  it('that has passed already tells what is there and waits for nothing', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      await waiting(house, 'p');
      const past = '2001-01-01T00:00:00Z';
      expect(await watched(house, 'pane-watch-deadline', 's', 'p', 'never', past)).toMatchObject({
        status: 124,
        data: { outcome: 'timeout', effective_timeout: 0, tail: ['began'] },
      });
      expect(await watched(house, 'pane-watch-deadline', 's', 'p', '^began$', past)).toMatchObject({
        status: 0,
        data: { outcome: 'matched', line: 'began', matched_at_entry: true },
      });
      expect(await watched(house, 'pane-watch-timeout', 's', 'p', 'never', '0')).toMatchObject({
        status: 124,
      });
      expect(await watched(house, 'pane-watch-timeout', 's', 'p', 'never', '250ms')).toMatchObject({
        status: 124,
        data: { effective_timeout: 250 },
      });
    }));

  it('that lies ahead waits until then, in any time zone, for a match, a stop or the end', () =>
    withPanectl(async (house) => {
      await house.ask('session-create', 's');
      await waiting(house, 'p');
      for (const deadline of ['2099-01-01T00:00:00Z', '2099-01-01T00:00:00.123+05:30']) {
        const answer = watched(house, 'pane-watch-deadline', 's', 'p', '^began$', deadline);
        expect(await answer).toMatchObject({ status: 0, data: { effective_timeout: expect.any(Number) } });
      }
      const soon = new Date(Date.now() + 300).toISOString();
      expect(await watched(house, 'pane-watch-deadline', 's', 'p', 'never', soon)).toMatchObject({
        status: 124,
      });
      const far = '2099-01-01T00:00:00Z';
      expect(
        await watched(house, 'pane-watch-deadline', 's', 'p', 'never', far, '--stop', '^began$'),
      ).toMatchObject({ status: 1, data: { outcome: 'stopped', pattern: '^began$' } });
      const answer = watched(house, 'pane-watch-deadline', 's', 'p', 'never', far);
      await end(house, 'p', 0);
      expect(await answer).toMatchObject({ status: 1, data: { outcome: 'exited' } });
    }));

  it('that is no time is usage', () =>
    withPanectl(async ({ ask, panectl }) => {
      await ask('session-create', 's');
      for (const deadline of ['', 'tomorrow', '2099-01-01', '10:00', '2099-02-30T00:00:00Z', '10s', '1e9'])
        expect([deadline, (await panectl('pane-watch-deadline', 's', 'main', 'x', deadline)).status]).toEqual(
          [deadline, 2],
        );
      for (const timeout of ['', 'soon', '-1', '1 s', '1e999s', '10x'])
        expect([
          timeout,
          (await panectl('pane-watch-timeout', 's', 'main', 'x', '--', timeout)).status,
        ]).toEqual([timeout, 2]);
    }));
});
