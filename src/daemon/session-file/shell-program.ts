import { basename } from 'node:path';

/** Pane option: the program that a file put in the place of the person's shell. */
export const SHELL_OPTION = '@panectl_shell';

/** Whether it takes command lines as a shell does; another program gets the keys, and nobody knows what it makes of them. */
export const isShellProgram = (program: string): boolean => {
  const [, name = '', rest = ''] = /^\s*(?:exec\s+)?(\S+)\s*(.*)$/s.exec(program) ?? [];
  return SHELLS.has(basename(name)) && /^(?:-l|--login)?\s*$/.test(rest);
};

const SHELLS = new Set(['sh', 'bash', 'zsh', 'fish', 'dash', 'ash', 'ksh', 'mksh', 'tcsh', 'csh']);
