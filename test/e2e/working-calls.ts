import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../support/fields.ts';
import { eventsOf } from '../support/rule-house.ts';
import { until } from '../support/until.ts';
import type { PanectlHouse } from '../support/with-panectl.ts';

/**
 * A call of every command that works without a person: in `ours` are a plain shell `main`, a marked one `shell` and a
 * finished command `done`. What the words name as a file is in the folder of the caller.
 */
export const WORKING: Readonly<Record<string, readonly string[]>> = {
  'session-create': ['made', '--cwd', '/'],
  'session-kill': ['made'],
  'session-list': [],
  // Before anything is done to it: it is written down a while after each change.
  'session-snapshots': ['work'],
  'session-layout': ['ours', 'even-vertical'],
  'session-metrics': ['ours'],
  'session-link': ['ours', 'work'],
  'session-groups': [],
  'session-unlink': ['ours'],
  'session-depends': ['ours', 'work'],
  'session-broadcast-exec': ['true', '--sessions', 'ours', '--pane', 'shell', '--wait'],
  'session-save': ['ours'],
  'pane-create': ['ours', 'more'],
  'pane-create-with-layout': ['ours', 'most', 'tiled'],
  'pane-kill': ['ours', 'most'],
  'pane-respawn': ['ours', 'cat'],
  'pane-exec': ['ours', 'main', 'true'],
  'pane-exec-timeout': ['ours', 'shell', '5m', 'true'],
  'pane-send-keys': ['ours', 'more', 'x', 'C-u'],
  'pane-capture': ['ours', 'main'],
  'pane-why': ['ours', 'done'],
  'pane-scale': ['ours', 'cat', '1'],
  'pane-status': ['ours', 'main'],
  'pane-list': ['ours'],
  'pane-list-detailed': ['ours'],
  'pane-count': ['ours'],
  'pane-find': ['ours', 'main'],
  'pane-is-running': ['ours', 'cat'],
  'pane-has-pattern': ['ours', 'done', 'finished'],
  'pane-label': ['ours', 'more', 'extra'],
  'pane-metadata-set': ['ours', 'main', 'key', '[1]'],
  'pane-metadata-get': ['ours', 'main'],
  'pane-metrics': ['ours', 'main'],
  'pane-zoom': ['ours', 'main'],
  'pane-select': ['ours', 'main'],
  'pane-swap': ['ours', 'main', 'done'],
  'pane-move': ['ours', 'extra', 'new'],
  'exec-list': ['ours'],
  'exec-show': ['e1'],
  'exec-wait': ['e1', '5m'],
  'exec-output': ['e1'],
  'pane-tail': ['ours', 'done'],
  'pane-wait': ['ours', 'done', '5m'],
  'pane-watch': ['ours', 'done', 'finished', '--since', '0', '--timeout', '5m'],
  'pane-watch-timeout': ['ours', 'done', 'finished', '5m', '--since', '0'],
  'pane-watch-deadline': ['ours', 'done', 'finished', '2099-01-01T00:00:00Z', '--since', '0'],
  'wait-any': ['exit:ours/done', '--timeout', '5m'],
  'wait-all': ['exit:ours/done', '--timeout', '5m'],
  'session-logs': ['ours'],
  'pane-integrate': ['ours', 'shell'],
  'on-pattern': ['ours', '*', 'never', 'notify {{ line }}', '--name', 'watch'],
  'pane-watch-async': ['ours', 'main', 'never', 'notify {{ line }}'],
  'on-exit': ['ours', 'never', 'pane-kill {{ session }} {{ pane }}', '--if', "status == 'failed'"],
  'on-timeout': ['ours', 'never', '1h', 'notify late'],
  'on-metric': ['ours', 'never', 'cpu > 8000', 'notify hot', '--for', '1h'],
  'on-silence': ['ours', 'never', '1h', 'notify silent'],
  'on-bell': ['ours', 'never', 'notify bell'],
  'on-created': ['ours', 'never', 'notify new'],
  'rule-list': [],
  'rule-show': ['kept'],
  'rule-pause': ['kept'],
  'rule-resume': ['kept'],
  'rule-test': ['finished', '--pane', 'ours/done'],
  'rule-remove': ['watch'],
  'session-restore': ['saved.yml', '--run', 'never'],
  notify: ['hello'],
  'state-update': [],
  'orchestration-log': ['--type', 'session.created'],
  query: ['select label from panes order by label'],
  cleanup: ['--dry-run'],
  'daemon-start': [],
  'daemon-status': [],
  'daemon-logs': [],
  'daemon-commands': [],
  doctor: [],
  metrics: ['--json'],
  report: [],
  'daemon-stop': [],
};

