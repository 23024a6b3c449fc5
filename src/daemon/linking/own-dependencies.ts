import { isSessionCondition, type SessionDependency } from '../../domain/dependency.ts';
import type { SessionId } from '../../domain/ids.ts';
import { type Result, success } from '../../domain/result.ts';
import type { House } from '../house.ts';

/** What its file said that a session waits for: kept with the session, and gone with it. */
export const DEPENDS_OPTION = '@panectl_depends';

type Needs = Pick<House, 'tmux'>;

export const writeOwnDependencies = async (
  { tmux }: Needs,
  sessionId: SessionId,
  dependencies: readonly SessionDependency[],
): Promise<Result<void>> => {
  const target = ['-t', `${sessionId}:`, DEPENDS_OPTION];
  const text = JSON.stringify(Object.fromEntries(dependencies.map(({ on, condition }) => [on, condition])));
  const words = dependencies.length === 0 ? ['set-option', '-u', ...target] : ['set-option', ...target, text];
  const done = await tmux.command(...words);
  return done.ok ? success(undefined) : done;
};

export const readOwnDependencies = async (
  { tmux }: Needs,
  sessionId: SessionId,
  session: string,
): Promise<readonly SessionDependency[]> => {
  const asked = await tmux.command('show-options', '-qv', '-t', `${sessionId}:`, DEPENDS_OPTION);
  return asked.ok ? dependenciesInOption(asked.value.join('\n'), session) : [];
};

/** Anybody may have written there. */
export const dependenciesInOption = (text: string, session: string): readonly SessionDependency[] => {
  const said = parsed(text);
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return [];
  return Object.entries(said).flatMap(([on, condition]: [string, unknown]) =>
    isSessionCondition(condition) ? [{ session, on, condition }] : [],
  );
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** What was recorded by hand counts before what a file says of the same session. */
export const mergedDependencies = (
  own: readonly SessionDependency[],
  recorded: readonly SessionDependency[],
): readonly SessionDependency[] => {
  const merged = new Map([...own, ...recorded].map((each) => [each.on, each] as const));
  return [...merged.values()].toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
};
