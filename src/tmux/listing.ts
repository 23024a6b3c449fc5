import { randomBytes } from 'node:crypto';
import type { Listing } from './assemble.ts';
import {
  CLIENT_FIELDS,
  NARROW_PANE_FIELDS,
  SERVER_FIELDS,
  SESSION_FIELDS,
  type ServerRow,
  WIDE_PANE_FIELDS,
  WINDOW_FIELDS,
} from './formats.ts';

/** Everything that exists, in one group of commands: tmux changes nothing between them. */
export interface ListingQuery {
  readonly commands: readonly (readonly string[])[];
  /** All that the commands printed, in any order and joined in any way: each list has a nonce of its own. */
  readonly parse: (printed: string) => ListingAnswer | null;
}

export interface ListingAnswer {
  readonly server: ServerRow;
  readonly listing: Listing;
}

export const listingQuery = (isWide: boolean): ListingQuery => {
  // Short: it stands around each of thousands of values. 48 bits, for one listing. A letter first, for it may begin
  // with `-`.
  const nonce = randomBytes(6).toString('base64url');
  const panes = isWide ? WIDE_PANE_FIELDS : NARROW_PANE_FIELDS;
  const [server, sessions, windows, pane, clients] = ['v', 's', 'w', 'p', 'c'].map(
    (kind) => `${kind}${nonce}`,
  );
  if (!(server && sessions && windows && pane && clients)) throw new Error('unreachable');
  return {
    commands: [
      ['display-message', '-p', SERVER_FIELDS.template(server)],
      ['list-sessions', '-F', SESSION_FIELDS.template(sessions)],
      ['list-windows', '-a', '-F', WINDOW_FIELDS.template(windows)],
      ['list-panes', '-a', '-F', panes.template(pane)],
      ['list-clients', '-F', CLIENT_FIELDS.template(clients)],
    ],
    parse: (printed) => {
      const [identity] = SERVER_FIELDS.parse(server, printed);
      if (identity === undefined) return null;
      const listing: Listing = {
        sessions: SESSION_FIELDS.parse(sessions, printed),
        windows: WINDOW_FIELDS.parse(windows, printed),
        panes: panes.parse(pane, printed),
        clients: CLIENT_FIELDS.parse(clients, printed),
      };
      return { server: identity, listing };
    },
  };
};
