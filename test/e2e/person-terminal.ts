import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';
import { until } from '../support/until.ts';

/** A person who is attached to a session, on a terminal that is a pane of a second private tmux; gone afterwards. */
export const withTerminal = <T>(
  tmux: PrivateTmux,
  session: string,
  body: (terminal: PrivateTmux) => Promise<T>,
): Promise<T> =>
  withPrivateTmux(
    async (terminal) => {
      const attached = () => tmux.lines('list-clients', '-t', session, '-F', '#{client_tty}');
      await until(async () => (await attached()).some((tty) => tty.startsWith('/dev/')), {
        what: `a person in ${session}`,
      });
      return body(terminal);
    },
    {
      session: 'terminal',
      size: { width: 120, height: 40 },
      command: `unset TMUX; exec tmux -S '${tmux.socket}' attach-session -t '=${session}'`,
    },
  );
