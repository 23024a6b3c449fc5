import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import { at, type Running, type Stage, withStage } from './real-daemon.ts';

/** A stage on which a daemon can be killed and followed by another one, with shells that have marks. */
export interface Life extends Stage {
  /** A path in a folder of the test's own. */
  readonly file: (name: string) => string;
  /** SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Starts the next daemon and waits until it answers. */
  readonly revive: () => Promise<void>;
  /** Resolves when the daemon hears what the panes of the session `build` print. */
  readonly heard: () => Promise<unknown>;
  readonly exec: (id: unknown) => Promise<unknown>;
  /** The id of the exec of this pane of the session `build`. */
  readonly execOf: (pane: string) => Promise<unknown>;
  /** The one that runs. */
  readonly daemon: () => Running;
}

export const withLife = (
  body: (life: Life) => Promise<void>,
  config: readonly string[] = [],
  shell = '/bin/bash',
): Promise<void> =>
  withStage(
    async (stage) => {
      // An empty one would make zsh ask its new user.
      writeFileSync(join(stage.tmux.folder, '.zshrc'), '');
      await stage.tmux.run('set-environment', '-g', 'HOME', stage.tmux.folder);
      let running = stage.start();
      await stage.ask('session-create', { session: 'build', cwd: stage.tmux.folder });
      const exec = (id: unknown) => stage.ask('exec-show', { exec_id: id });
      await body({
        ...stage,
        exec,
        daemon: () => running,
        file: (name) => join(stage.tmux.folder, name),
        kill: async () => {
          running.process.kill('SIGKILL');
          await running.ended;
        },
        revive: async () => {
          running = stage.start();
          await stage.ask('daemon-status');
        },
        heard: () =>
          until(async () => (await listening(stage)).includes('build'), { what: 'a daemon that listens' }),
        execOf: async (pane) => at(await stage.ask('pane-status', { session: 'build', pane }), 'exec_id'),
      });
    },
    { config: [`set -g default-shell ${shell}`, "set -g default-command ''", ...config] },
  );

/** Sessions in which a client of ours takes what panes print. */
const listening = async ({ tmux }: Stage): Promise<readonly string[]> => {
  const clients = await tmux.lines('list-clients', '-F', '#{session_name} #{client_flags}');
  return clients.filter((line) => line.includes('pause-after')).map((line) => line.split(' ')[0] ?? '');
};

export const untilThere = (path: string): Promise<unknown> =>
  until(() => existsSync(path), { what: `the file ${path}` });
