import { createHash } from 'node:crypto';
import type { ControlAction } from '../../../src/tmux/control/machine.ts';

/** An action as a line that a person can check. */
export const describeAction = (action: ControlAction): string => {
  switch (action.kind) {
    case 'replied':
    case 'lost':
      return `${action.kind} ${action.id} ${action.replies.map((r) => `${r.ok}:${r.lines.join('|')}`).join(' ')}`;
    case 'output':
      return `output ${action.tmuxPane} ${action.bytes.toString('latin1')}`;
    case 'paused':
      return `paused ${action.tmuxPane}`;
    case 'notice':
      return `notice ${action.name} ${action.words.join(' ')}`;
    case 'write':
      return `write ${action.text}`;
    case 'ended':
      return `ended ${action.reason}`;
    case 'ready':
      return 'ready';
  }
};

const LONG = 400;

/** The same, with long lines as their length and their hash. */
export const describeShort = (action: ControlAction): string => {
  const line = describeAction(action);
  if (line.length <= LONG) return line;
  const hash = createHash('sha256').update(line, 'latin1').digest('hex').slice(0, 16);
  return `${line.slice(0, 40)}… ${line.length} characters ${hash}`;
};
