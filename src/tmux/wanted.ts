import { ordinalOf, type SessionId } from '../domain/ids.ts';

/** What decides where our clients may sit. */
export interface AttachFacts {
  readonly sessions: readonly SessionFacts[];
  /** Server option: the server ends when no client is attached. */
  readonly exitsUnattached: boolean;
  /** Where the command and the sync client sit now. */
  readonly host: SessionId | null;
}

export interface SessionFacts {
  readonly sessionId: SessionId;
  /** The person wants it gone when the last client leaves (`destroy-unattached`, its own or the global one). */
  readonly endsUnattached: boolean;
  /** Attached clients without panectl's own. */
  readonly people: number;
  readonly isOurs: boolean;
  readonly windows: readonly string[];
}

export interface WantedAttachments {
  /** For commands and for listening to changes; null: sit nowhere, and use single processes. */
  readonly host: SessionId | null;
  /** One output client each; between them they show every window that may be watched. */
  readonly outputs: readonly SessionId[];
}

/**
 * Our clients count as attached (tmux looks at no flag there), so in a session that ends unattached we may sit only
 * beside a person, and leave with the last of them: then it lives and dies as the person set it.
 */
export const wantedAttachments = (facts: AttachFacts): WantedAttachments => {
  const people = facts.sessions.reduce((sum, session) => sum + session.people, 0);
  const open = facts.exitsUnattached && people === 0 ? [] : facts.sessions.filter(mayHold);
  return { host: hostOf(open, facts.host), outputs: coverOf(open) };
};

const mayHold = (session: SessionFacts): boolean => !session.endsUnattached || session.people > 0;

/** Sessions that stay anyway before those that end; where we sit before a move; ours before a person's; the oldest. */
const hostOf = (open: readonly SessionFacts[], current: SessionId | null): SessionId | null => {
  const rank = (session: SessionFacts): readonly number[] => [
    Number(session.endsUnattached),
    Number(session.sessionId !== current),
    Number(!session.isOurs),
    ordinalOf(session.sessionId),
  ];
  const [best] = open.toSorted((a, b) => compareRanks(rank(a), rank(b)));
  return best?.sessionId ?? null;
};

const compareRanks = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;

/** A window that several sessions show is watched through one of them: each client takes work of the server's. */
const coverOf = (open: readonly SessionFacts[]): readonly SessionId[] => {
  const covered = new Set<string>();
  const outputs: SessionId[] = [];
  for (const session of open) {
    if (session.windows.every((window) => covered.has(window))) continue;
    for (const window of session.windows) covered.add(window);
    outputs.push(session.sessionId);
  }
  return outputs;
};
