import type { Observation } from '../../src/domain/observation.ts';
import { createTmux } from '../../src/tmux/connect.ts';
import type { Tmux, TmuxEvent, TmuxOptions } from '../../src/tmux/tmux.ts';
import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';

export interface Connected {
  readonly server: PrivateTmux;
  readonly tmux: Tmux;
  readonly events: TmuxEvent[];
  /** The newest observation. */
  readonly seen: () => Observation | null;
  /** What a pane has printed since the connection. */
  readonly printed: (tmuxPane: string) => string;
}

/** A private server and our connection to it; both end with the body. */
export const connected = (
  body: (at: Connected) => Promise<void>,
  options: Parameters<typeof withPrivateTmux>[1] = {},
  ours: Omit<TmuxOptions, 'socketPath'> = {},
): Promise<void> =>
  withPrivateTmux(async (server) => {
    const tmux = createTmux({ socketPath: server.socket, ...ours });
    const events: TmuxEvent[] = [];
    tmux.subscribe((event) => events.push(event));
    try {
      await settled(tmux);
      await body({
        server,
        tmux,
        events,
        seen: () => newest(events),
        printed: (pane) => printedBy(events, pane),
      });
    } finally {
      await tmux.dispose();
    }
  }, options);

/** Our clients are in: tmux 3.3a may end when something changes while they are on their way (docs/attaching.md). */
const settled = async (tmux: Tmux): Promise<void> => {
  const observed = await tmux.observe();
  for (const { sessionId } of observed.ok ? observed.value.sessions : []) await tmux.hear(sessionId);
};

const newest = (events: readonly TmuxEvent[]): Observation | null => {
  const event = events.findLast((one) => one.kind === 'observed');
  return event?.kind === 'observed' ? event.observation : null;
};

const printedBy = (events: readonly TmuxEvent[], tmuxPane: string): string =>
  Buffer.concat(
    events.flatMap((event) => (event.kind === 'output' && event.tmuxPane === tmuxPane ? [event.bytes] : [])),
  ).toString('utf8');
