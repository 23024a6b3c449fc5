import { visible } from '../../domain/visible.ts';
import type { Caller } from '../../protocol/call.ts';
import { exitStatusOfFailure } from '../../protocol/envelope.ts';
import type { PanelSettings } from '../../protocol/panel-settings.ts';
import { createMirror } from '../../store/mirror.ts';
import type { State } from '../../store/state.ts';
import { dial } from '../desk/dial.ts';
import { goneFailure } from '../desk/gone.ts';
import { keepConnected } from '../desk/lifeline.ts';
import type { DaemonLink } from '../desk/link.ts';
import { asciiOnly } from '../theme/paint.ts';
import { themeOf } from '../theme/theme.ts';
import { changeLines, reportLines, type Say } from './lines.ts';

export interface PlainOptions {
  readonly socketPath: string;
  readonly session: string | null;
  readonly settings: PanelSettings;
  readonly caller: Caller;
  readonly once: boolean;
}

/** The panel as lines; answers the exit status. No escape is ever written, and no line is written twice. */
export const runPlain = async (options: PlainOptions): Promise<number> => {
  const mirror = createMirror();
  const ended = Promise.withResolvers<number>();
  const teller = createTeller(options, ended.resolve);
  const lifeline = keepConnected({
    connect: (listener) => dial(options, listener),
    mirror,
    onLink: teller.onLink,
    onScreen: () => undefined,
    onLines: () => undefined,
    now: Date.now,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  mirror.store.subscribe(({ state }) => teller.onState(state));
  for (const [signal, status] of SIGNALS) process.once(signal, () => ended.resolve(status));
  const status = await ended.promise;
  lifeline.dispose();
  process.exitCode = status;
  // A try to connect holds its sockets and timers; what was written goes out first.
  process.stdout.write('', () => process.exit(status));
  return status;
};

/** As a shell says of a program that ended by them. */
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

interface Teller {
  readonly onLink: (link: DaemonLink) => void;
  readonly onState: (state: State) => void;
}

const createTeller = (options: PlainOptions, end: (status: number) => void): Teller => {
  const theme = themeOf(process.env, options.settings);
  let told: State | null = null;
  const write = (lines: readonly string[]): void => {
    for (const line of lines) process.stdout.write(`${theme.isUtf8 ? line : asciiOnly(line)}\n`);
  };
  const say = (): Say => ({ session: options.session, nowMs: Date.now(), theme });
  return {
    onState: (state) => {
      // A daemon that has just come up has not read tmux yet.
      if (state.link.kind === 'starting' || state.link.kind === 'syncing') return;
      if (told === null && options.settings.problem !== null)
        process.stderr.write(`panectl: ${visible(options.settings.problem)}\n`);
      write(told === null ? reportLines(state, say()) : changeLines(told, state, say()));
      told = state;
      if (options.once) end(0);
    },
    onLink: (link) => {
      if (link.kind === 'live' && link.otherVersion !== undefined)
        write([`the daemon is panectl ${link.otherVersion}`]);
      if (link.kind !== 'lost') return;
      if (!options.once) return write([`daemon lost: ${visible(link.reason)}`]);
      process.stderr.write(`panectl: ${visible(link.reason)}\n`);
      end(goneFailure.ok ? 1 : exitStatusOfFailure(goneFailure.failure));
    },
  };
};
