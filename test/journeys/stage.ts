import { expect } from 'vitest';
import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';
import { PANECTL } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

/** An operator before a real terminal: a pane of a second private tmux server, which is a terminal like any other. */
export interface Stage {
  readonly house: PanectlHouse;
  /** The server that the panel shows. */
  readonly tmux: PrivateTmux;
  /** The server that stands for the operator's terminal; its only pane is `screen:`. */
  readonly terminal: PrivateTmux;
  /** Keys by their tmux names, one after the other. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** What the operator sees. */
  readonly screen: () => Promise<string>;
  /** Waits for it. */
  readonly sees: (wanted: string | RegExp, deadline?: number) => Promise<string>;
  readonly seesNo: (unwanted: string | RegExp) => Promise<string>;
}

const SIZE = { width: 120, height: 40 };
const PATIENCE_MS = 120_000;

/** A panel in a tmux window: the operator is attached to the session `work`, `shop` has the panes main and web. */
export const withPanelWindow = (body: (stage: Stage) => Promise<void>): Promise<void> =>
  withShop((house) => {
    const { tmux } = house;
    return withTerminal(house, `exec tmux -S ${tmux.socket} attach-session -t work`, async (stage) => {
      await until(() => operatorClients(tmux).then((clients) => clients.length === 1), {
        what: 'the client',
      });
      await stage.type(`${PANECTL} -S ${tmux.socket} panel`);
      await stage.press('Enter');
      await stage.sees(/1 web/);
      await body(stage);
    });
  });

/** A terminal outside tmux with a shell in it, which has the words of `panectl … panel` typed but not sent. */
export const withPanelOutside = (body: (stage: Stage) => Promise<void>): Promise<void> =>
  withShop((house) =>
    withTerminal(house, 'exec /bin/sh', async (stage) => {
      await stage.type(`${PANECTL} -S ${house.tmux.socket} panel; echo "ended: $?"`);
      await body(stage);
    }),
  );

const withShop = (body: (house: PanectlHouse) => Promise<void>): Promise<void> =>
  withPanectl(async (house) => {
    // A panel that has to start the daemon again must find the same database.
    await house.tmux.run('set-environment', '-g', 'PANECTL_HOME', house.home);
    await house.ask('session-create', 'shop');
    await house.ask('pane-create', 'shop', 'web');
    await body(house);
  });

const withTerminal = (
  house: PanectlHouse,
  command: string,
  body: (stage: Stage) => Promise<void>,
): Promise<void> =>
  withPrivateTmux((terminal) => body(stageOf(house, terminal)), {
    session: 'screen',
    size: SIZE,
    config: ['set -g status off'],
    command: `export PANECTL_HOME=${house.home}; unset TMUX TMUX_PANE; ${command}`,
  });

const stageOf = (house: PanectlHouse, terminal: PrivateTmux): Stage => {
  const screen = () => terminal.run('capture-pane', '-p', '-t', 'screen:');
  const matches = (text: string, wanted: string | RegExp): boolean =>
    typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
  const wait = async (
    isGood: (text: string) => boolean,
    what: string,
    deadline = PATIENCE_MS,
  ): Promise<string> => {
    let last = '';
    const look = async () => {
      last = await screen();
      return isGood(last) ? last : null;
    };
    return until(look, { what, deadline }).catch((error: unknown) => {
      throw new Error(`${String(error)}; the screen is\n${last}`);
    });
  };
  return {
    house,
    tmux: house.tmux,
    terminal,
    press: async (...keys) => {
      for (const key of keys) await terminal.run('send-keys', '-t', 'screen:', key);
    },
    type: async (text) => void (await terminal.run('send-keys', '-t', 'screen:', '-l', text)),
    screen,
    sees: (wanted, deadline) => wait((text) => matches(text, wanted), `${wanted} on the screen`, deadline),
    seesNo: (unwanted) => wait((text) => !matches(text, unwanted), `no ${unwanted} on the screen`),
  };
};

/** Clients of people, as `name session`. */
export const operatorClients = async (tmux: PrivateTmux): Promise<readonly string[]> => {
  const lines = await tmux.lines(
    'list-clients',
    '-F',
    '#{client_control_mode} #{client_name} #{session_name}',
  );
  return lines.filter((line) => line.startsWith('0 ')).map((line) => line.slice(2));
};

/** Waits until tmux says so of a target. */
export const untilTmux = (tmux: PrivateTmux, target: string, format: string, wanted: string): Promise<true> =>
  until(
    async () => ((await tmux.run('display-message', '-p', '-t', target, format)) === wanted ? true : null),
    {
      what: `${format} of ${target} to be ${wanted}`,
    },
  );

export const labelsOf = async (tmux: PrivateTmux, session: string): Promise<readonly string[]> =>
  tmux.lines('list-panes', '-s', '-t', session, '-F', '#{@label}');

/** Every row of a frame ends with a border in the last column, and the screen has no row of another size. */
export const expectWhole = (screen: string, columns: number, rows: number): void => {
  const lines = screen.split('\n');
  expect(lines.length, screen).toBeLessThanOrEqual(rows);
  for (const line of lines.slice(1, -1)) expect(line, screen).toMatch(/^[│╭╰├].*[│╮╯┤]$/u);
  expect(lines.slice(1, -1).map((line) => [...line].length)).toEqual(lines.slice(1, -1).map(() => columns));
};
