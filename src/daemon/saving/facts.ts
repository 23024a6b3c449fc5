import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import type { SessionDependency } from '../../domain/dependency.ts';
import { isSessionId, isTmuxPaneId, type SessionId, type TmuxPaneId } from '../../domain/ids.ts';
import { type Result, success } from '../../domain/result.ts';
import { fieldList } from '../../tmux/formats.ts';
import type { House } from '../house.ts';
import { DEPENDS_OPTION, dependenciesInOption } from '../linking/own-dependencies.ts';
import { NAMED_ENVIRONMENT } from '../session-file/named-environment.ts';
import { NAMED_OPTIONS } from '../session-file/options.ts';
import { SHELL_OPTION } from '../session-file/shell-program.ts';
import { type NamedOptions, namedOptions } from './named-options.ts';
import { PENDING, type Pending, readPending } from './pending.ts';

/** What a saved file says beside what the store holds. */
export interface SavingFacts {
  readonly home: string;
  readonly sessions: ReadonlyMap<SessionId, SessionFacts>;
  /** Windows that tmux names after what runs in them. */
  readonly selfNamed: ReadonlySet<string>;
  /** What a restore did not run, for panes that nothing was run in since. */
  readonly pending: ReadonlyMap<TmuxPaneId, Pending>;
  /** What sessions wait for before they start. */
  readonly dependencies: readonly SessionDependency[];
  readonly windows: ReadonlyMap<string, WindowFacts>;
  /** What stands in the place of the person's shell. */
  readonly shells: ReadonlyMap<string, string>;
}

export interface SessionFacts {
  readonly folder: string;
  /** Of those that show the same windows, the oldest one's name; null for itself, and where there is no other. */
  readonly twinOf: string | null;
  readonly baseIndex: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What its own file said that it waits for. */
  readonly dependsOn: readonly SessionDependency[];
  readonly options: NamedOptions;
}

export interface WindowFacts {
  readonly options: NamedOptions;
  readonly optionsAfter: NamedOptions;
}

const SESSIONS = fieldList([
  'session_id',
  'session_name',
  'session_group',
  'base-index',
  'session_path',
  NAMED_ENVIRONMENT,
  NAMED_OPTIONS.session,
  DEPENDS_OPTION,
]);
const WINDOWS = fieldList(['window_id', 'automatic-rename', NAMED_OPTIONS.window, NAMED_OPTIONS.after]);
const PANES = fieldList(['pane_id', PENDING, SHELL_OPTION]);

/** Asked of tmux, of all sessions at once. */
export const readFacts = async ({
  tmux,
  journal,
}: Pick<House, 'tmux' | 'journal'>): Promise<Result<SavingFacts>> => {
  const nonce = `n${randomBytes(6).toString('base64url')}`;
  // All of it is asked at once: each answer that is waited for is a turn of a busy machine.
  const home = variable({ tmux }, '-g', 'HOME');
  const results = await tmux.sequence([
    ['list-sessions', '-F', SESSIONS.template(nonce)],
    ['list-windows', '-a', '-F', WINDOWS.template(nonce)],
    ['list-panes', '-a', '-F', PANES.template(nonce)],
  ]);
  const bad = results.find((result) => !result.ok);
  if (bad?.ok === false) return bad;
  const [sessions = '', windows = '', panes = ''] = results.map((result) =>
    result.ok ? result.value.join('\n') : '',
  );
  const rows = SESSIONS.parse(nonce, sessions);
  const facts = await Promise.all(
    rows.map(
      async (row) =>
        [
          row.session_id,
          {
            dependsOn: dependenciesInOption(row[DEPENDS_OPTION], ''),
            folder: row.session_path,
            twinOf: twinOf(row, rows),
            baseIndex: Number(row['base-index']) || 0,
            environment: await namedIn({ tmux }, row.session_id, row[NAMED_ENVIRONMENT]),
            options: await namedOptions({ tmux }, ['-t', `${row.session_id}:`], row[NAMED_OPTIONS.session]),
          },
        ] as const,
    ),
  );
  const inWindows = WINDOWS.parse(nonce, windows);
  return success({
    home: (await home) ?? homedir(),
    dependencies: journal.dependencies(),
    sessions: new Map(facts.flatMap(([id, each]) => (isSessionId(id) ? [[id, each]] : []))),
    selfNamed: new Set(inWindows.flatMap((row) => (row['automatic-rename'] === '1' ? [row.window_id] : []))),
    windows: new Map(await Promise.all(inWindows.map((row) => windowFacts({ tmux }, row)))),
    shells: new Map(
      PANES.parse(nonce, panes).flatMap((row) =>
        row[SHELL_OPTION] === '' ? [] : [[row.pane_id, row[SHELL_OPTION]] as const],
      ),
    ),
    pending: new Map(
      PANES.parse(nonce, panes).flatMap(({ pane_id, [PENDING]: text }) => {
        const pending = readPending(text);
        return isTmuxPaneId(pane_id) && pending !== null ? [[pane_id, pending]] : [];
      }),
    ),
  });
};

type SessionRow = ReturnType<typeof SESSIONS.parse>[number];

/** The oldest of tmux's session group. */
const twinOf = (row: SessionRow, all: readonly SessionRow[]): string | null => {
  if (row.session_group === '') return null;
  const age = ({ session_id }: SessionRow): number => Number(session_id.slice(1));
  const group = all.filter(({ session_group }) => session_group === row.session_group);
  const [oldest = row] = group.toSorted((a, b) => age(a) - age(b));
  return oldest === row ? null : oldest.session_name;
};

const windowFacts = async (
  house: Pick<House, 'tmux'>,
  row: ReturnType<typeof WINDOWS.parse>[number],
): Promise<readonly [string, WindowFacts]> => {
  const where = ['-w', '-t', row.window_id];
  const [options, optionsAfter] = await Promise.all([
    namedOptions(house, where, row[NAMED_OPTIONS.window]),
    namedOptions(house, where, row[NAMED_OPTIONS.after]),
  ]);
  return [row.window_id, { options, optionsAfter }];
};

/** Only what somebody named: what tmux took over from a person's terminal is nobody's business. */
const namedIn = async (
  house: Pick<House, 'tmux'>,
  sessionId: string,
  names: string,
): Promise<SessionFacts['environment']> => {
  const entries = await Promise.all(
    names
      .split(' ')
      .filter((name) => name !== '')
      .map(async (name) => [name, await variable(house, '-t', `${sessionId}:`, name)] as const),
  );
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
};

const variable = async (
  { tmux }: Pick<House, 'tmux'>,
  ...words: readonly string[]
): Promise<string | null> => {
  const asked = await tmux.command('show-environment', ...words);
  const printed = asked.ok ? asked.value.join('\n') : '';
  const name = `${words.at(-1) ?? ''}=`;
  return printed.startsWith(name) ? printed.slice(name.length) : null;
};
