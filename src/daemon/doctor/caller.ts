import type { Check } from './check.ts';
import { ok, problem, warning } from './check.ts';

/** What only who calls knows: its own environment and terminal, and what it meets on the way to the daemon. */
export interface Calling {
  readonly version: string;
  /** Null where none was reached. */
  readonly daemonVersion: string | null;
  /** Why none was reached. */
  readonly trouble: { readonly message: string; readonly hint: string | null } | null;
  /** Pids of all daemons of this tmux server. */
  readonly daemons: readonly number[];
  /** The socket of the tmux server that is asked about. */
  readonly tmuxSocket: string;
  /** The one in `$TMUX`; null outside. */
  readonly outerSocket: string | null;
  /** Sockets of ours that nobody listens on. */
  readonly staleSockets: readonly string[];
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What is wrong with the section `keys` of the settings. */
  readonly keyProblems: readonly string[];
}

export const checkCaller = (calling: Calling): readonly Check[] => [
  checkDaemon(calling),
  ...checkDaemons(calling.daemons),
  ...checkOuter(calling),
  ...checkStale(calling.staleSockets),
  ...(calling.isTerminal ? [checkColors(calling.env), checkUtf8(calling.env)] : []),
  ...calling.keyProblems.map((found) => warning('keys', found, 'docs/keys.md names actions and keys')),
];

const checkDaemon = ({ version, daemonVersion, trouble }: Calling): Check => {
  if (trouble !== null) return problem('daemon', trouble.message, trouble.hint);
  if (daemonVersion === version) return ok('daemon', `panectl ${version}`);
  return warning(
    'daemon',
    `it is panectl ${daemonVersion}, and this is ${version}: what is new here does not work yet`,
    'panectl daemon-stop; the next call starts one that fits',
  );
};

const checkDaemons = (pids: readonly number[]): readonly Check[] =>
  pids.length < 2
    ? []
    : [
        warning(
          'daemons',
          `${pids.length} for one tmux server (${pids.join(', ')}): one of them comes up or ends, or hangs`,
          'panectl daemon-stop ends all of them',
        ),
      ];

const checkOuter = ({ tmuxSocket, outerSocket }: Calling): readonly Check[] =>
  outerSocket === null || outerSocket === tmuxSocket
    ? []
    : [
        warning(
          'TMUX',
          `you are inside the server ${outerSocket}, and this is about ${tmuxSocket}`,
          'leave out -L, -S and PANECTL_SOCKET for the one you are in',
        ),
      ];

const checkStale = (sockets: readonly string[]): readonly Check[] =>
  sockets.length === 0
    ? []
    : [
        warning(
          'stale sockets',
          `nobody listens on ${sockets.join(', ')}: a daemon was killed`,
          `harmless, the next daemon there removes its own; rm ${sockets.join(' ')}`,
        ),
      ];

const checkColors = ({ TERM = '', COLORTERM }: Calling['env']): Check => {
  if (TERM === '' || TERM === 'dumb')
    return warning(
      'your terminal',
      `TERM is ${TERM === '' ? 'not set' : TERM}: the panel can't be drawn`,
      'export TERM=xterm-256color',
    );
  return /256color|direct|kitty|ghostty|alacritty|foot|wezterm/.test(TERM) || COLORTERM
    ? ok('your terminal', TERM)
    : warning(
        'your terminal',
        `${TERM} says nothing of 256 colours: the panel has sixteen`,
        'export TERM=xterm-256color',
      );
};

const checkUtf8 = ({ LC_ALL, LC_CTYPE, LANG }: Calling['env']): Check => {
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  return /utf-?8/i.test(locale)
    ? ok('your locale', locale)
    : warning('your locale', `${locale || 'none'}: the panel draws with ASCII`, 'export LANG=C.UTF-8');
};
