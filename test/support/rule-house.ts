import { expect } from 'vitest';
import { at, listIn } from './fields.ts';
import { until } from './until.ts';
import { type PanectlHouse, withPanectl } from './with-panectl.ts';

/** A session `ours` with a marked shell `main`. */
export const withRuleHouse = (body: (house: PanectlHouse) => Promise<void>): Promise<void> =>
  withPanectl(async (house) => {
    await house.tmux.run('set-option', '-g', 'default-command', 'bash');
    await house.ask('session-create', 'ours');
    await body(house);
  });

/** Events of the orchestration log, oldest first; all types unless one is named. */
export const eventsOf = async ({ ask }: PanectlHouse, type?: string): Promise<readonly unknown[]> => {
  const only = type === undefined ? [] : ['--type', type];
  return listIn(await ask('orchestration-log', ...only, '-n', '1000'), 'events');
};

/** The texts that rules have told the operator, oldest first. */
export const noticesOf = async (house: PanectlHouse): Promise<readonly unknown[]> =>
  (await eventsOf(house, 'notice.sent')).map((event) => at(event, 'data', 'text'));

/** Resolves when they are these, in this order. */
export const untilNotices = async (house: PanectlHouse, expected: readonly unknown[]): Promise<void> => {
  await until(async () => (await noticesOf(house)).length >= expected.length, {
    what: `${expected.length} notices`,
  });
  expect(await noticesOf(house)).toEqual(expected);
};
