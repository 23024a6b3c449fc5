import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { until } from '../../support/until.ts';
import { type PanectlHouse, withHome, withPanectl } from '../../support/with-panectl.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof SHELLS)[number];

export interface ShellHouse extends PanectlHouse {
  /** The shell's own HOME: nothing of whoever runs the tests. */
  readonly userHome: string;
  /** Runs a command line in the pane and gives the exec with its lines of text. */
  readonly exec: (command: string, pane?: string) => Promise<Ended>;
  /** Types as a person would and presses Enter. */
  readonly type: (text: string) => Promise<void>;
  /** The command lines, outcomes and codes of all execs, once there are so many that have ended. */
  readonly ended: (count: number) => Promise<readonly Typed[]>;
  /** What the pane shows, without blank rows. */
  readonly screen: () => Promise<readonly string[]>;
}

export type Typed = readonly [command: string, outcome: string, code: number | null];

export interface Ended {
  readonly status: number;
  readonly exec_id: string;
  readonly outcome: string;
  readonly exit_code: number | null;
  readonly ended_by: string | null;
  readonly error: string | null;
  readonly lines: readonly string[];
}

export interface ShellOptions {
  /** Files in HOME, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** More lines of tmux.conf; `HOME` in them is the private one. */
  readonly config?: readonly string[];
}

/** A session `s` of panectl's with one pane `main` that runs this shell. */
export const withShell = (
  shell: ShellName,
  body: (house: ShellHouse) => Promise<void>,
  { files = {}, config = [] }: ShellOptions = {},
): Promise<void> =>
  withHome((userHome) => {
    // A zsh without any start-up file asks its new user questions.
    for (const [name, text] of Object.entries({ '.zshrc': '', ...files })) {
      const file = join(userHome, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const lines = [
      `set -g default-shell /bin/${shell}`,
      'set -g default-command ""',
      `set-environment -g HOME ${userHome}`,
      'set-environment -gu ZDOTDIR',
      'set-environment -gu HISTFILE',
      ...config.map((line) => line.replaceAll('HOME', userHome)),
    ];
    return withPanectl(
      async (house) => {
        await house.ask('session-create', 's', '--size', '80x24');
        await body(shellHouse(house, userHome));
      },
      { config: lines, command: 'exec /bin/sh' },
    );
  });

const shellHouse = (house: PanectlHouse, userHome: string): ShellHouse => ({
  ...house,
  userHome,
  exec: async (command, pane = 'main') => {
    const { status, json } = await house.panectl('pane-exec', 's', pane, command, '--wait');
    return endedOf(status, json);
  },
  type: async (text) => {
    await house.ask('pane-send-keys', 's', 'main', text, '--literal', '--enter');
  },
  ended: (count) =>
    until(
      async () => {
        const execs = execsOf(await house.ask('exec-list', 's'));
        return execs.length >= count && execs.every(([, outcome]) => outcome !== 'running') && execs;
      },
      { what: `${count} execs to have ended` },
    ),
  screen: async () => house.tmux.lines('capture-pane', '-p', '-t', '=s:'),
});

/** One field of an answer's data, whatever stands in it. */
export const field = (data: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Object.getOwnPropertyDescriptor(value, key)?.value
        : undefined,
    data,
  );

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textsOf = (output: unknown): readonly string[] =>
  listOf(field(output, 'lines')).map((line) => String(field(line, 'text')));

const execsOf = (data: unknown): readonly Typed[] =>
  listOf(field(data, 'execs')).map((exec) => [
    String(field(exec, 'command')),
    String(field(exec, 'outcome')),
    codeOf(field(exec, 'exit_code')),
  ]);

const codeOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export const endedOf = (status: number, json: unknown): Ended => {
  const data = field(json, 'data');
  const error = field(json, 'error', 'code');
  const endedBy = field(data, 'ended_by');
  return {
    status,
    exec_id: String(field(data, 'exec_id')),
    outcome: String(field(data, 'outcome')),
    exit_code: codeOf(field(data, 'exit_code')),
    ended_by: typeof endedBy === 'string' ? endedBy : null,
    error: typeof error === 'string' ? error : null,
    lines: textsOf(field(data, 'output')),
  };
};
