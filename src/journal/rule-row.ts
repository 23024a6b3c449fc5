import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { isRuleId, isSessionId, type RuleId } from '../domain/ids.ts';
import type { PatternMatch } from '../domain/pane.ts';
import { definitionOfRule, RULE_STATES, type Rule } from '../domain/rule.ts';
import type { RuleRow } from './journal.ts';
import {
  actorOf,
  integerOf,
  isRecord,
  jsonOf,
  oneOf,
  parseJson,
  type Row,
  recordOf,
  select,
  textOf,
} from './row.ts';
import { definitionOf } from './rule-definition.ts';

/** Makes or updates a row. A rule that was removed stays so: its number is not given again. */
export const ruleWriter = (database: DatabaseSync): ((server: string, row: RuleRow, at: string) => void) => {
  const places = COLUMNS.map((column) => `:${column}`);
  const updates = COLUMNS.map((column) => `${column} = excluded.${column}`);
  const upsert = database.prepare(
    `INSERT INTO rules (${COLUMNS.join(', ')}) VALUES (${places.join(', ')})
     ON CONFLICT (rule_id) DO UPDATE SET ${updates.join(', ')}`,
  );
  return (server, row, at) => {
    upsert.run(valuesOf(server, row, at));
  };
};

export const ruleRemover = (database: DatabaseSync): ((ruleId: RuleId, at: string) => void) => {
  const remove = database.prepare(
    'UPDATE rules SET removed_at = ?1, updated_at = ?1 WHERE rule_id = ?2 AND removed_at IS NULL',
  );
  return (ruleId, at) => {
    remove.run(at, ruleId);
  };
};

export const readRules = (database: DatabaseSync, server: string): readonly RuleRow[] =>
  select(
    database,
    `SELECT * FROM rules WHERE server = ? AND removed_at IS NULL
       ORDER BY CAST(substr(rule_id, 2) AS INTEGER)`,
    server,
  ).flatMap(ruleRowOf);

// Fields of Rule whose column has the same name and takes the value as it is.
const SAME = [
  'rule_id',
  'name',
  'event',
  'source',
  'state',
  'until',
  'hits',
  'fired',
  'suppressed',
  'created_at',
  'last_fired_at',
  'last_error',
] as const satisfies readonly (keyof Rule)[];

const COLUMNS = [
  ...SAME,
  'session',
  'session_id',
  'pane',
  'definition',
  'owner',
  'last_match',
  'updated_at',
  'server',
  'marks',
] as const;

const valuesOf = (
  server: string,
  { rule, sessionId, marks }: RuleRow,
  at: string,
): Record<string, SQLInputValue> => ({
  ...Object.fromEntries(SAME.map((column) => [column, rule[column]])),
  session: rule.scope.session,
  session_id: sessionId,
  pane: rule.scope.pane,
  definition: jsonOf(definitionOfRule(rule)),
  owner: jsonOf(rule.owner),
  last_match: rule.last_match === null ? null : jsonOf(rule.last_match),
  updated_at: at,
  server,
  marks: jsonOf(marks),
});

const ruleRowOf = (row: Row): RuleRow[] => {
  const identity = identityOf(row);
  const definition = definitionOf(recordOf(row, 'definition'));
  const counts = countsOf(row);
  const marks = marksOf(row);
  if (identity === null || definition === null || counts === null || marks === null) return [];
  const { sessionId, ...known } = identity;
  const rule = { ...definition, ...known, ...counts, ...lastOf(row), progress: [] };
  return [{ rule, sessionId, marks: marks.value }];
};

const identityOf = (row: Row) => {
  const rule_id = textOf(row, 'rule_id') ?? '';
  const sessionId = textOf(row, 'session_id') ?? '';
  const name = textOf(row, 'name');
  const owner = actorOf(row, 'owner');
  const source = oneOf(['command', 'file'] as const, textOf(row, 'source'));
  const created_at = textOf(row, 'created_at');
  if (!isRuleId(rule_id) || !isSessionId(sessionId) || name === null || owner === null) return null;
  if (source === null || created_at === null) return null;
  return { rule_id, sessionId, name, owner, source, created_at };
};

const countsOf = (row: Row) => {
  const state = oneOf(RULE_STATES, textOf(row, 'state'));
  const hits = integerOf(row, 'hits');
  const fired = integerOf(row, 'fired');
  const suppressed = integerOf(row, 'suppressed');
  if (state === null || hits === null || fired === null || suppressed === null) return null;
  return { state, until: textOf(row, 'until'), hits, fired, suppressed };
};

const lastOf = (row: Row): Pick<Rule, 'last_fired_at' | 'last_match' | 'last_error'> => ({
  last_fired_at: textOf(row, 'last_fired_at'),
  last_match: matchOf(parseJson(textOf(row, 'last_match'))),
  last_error: textOf(row, 'last_error'),
});

/** A rule whose marks can not be read would fire again where it must not: null, and it is left out. */
const marksOf = (row: Row): { readonly value: unknown } | null => {
  const text = textOf(row, 'marks');
  const value = parseJson(text);
  return value === null && text !== null && text !== 'null' ? null : { value };
};

const matchOf = (value: unknown): PatternMatch | null => {
  if (!isRecord(value) || !isRecord(value.groups)) return null;
  const { rule, pattern, line, cursor, at } = value;
  if (typeof rule !== 'string' || typeof pattern !== 'string' || typeof line !== 'string') return null;
  if (typeof cursor !== 'number' || typeof at !== 'string') return null;
  const groups = Object.entries(value.groups).filter((group): group is [string, string] =>
    group.every((part) => typeof part === 'string'),
  );
  return { rule, pattern, line, groups: Object.fromEntries(groups), cursor, at };
};
