import * as z from 'zod';
import { READY_KINDS, type ReadyCheck } from '../domain/service.ts';
import { plainText } from './arguments.ts';

/** `tcp:5432`: a kind of ready check, and what it looks at. What that has to look like is checked by the daemon. */
export const readyOption = plainText(4_096).transform((text, context): ReadyCheck => {
  const at = text.indexOf(':');
  const kind = READY_KINDS.find((each) => each === text.slice(0, Math.max(0, at)));
  if (kind !== undefined && at < text.length - 1) return { kind, value: text.slice(at + 1), timeout: null };
  context.addIssue({ code: 'custom', message: `one of ${READY_KINDS.join(': ')}: and what to look at` });
  return z.NEVER;
});
