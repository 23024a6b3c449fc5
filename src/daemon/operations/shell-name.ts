import { readFileSync } from 'node:fs';
import type { PaneState } from '../../store/state.ts';

/**
 * The name of the pane's own program, `bash` for a login shell too. What tmux says of it is the name of whoever had
 * the terminal when it was last asked, so the process itself is looked at where the system shows it.
 */
export const shellNameOf = ({ pid, process }: Pick<PaneState, 'pid' | 'process'>): string => {
  const name = (pid === null ? null : readName(pid)) ?? process ?? '';
  return name.slice(name.lastIndexOf('/') + 1).replace(/^-/, '');
};

/** proc(5); null elsewhere, or when the process has ended. */
const readName = (pid: number): string | null => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd();
  } catch {
    return null;
  }
};
