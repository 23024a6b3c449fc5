import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Actor } from '../domain/actor.ts';
import { isTmuxPaneId } from '../domain/ids.ts';

/** A row as node:sqlite gives it: an object without a prototype. What a file holds is foreign until checked. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Integers come as bigint: one that a number can not hold would throw, and take all rows beside it along. */
export const select = (database: DatabaseSync, sql: string, ...values: SQLInputValue[]): readonly Row[] => {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement.all(...values);
};

export const textOf = (row: Row, column: string): string | null => {
  const value = row[column];
  return typeof value === 'string' ? value : null;
};

export const integerOf = (row: Row, column: string): number | null => {
  const value = row[column];
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
};

/** 1 and 0; null for everything else. */
export const flagOf = (row: Row, column: string): boolean | null => {
  const value = integerOf(row, column);
  return value === 1 || value === 0 ? value === 1 : null;
};

/** An object without a prototype pollution: `{}` where the text is no JSON object. */
export const recordOf = (row: Row, column: string): Readonly<Record<string, unknown>> => {
  const value = parseJson(textOf(row, column));
  return isRecord(value) ? value : {};
};

/** Empty where the text is no JSON array. */
export const listOf = (row: Row, column: string): readonly unknown[] => {
  const value = parseJson(textOf(row, column));
  return Array.isArray(value) ? value : [];
};

export const actorOf = (row: Row, column: string): Actor | null => {
  const value = parseJson(textOf(row, column));
  if (!isRecord(value)) return null;
  const { kind, name, tmux_pane: pane } = value;
  if (!isActorKind(kind)) return null;
  return {
    kind,
    name: typeof name === 'string' ? name : null,
    tmux_pane: typeof pane === 'string' && isTmuxPaneId(pane) ? pane : null,
  };
};

/** Text for a JSON column. A value that JSON cannot hold (a cycle, a bigint) becomes null instead of a throw. */
export const jsonOf = (value: unknown): string | null => {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
};

export const oneOf = <T extends string>(allowed: readonly T[], value: string | null): T | null =>
  allowed.find((candidate) => candidate === value) ?? null;

const ACTOR_KINDS: readonly unknown[] = [
  'cli',
  'mcp',
  'panel',
  'rule',
  'file',
  'tmux',
] satisfies Actor['kind'][];

const isActorKind = (value: unknown): value is Actor['kind'] => ACTOR_KINDS.includes(value);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null where it is none. */
export const parseJson = (text: string | null): unknown => {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
