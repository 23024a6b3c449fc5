import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const JOB = fileURLToPath(new URL('../fixtures/bin/job', import.meta.url));
const SESSION = 'scaled';

/** The 13 operations of the demo, each with the labels that the session has afterwards, by pane number. */
type Step =
  | { readonly do: 'session-create'; readonly after: readonly (string | null)[] }
  | { readonly do: 'pane-create'; readonly label: string; readonly after: readonly (string | null)[] }
  | {
      readonly do: 'pane-kill';
      readonly label: string;
      /** What must have been printed before the pane may go. */
      readonly when: string | null;
      readonly after: readonly (string | null)[];
    };

const create = (label: string, ...after: (string | null)[]): Step => ({ do: 'pane-create', label, after });
const kill = (label: string, when: string | null, ...after: (string | null)[]): Step => ({
  do: 'pane-kill',
  label,
  when,
  after,
});

const STEPS: readonly Step[] = [
  { do: 'session-create', after: ['main'] },
  create('build', 'main', 'build'),
  create('test', 'main', 'build', 'test'),
  create('logs', 'main', 'build', 'test', 'logs'),
  create('monitor', 'main', 'build', 'test', 'logs', 'monitor'),
  create('metrics', 'main', 'build', 'test', 'logs', 'monitor', 'metrics'),
  create('db', 'main', 'build', 'test', 'logs', 'monitor', 'metrics', 'db'),
  create('cache', 'main', 'build', 'test', 'logs', 'monitor', 'metrics', 'db', 'cache'),
  kill('build', 'SUCCESS', 'main', null, 'test', 'logs', 'monitor', 'metrics', 'db', 'cache'),
  kill('test', 'PASSED', 'main', null, null, 'logs', 'monitor', 'metrics', 'db', 'cache'),
  create('deploy', 'main', 'deploy', null, 'logs', 'monitor', 'metrics', 'db', 'cache'),
  kill('monitor', null, 'main', 'deploy', null, 'logs', null, 'metrics', 'db', 'cache'),
  kill('metrics', null, 'main', 'deploy', null, 'logs', null, null, 'db', 'cache'),
];

describe('the scaled demo', () => {
  it('creates, watches and ends 8 panes through the real binary, and tmux agrees after each step', async () => {
    await withPanectl(
      async (house) => {
        for (const step of STEPS) {
          await perform(house, step);
          await expectPanes(house, step.after);
        }
        // Nobody has waited for it yet.
        await until(() => seen(house, 'db', 'HEALTHY'), { what: 'HEALTHY in db' });
        expect((await house.panectl('pane-is-running', SESSION, 'db')).status).toBe(0);
        await house.ask('session-kill', SESSION);
        expect(await house.ask('session-list')).toEqual({ sessions: [] });
      },
      { session: null },
    );
  });
});

const perform = async (house: PanectlHouse, step: Step): Promise<void> => {
  switch (step.do) {
    case 'session-create':
      await house.ask('session-create', SESSION, '--size', '200x50');
      return;
    case 'pane-create':
      await house.ask('pane-create', SESSION, step.label);
      await house.ask('pane-exec', SESSION, step.label, `${JOB} ${step.label}`);
      return;
    case 'pane-kill': {
      const { label, when } = step;
      if (when !== null) await until(() => seen(house, label, when), { what: `${when} in ${label}` });
      await house.ask('pane-kill', SESSION, label);
      return;
    }
  }
};

const seen = async ({ panectl }: PanectlHouse, label: string, pattern: string): Promise<boolean> =>
  (await panectl('pane-has-pattern', SESSION, label, pattern)).status === 0;

const expectPanes = async (house: PanectlHouse, labels: readonly (string | null)[]): Promise<void> => {
  const numbered = labels.flatMap((label, number) => (label === null ? [] : [{ label, pane_id: number }]));
  expect(await house.ask('pane-count', SESSION)).toEqual({ count: numbered.length });
  expect(await house.ask('pane-list', SESSION)).toMatchObject({ panes: numbered });
  const inTmux = await house.tmux.lines('list-panes', '-s', '-t', `=${SESSION}:`, '-F', '#{@label}');
  expect([...inTmux].sort()).toEqual(numbered.map(({ label }) => label).sort());
};
