import type { Printed } from '../../cli/render.ts';

/** `declined`: nothing is done, and the call goes through Node. `accepted`: something may be from now on. */
export type Reply = { readonly kind: 'declined' | 'accepted' } | ({ readonly kind: 'printed' } & Printed);

export const DECLINED: Reply = { kind: 'declined' };
export const ACCEPTED: Reply = { kind: 'accepted' };

/** What the caller reads. `long` has to be in the seat's file before `lines` are said. */
export interface Spoken {
  readonly lines: string;
  readonly long: string | null;
}

/** `sh` reads a pipe byte by byte, with a call of the system for each; what is longer is cheaper by cat(1). */
const MOST_BY_LINES = 2_048;

/** `n` or `y`; the status, how many lines go to standard output (or `f`) and how many to standard error, then these. */
export const speak = (reply: Reply, hasFile = true): Spoken => {
  if (reply.kind !== 'printed') return { lines: reply.kind === 'declined' ? 'n\n' : 'y\n', long: null };
  const { stdout, status } = reply;
  const stderr = asLines(reply.stderr);
  if (hasFile && (stdout.length > MOST_BY_LINES || asLines(stdout) !== stdout || stdout.includes('\0')))
    return { lines: `${status} f ${countOf(stderr)}\n${stderr}`, long: stdout };
  const lines = asLines(stdout);
  return { lines: `${status} ${countOf(lines)} ${countOf(stderr)}\n${lines}${stderr}`, long: null };
};

/** Only whole lines come out of a shell's `read` as they went in. */
const asLines = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

const countOf = (lines: string): number => lines.split('\n').length - 1;
