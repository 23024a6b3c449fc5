import type { Actor } from '../domain/actor.ts';

/** What a pane was made with, as far as anybody knows. */
export interface MadeWith {
  readonly owner: Actor | null;
  readonly ownCommand: string | null;
  readonly startCommand: string | null;
}

/**
 * The command that is the pane's own process; null for a shell. What panectl starts is wrapped, so for its panes
 * only its own word counts; for a person's it is tmux's `pane_start_command`, which is empty for the default shell.
 */
export const commandOf = ({ owner, ownCommand, startCommand }: MadeWith): string | null => {
  if (ownCommand !== null) return ownCommand;
  if (owner !== null || startCommand === null || startCommand.trim() === '') return null;
  return SHELL.test(startCommand) ? null : unquoted(startCommand);
};

/** tmux prints a command of one word that holds blanks in quotes (cmd_stringify_argv, args_escape in arguments.c). */
const unquoted = (printed: string): string => {
  const inner = /^"((?:[^"\\]|\\.)*)"$/s.exec(printed)?.[1];
  return inner === undefined ? printed : inner.replace(/\\(["\\$])/g, '$1');
};

/** `bash`, `/bin/zsh -l`, `exec fish`, as tmux prints them (with quotes when there are blanks). */
const SHELL =
  /^["']?\s*(?:exec\s+)?(?:[^\s"']*\/)?-?(?:ba|z|fi|da|k|mk|tc|c)?sh(?:\s+(?:-[il]+|--login))*\s*["']?$/;
