import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { SessionId } from '../../domain/ids.ts';
import { type ProcessMark, processMarkText } from '../../domain/process-mark.ts';
import { leaderWords, shellWords } from '../../tmux/shell/command.ts';
import type { House } from '../house.ts';
import { isShellProgram } from '../session-file/shell-program.ts';

/** What a new pane runs, as words for tmux, and the value of its option `@panectl`; null for none of ours. */
export interface PaneProcess {
  readonly words: readonly string[];
  readonly mark: string | null;
}

/** The command that a pane is made with, with the leader that stays until all its output was read. */
export const commandProcess = async (
  house: House,
  sessionId: SessionId,
  command: string,
): Promise<PaneProcess> => {
  const { shell } = await shellSettings(house, sessionId);
  const mark = newMark('leader');
  return {
    words: leaderWords({ nonce: mark.nonce, ackFolder: house.ackFolder, shell, command }),
    mark: processMarkText(mark),
  };
};

/**
 * The shell that tmux would start there, or the program that is asked for in its place: `default-command` run by `default-shell`, or, where that is empty, the
 * `default-shell` as a login shell. One that we know gets marks; so does a `default-command` that only names one.
 */
export const shellProcess = async (
  house: House,
  sessionId: SessionId,
  asked: string | null = null,
): Promise<PaneProcess & { readonly program: string }> => {
  const { shell, command: usual } = await shellSettings(house, sessionId);
  const command = asked ?? usual;
  const named = command === '' ? { shell, login: true } : namedShell(command);
  // Not every shell gives its place to the last command of a line, and then the one that is typed into would be a child.
  const line = isShellProgram(command) ? command.replace(/^\s*(?:exec\s+)?/, 'exec ') : command;
  if (named === null) return { words: [shell, '-c', line], mark: null, program: programIn(command) };
  const mark = newMark('shell');
  const words = shellWords({ nonce: mark.nonce, ...named });
  const program = basename(named.shell);
  return { words, mark: MARKED_SHELLS.has(program) ? processMarkText(mark) : null, program };
};

/** What tmux would name the window after (parse_window_name in names.c): the command's first word, without `exec`. */
const programIn = (command: string): string => basename(/^\s*(?:exec\s+)?(\S+)/.exec(command)?.[1] ?? 'sh');

const MARKED_SHELLS = new Set(['bash', 'zsh', 'fish']);

/** `bash`, `exec /bin/zsh -l`: nothing but a shell and whether it is a login one. */
const namedShell = (command: string): { readonly shell: string; readonly login: boolean } | null => {
  const match = /^\s*(?:exec\s+)?((?:[\w./+-]*\/)?(?:bash|zsh|fish))(\s+(?:-l|--login))?\s*$/.exec(command);
  return match?.[1] === undefined ? null : { shell: match[1], login: match[2] !== undefined };
};

const newMark = (kind: ProcessMark['kind']): ProcessMark => ({
  kind,
  nonce: randomBytes(16).toString('hex'),
});

const shellSettings = async (house: House, sessionId: SessionId) => {
  const filter = ['-f', `#{==:#{session_id},${sessionId}}`];
  const [shell, command] = await house.tmux.sequence([
    ['list-sessions', ...filter, '-F', '#{default-shell}'],
    ['list-sessions', ...filter, '-F', '#{default-command}'],
  ]);
  return {
    shell: shell?.ok && shell.value[0] ? shell.value[0] : '/bin/sh',
    command: command?.ok ? command.value.join('\n') : '',
  };
};
