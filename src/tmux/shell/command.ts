import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a pane's first process is, as words for tmux: with more than one word tmux runs them without a shell (spawn.c). */

export interface LeaderOptions {
  readonly nonce: string;
  /** Where the file that says "everything was read" will be made. */
  readonly ackFolder: string;
  /** The shell that tmux itself would have used: `default-shell`. */
  readonly shell: string;
  readonly command: string;
}

/** A command of its own, with the leader that stays until its output has been read. */
export const leaderWords = ({ nonce, ackFolder, shell, command }: LeaderOptions): readonly string[] => [
  '/bin/sh',
  shellFile('leader.sh'),
  nonce,
  ackFolder,
  shell,
  command,
];

export interface ShellOptions {
  readonly nonce: string;
  readonly shell: string;
  /** tmux starts `default-shell` as a login shell unless `default-command` says otherwise. */
  readonly login: boolean;
}

/** A person's shell with marks. */
export const shellWords = ({ nonce, shell, login }: ShellOptions): readonly string[] => [
  '/bin/sh',
  shellFile('start.sh'),
  nonce,
  login ? 'login' : 'plain',
  shell,
];

/** Beside the bundle the files stand in `shell/`; beside the source, in this folder. */
export const shellFile = (name: string): string => {
  const bundled = fileURLToPath(new URL(`./shell/${name}`, import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL(`./${name}`, import.meta.url));
};
