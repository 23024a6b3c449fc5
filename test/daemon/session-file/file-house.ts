import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionCreateInput } from '../../../src/commands/sessions.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { SessionWithPanes } from '../../../src/domain/session.ts';
import { until } from '../../support/until.ts';
import { type SmallHouse, withHouse } from '../operations/small-house.ts';

export interface FileHouse extends SmallHouse {
  /** Writes a session file (and a folder `log` beside it) and makes the session `dev` from it. */
  readonly make: (
    text: string,
    more?: Readonly<Record<string, unknown>>,
    scope?: Parameters<SmallHouse['as']>[2],
  ) => Promise<Result<SessionWithPanes>>;
  /** Until the pane with this number shows the line. */
  readonly shows: (number: number, line: string) => Promise<unknown>;
  /** One line of tmux for each pane of the session `dev`. */
  readonly look: (format: string) => Promise<readonly string[]>;
}

export const withFileHouse = (
  body: (house: FileHouse) => Promise<void>,
  options: Parameters<typeof withHouse>[1] = {},
): Promise<void> =>
  withHouse(
    async (small) => {
      const { folder } = small.tmux;
      mkdirSync(join(folder, 'log'));
      if (options.session !== null) await small.tmux.run('set-environment', '-g', 'HOME', folder);
      await body({
        ...small,
        make: (text, more = {}, scope = {}) => {
          writeFileSync(join(folder, 'session.yml'), text);
          const input = { session: 'dev', file: 'session.yml', ...more };
          return small.as({}, {}, scope).sessions.create(sessionCreateInput.parse(input));
        },
        shows: async (number, line) => {
          const session = Object.values(small.house.store.getState().sessions).find(
            ({ name }) => name === 'dev',
          );
          const [pane = ''] = Object.entries(session?.numbers ?? {}).find(([, own]) => own === number) ?? [];
          await until(async () => (await small.tmux.lines('capture-pane', '-p', '-t', pane)).includes(line), {
            what: `${line} in ${number}`,
          });
        },
        look: (format) => small.tmux.lines('list-panes', '-s', '-t', '=dev:', '-F', format),
      });
    },
    { config: ['set -g default-shell /bin/bash', "set -g default-command ''"], ...options },
  );

/** The failure that there must be. */
export const refusalOf = async (answer: Promise<Result<unknown>>) => {
  const result = await answer;
  if (result.ok) throw new Error(`no failure: ${JSON.stringify(result.value).slice(0, 300)}`);
  return result.failure;
};
