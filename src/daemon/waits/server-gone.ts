import { type Failure, failure } from '../../domain/failure.ts';
import type { State } from '../../store/state.ts';

/** What everybody is told who waits for something of a tmux server, or follows it, when it goes. Null while it is there. */
export const serverGone = ({ link }: Pick<State, 'link'>): Failure | null =>
  link.kind === 'lost'
    ? failure('server_gone', 'the tmux server has gone', 'panectl session-create NAME starts another one')
    : null;
