import { isSessionId, type SessionId } from '../domain/ids.ts';
import { peopleIn } from './assemble.ts';
import type { ListingAnswer } from './listing.ts';
import type { AttachFacts } from './wanted.ts';

/** A listing → what decides where our clients may sit. */
export const attachFactsOf = (
  { server, listing }: ListingAnswer,
  host: SessionId | null,
  ownPids: ReadonlySet<number>,
): AttachFacts => ({
  host,
  exitsUnattached: isOn(server['exit-unattached']),
  sessions: listing.sessions.flatMap(({ session_id: sessionId, ...row }) =>
    isSessionId(sessionId)
      ? [
          {
            sessionId,
            endsUnattached: isOn(row['destroy-unattached']),
            people: peopleIn(sessionId, listing.clients, ownPids),
            isOurs: row['@panectl_owner'] !== '',
            windows: listing.windows
              .filter((window) => window.session_id === sessionId)
              .map((window) => window.window_id),
          },
        ]
      : [],
  ),
});

/** A flag's `0` or `off`; later versions add words such as `keep-last`, which also end a session. */
const isOn = (value: string): boolean => value !== '' && value !== '0' && value !== 'off';
