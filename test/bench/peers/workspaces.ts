import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf, loadingWays, PANES, WINDOWS, workspaceFile } from './loading.ts';
import { type Ground, NOTHING, type Peer } from './peer.ts';
import { callMs, pathOf, versionOf } from './programs.ts';

/** The very file that panectl loads. */
export const tmuxp: Peer = {
  name: 'tmuxp',
  from: 'apt-get install tmuxp',
  version: () => versionOf('tmuxp', '--version'),
  open: (ground) => {
    const { tmux, folder } = ground;
    const env = { ...tmux.env, HOME: folder, SHELL: '/bin/bash' };
    const load = (session: string, marks: string) => {
      const args = ['load', '-S', tmux.socket, '-d', '-y', workspaceFile(ground, session, marks)];
      return callMs({ program: pathOf('tmuxp') ?? 'tmuxp', args, env });
    };
    return Promise.resolve({
      ...NOTHING,
      ways: loadingWays(ground, { how: 'tmuxp load -d', tmux, name: 'tmuxp', load }),
    });
  },
};

export const tmuxinator: Peer = {
  name: 'tmuxinator',
  from: 'apt-get install tmuxinator',
  version: () => versionOf('tmuxinator', 'version'),
  open: (ground) => {
    const { tmux, folder } = ground;
    const env = { ...tmux.env, HOME: folder, EDITOR: 'true', SHELL: '/bin/bash' };
    const load = (session: string, marks: string) => {
      const args = [
        'start',
        '-p',
        projectFile(ground, session, marks),
        '--no-attach',
        '--suppress-tmux-version-warning',
      ];
      return callMs({ program: pathOf('tmuxinator') ?? 'tmuxinator', args, env });
    };
    return Promise.resolve({
      ...NOTHING,
      ways: loadingWays(ground, { how: 'tmuxinator start --no-attach', tmux, name: 'tmuxinator', load }),
    });
  },
};

const projectFile = ({ folder, tmux }: Ground, session: string, marks: string): string => {
  const path = join(folder, `${session}.yml`);
  const windows = Array.from({ length: WINDOWS }, (_, at) => [
    `  - w${at}:`,
    '      layout: tiled',
    '      panes:',
    ...Array.from({ length: PANES }, () => `        - "${lineOf(marks)}"`),
  ]).flat();
  const head = [`name: ${session}`, `root: ${folder}`, `socket_path: ${tmux.socket}`, 'windows:'];
  writeFileSync(path, `${[...head, ...windows].join('\n')}\n`);
  return path;
};
