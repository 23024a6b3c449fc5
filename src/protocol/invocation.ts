import { isTmuxPaneId, type TmuxPaneId } from '../domain/ids.ts';
import type { Caller } from './call.ts';
import { isCommand } from './command-names.ts';
import { type Place, placeOf, socketInTmux, tmuxSocketPath } from './place.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a process was called with, as far as the client itself must know it. */
export interface Invocation {
  /** Without `-L` and `-S`, which only choose the server; everything else is the daemon's to understand. */
  readonly argv: readonly string[];
  /** The command in its hyphened form; null where there is none. */
  readonly command: string | null;
  /** False where the words begin with no command: then no daemon is started to say so. */
  readonly isCommand: boolean;
  readonly place: Place;
  readonly caller: Caller;
  /** Whether what we have to say ourselves goes out as an envelope. */
  readonly json: boolean;
}

export interface Surroundings {
  readonly env: Environment;
  readonly uid: number;
  readonly cwd: string;
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly columns: number;
}

export const readInvocation = (words: readonly string[], around: Surroundings): Invocation => {
  const { argv, name, path, ...called } = splitGlobals(words);
  const place = placeOf(tmuxSocketPath({ name, path, env: around.env, uid: around.uid }), around.uid);
  const caller = callerOf(around, place);
  return { argv, ...called, place, caller, json: wantsJson(argv, caller) };
};

/** `-L` and `-S` are taken out wherever they stand before `--`; the first word that is no option is the command. */
const splitGlobals = (words: readonly string[]) => {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const argv: string[] = [];
  const plain: string[] = [];
  const server = new Map<string, string>();
  for (let at = 0; at < end; at += 1) {
    const word = words[at] ?? '';
    const value = at + 1 < end ? words[at + 1] : undefined;
    const [, option = null, attached = ''] = /^(-[LS])(.*)$/s.exec(word) ?? [];
    if (option !== null) server.set(option, attached === '' ? (value ?? '') : attached);
    else argv.push(word);
    if (!word.startsWith('-')) plain.push(word);
    if (word === '--as' && value !== undefined) argv.push(value);
    if (word === '--as' || word === option) at += 1;
  }
  return {
    argv: [...argv, ...words.slice(end)],
    name: server.get('-L') ?? null,
    path: server.get('-S') ?? null,
    ...calledBy(plain),
  };
};

const calledBy = (plain: readonly string[]): Pick<Invocation, 'command' | 'isCommand'> => ({
  command: commandOf(plain),
  isCommand: plain[0] === undefined || isCommand(plain[0], plain[1]),
});

/** `pane create` is `pane-create`; whether there is such a command is for others to say. */
const commandOf = ([first, second]: readonly string[]): string | null => {
  if (first === undefined) return null;
  return FAMILIES.has(first) && second !== undefined ? `${first}-${second}` : first;
};

const FAMILIES = new Set(['daemon']);

const callerOf = ({ env, ...around }: Surroundings, place: Place): Caller => {
  const color = around.stdoutIsTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    kind: 'cli',
    name: env.PANECTL_ACTOR || null,
    tmuxPane: paneOf(env, around.uid, place),
    cwd: around.cwd,
    stdoutIsTerminal: around.stdoutIsTerminal,
    stdinIsTerminal: around.stdinIsTerminal,
    columns: around.columns,
    color,
    format: env.PANECTL_FORMAT === 'json' || env.PANECTL_FORMAT === 'text' ? env.PANECTL_FORMAT : null,
    insideTmux: Boolean(env.TMUX),
  };
};

/** `$TMUX_PANE` names a pane of the server in `$TMUX`; on another server the same `%N` would be somebody else's. */
const paneOf = (env: Environment, uid: number, place: Place): TmuxPaneId | null => {
  const socket = socketInTmux(env.TMUX);
  const pane = env.TMUX_PANE ?? '';
  return socket !== null && isTmuxPaneId(pane) && placeOf(socket, uid).key === place.key ? pane : null;
};

/** What the daemon is to run: without a command the panel on a terminal, else a report, plain unless JSON was asked for. */
export const wordsToRun = ({ argv, command, caller }: Invocation): readonly string[] => {
  if (command !== null) return argv;
  if (caller.stdoutIsTerminal) return [...argv, 'panel'];
  const isJson = argv.includes('--json') || caller.format === 'json';
  return [...argv, ...(isJson ? ['report'] : ['--text', 'report'])];
};

const wantsJson = (argv: readonly string[], caller: Caller): boolean => {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  if (options.includes('--json')) return true;
  if (options.includes('--text')) return false;
  return caller.format === null ? !caller.stdoutIsTerminal : caller.format === 'json';
};