export interface Follower {
  readonly words: readonly string[];
  /** How it is ended once it has said something; null where it ends by itself. */
  readonly end: 'interrupt' | 'closeOutput' | null;
  readonly status: number;
}

/** What goes on until it is ended, and what carries another format than envelopes. */
export const FOLLOWING: Readonly<Record<string, readonly Follower[]>> = {
  'pane-hold': [{ words: ['ours', 'main'], end: 'interrupt', status: 130 }],
  'pane-stream': [
    { words: ['ours', 'done', '--since', '0'], end: null, status: 0 },
    { words: ['ours', 'done', 'cat', '--since', '0'], end: null, status: 0 },
  ],
  'pane-tail': [{ words: ['ours', 'done', '--since', '0', '--follow'], end: null, status: 0 }],
  'session-logs': [{ words: ['ours', '--pane', 'done', '--follow'], end: null, status: 0 }],
  'orchestration-log': [
    {
      words: ['ours', '--type', 'session.created', '--since', '1', '--follow'],
      end: 'interrupt',
      status: 130,
    },
  ],
  demo: [{ words: [], end: 'closeOutput', status: 0 }],
};

/** What goes from standard input to the daemon. */
export const PIPED: Readonly<
  Record<string, readonly { readonly words: readonly string[]; readonly input: string }[]>
> = {
  mcp: [
    {
      words: [],
      input: `${JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-06-18',
          capabilities: {},
          clientInfo: { name: 'test', version: '1' },
        },
      })}\n`,
    },
  ],
  'pane-send-keys': [
    { words: ['ours', 'main', '--stdin'], input: 'typed' },
    { words: ['ours', 'main', '--secret'], input: 'typed' },
  ],
};

/** Other forms than an envelope. */
export const PRINTED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  completion: [['bash'], ['zsh'], ['fish']],
  panel: [['--plain', '--once']],
  metrics: [[]],
};

/** What only a person can do, at a terminal or in the panel, and what it is told without one. */
export const REFUSED: Readonly<Record<string, { readonly words: readonly string[]; readonly code: string }>> =
  {
    'pane-attach': { words: ['ours', 'main'], code: 'usage' },
    'rule-answer': { words: ['1', 'yes'], code: 'refused_foreign' },
  };

/** Commands of the registry of which there is no call. */
export const untried = (commands: readonly { readonly name: string }[]): readonly string[] => {
  const tried = new Set([WORKING, FOLLOWING, PIPED, PRINTED, REFUSED].flatMap((calls) => Object.keys(calls)));
  return commands.map(({ name }) => name).filter((name) => !tried.has(name));
};

const SAVED = `session_name: saved
windows:
  - panes:
      - shell_command: [echo once]
        label: one
`;

/** What the calls above are about. */
export const prepare = async (house: PanectlHouse): Promise<void> => {
  const { ask, tmux } = house;
  writeFileSync(join(tmux.folder, 'saved.yml'), SAVED);
  await ask('session-create', 'ours', '--cwd', '/');
  await tmux.run('set-option', '-g', 'default-command', 'bash');
  await ask('pane-create', 'ours', 'shell');
  await tmux.run('set-option', '-g', 'default-command', 'exec /bin/sh');
  await ask('pane-create', 'ours', 'done', '--command', "printf 'finished \\033]2;t\\033[31mi\\007 ok'");
  const isOver = async (): Promise<boolean> => {
    const types = (await eventsOf(house)).map((event) => at(event, 'type'));
    return types.includes('exec.ended') && types.includes('pane.exited');
  };
  await until(isOver, { what: 'the end of the command' });
  await ask('pane-create', 'ours', 'cat', '--command', 'cat');
  await ask('on-pattern', 'ours', '*', 'never', 'notify x', '--name', 'kept');
  await tmux.run('select-pane', '-t', 'ours:', '-T', 'a \u009b31m \u202etitle');
};
