import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PrivateTmux, withPrivateTmux } from '../../support/private-tmux.ts';
import { withPanectl } from '../../support/with-panectl.ts';
import { type Ground, QUIET } from './peer.ts';

// Its shells are bash without anybody's start-up files: HOME is not there.
const SERVER = { session: null, config: ['set -g default-command bash', 'set -g remain-on-exit off'] };

/** Three tmux servers: panectl's, one that it does not know, and one for what a person would look at. */
export const withGround = <T>(body: (ground: Ground) => Promise<T>): Promise<T> =>
  withPanectl(
    (ours) =>
      withPrivateTmux(
        (tmux) =>
          withPrivateTmux(
            async (screens) => {
              const folder = join(tmux.folder, 'peers');
              mkdirSync(folder);
              writeFileSync(join(folder, 'nothing'), '');
              writeFileSync(join(folder, 'mark'), `echo "$EPOCHREALTIME" >>"$1"\n`);
              const quiet = `exec tail -f ${join(folder, 'nothing')}`;
              await ours.ask('session-create', 'bench', '--label', 'main');
              await tmux.run('new-session', '-d', '-s', 'bench', '-x', '200', '-y', '50');
              for (const one of [ours.tmux, tmux]) await fill(one, quiet);
              return body({ tmux, ours, screens, folder, quiet });
            },
            { size: { width: 120, height: 40 }, session: 'screens' },
          ),
        SERVER,
      ),
    SERVER,
  );

const fill = async (tmux: PrivateTmux, quiet: string): Promise<void> => {
  for (let pane = 1; pane < QUIET; pane += 1) {
    await tmux.run('split-window', '-d', '-t', '=bench:', quiet);
    await tmux.run('select-layout', '-t', '=bench:', 'tiled');
  }
};
