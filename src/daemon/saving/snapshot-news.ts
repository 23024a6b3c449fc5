import type { RuleId, SessionId } from '../../domain/ids.ts';
import type { Rule } from '../../domain/rule.ts';
import type { StoreEvent } from '../../store/event.ts';
import type { State } from '../../store/state.ts';

/** What has happened since sessions were written down, as far as their files would say something else after it. */
export interface SnapshotNews {
  /** Whether there was anything; `vanished`: something has gone. */
  hear(events: readonly StoreEvent[], state: State): 'nothing' | 'news' | 'vanished';
  /** Gives what has happened so far, and begins anew. */
  take(): NewsTaken;
}

export interface NewsTaken {
  /** The first thing that happened to a session: the kind of the event. */
  reasonFor(sessionId: SessionId): string;
}

/** Something that tells nobody when it changes, such as whether tmux names a window. */
const UNSEEN = 'session.changed';

export const createSnapshotNews = (): SnapshotNews => {
  const known = new Map<RuleId, string>();
  let reasons = new Map<SessionId | null, string>();
  return {
    hear: (events, state) => {
      const own = events.filter((event) => isNews(event, known));
      for (const event of own)
        for (const sessionId of sessionsOf(event, state))
          if (!reasons.has(sessionId)) reasons.set(sessionId, event.kind);
      if (own.length === 0) return 'nothing';
      return own.some(({ kind }) => kind.endsWith('.vanished')) ? 'vanished' : 'news';
    },
    take: () => {
      const taken = reasons;
      reasons = new Map();
      return { reasonFor: (sessionId) => taken.get(sessionId) ?? taken.get(null) ?? UNSEEN };
    },
  };
};

const isNews = (event: StoreEvent, known: Map<RuleId, string>): boolean => {
  switch (event.kind) {
    case 'session.appeared':
    case 'session.changed':
    case 'window.changed':
    case 'window.vanished':
    case 'pane.appeared':
    case 'pane.vanished':
    case 'exec.changed':
      return true;
    case 'rule.removed':
      known.delete(event.ruleId);
      return true;
    case 'pane.changed':
      return SAVED.some((key) => event.patch[key] !== undefined);
    case 'rule.changed':
      return hasActed(event.rule, known);
    default:
      return false;
  }
};

const SAVED = [
  ...(['label', 'cwd', 'metadata', 'ownCommand', 'active', 'windowId', 'left', 'top'] as const),
  'synchronized',
] as const;

/** A metric is read once a second, which is no news of its rule. */
const hasActed = ({ rule_id, hits, fired, suppressed, state }: Rule, known: Map<RuleId, string>): boolean => {
  const now = [hits, fired, suppressed, state === 'pending' ? 'armed' : state].join(' ');
  if (known.get(rule_id) === now) return false;
  known.set(rule_id, now);
  return true;
};

/** Null: nobody knows whose it was. */
const sessionsOf = (event: StoreEvent, state: State): readonly (SessionId | null)[] => {
  const showing = (shows: (session: State['sessions'][SessionId]) => boolean) => {
    const all = Object.values(state.sessions).filter(shows);
    return all.length === 0 ? [null] : all.map(({ sessionId }) => sessionId);
  };
  switch (event.kind) {
    case 'session.appeared':
      return [event.session.sessionId];
    case 'session.changed':
      return [event.sessionId];
    case 'window.changed':
      return showing(({ windows }) => windows.some(({ windowId }) => windowId === event.window.windowId));
    case 'pane.appeared':
      return showing(({ numbers }) => numbers[event.pane.tmuxPane] !== undefined);
    case 'pane.changed':
      return showing(({ numbers }) => numbers[event.tmuxPane] !== undefined);
    case 'exec.changed':
      return showing(({ numbers }) => numbers[event.exec.tmux_pane] !== undefined);
    case 'rule.changed':
      return showing(({ name }) => name === event.rule.scope.session);
    default:
      return [null];
  }
};
