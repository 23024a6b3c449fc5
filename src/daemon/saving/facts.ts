import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import type { SessionDependency } from '../../domain/dependency.ts';
import { isSessionId, isTmuxPaneId, type SessionId, type TmuxPaneId } from '../../domain/ids.ts';
import { type Result, success } from '../../domain/result.ts';
import { fieldList } from '../../tmux/formats.ts';
import type { House } from '../house.ts';
import { NAMED_ENVIRONMENT } from '../session-file/named-environment.ts';
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
}

export interface SessionFacts {
  readonly folder: string;
  readonly baseIndex: number;
  readonly environment: Readonly<Record<string, string>>;
}

const SESSIONS = fieldList(['session_id', 'base-index', 'session_path', NAMED_ENVIRONMENT]);
const WINDOWS = fieldList(['window_id', 'automatic-rename']);
const PANES = fieldList(['pane_id', PENDING]);

/** Asked of tmux, of all sessions at once. */
export const readFacts = async ({
  tmux,
  journal,
}: Pick<House, 'tmux' | 'journal'>): Promise<Result<SavingFacts>> => {
  const nonce = `n${randomBytes(6).toString('base64url')}`;
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
  const facts = await Promise.all(
    SESSIONS.parse(nonce, sessions).map(
      async (row) =>
        [
          row.session_id,
          {
            folder: row.session_path,
            baseIndex: Number(row['base-index']) || 0,
            environment: await namedIn({ tmux }, row.session_id, row[NAMED_ENVIRONMENT]),
          },
        ] as const,
    ),
  );
  return success({
    home: (await variable({ tmux }, '-g', 'HOME')) ?? homedir(),
    dependencies: journal.dependencies(),
    sessions: new Map(facts.flatMap(([id, each]) => (isSessionId(id) ? [[id, each]] : []))),
    selfNamed: new Set(
      WINDOWS.parse(nonce, windows).flatMap((row) =>
        row['automatic-rename'] === '1' ? [row.window_id] : [],
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
