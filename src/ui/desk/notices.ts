import type { State } from '../../store/state.ts';
import { MESSAGE_MS } from '../input/outcome.ts';
import type { Message } from './ui-state.ts';

/**
 * The newest notice that came between two states, as the message that is shown for three seconds; null where none
 * came. What is older than that, as in the first picture or after a lost connection, is only in the log.
 */
export const newNotice = (before: State, after: State, nowMs: number): Message | null => {
  if (before.events === after.events) return null;
  const lastSeen = before.events.at(-1)?.seq ?? 0;
  const notice = after.events.findLast(({ type }) => type === 'notice.sent');
  if (notice === undefined || notice.seq <= lastSeen || nowMs - Date.parse(notice.at) > MESSAGE_MS)
    return null;
  const { text } = notice.data;
  return {
    text: typeof text === 'string' ? text : '',
    tone: 'warn',
    isNotice: true,
    untilMs: nowMs + MESSAGE_MS,
  };
};
