import { durationText } from './amounts.ts';
import { type Cell, type Column, renderTable, type Style } from './table.ts';
import { textOf } from './value-text.ts';

type Row = Readonly<Record<string, unknown>>;

const COLUMNS: readonly Column[] = [
  { title: 'RULE', shrink: 1 },
  { title: 'WHERE', shrink: 1 },
  { title: 'FIRES ON', shrink: 2 },
  { title: 'STATE' },
  { title: 'HITS', align: 'right' },
  { title: 'FIRED', align: 'right' },
  { title: 'THEN', shrink: 3 },
];

const STATE: Readonly<Record<string, Style>> = {
  armed: 'green',
  pending: 'yellow',
  cooling: 'dim',
  spent: 'dim',
  paused: 'yellow',
  tripped: 'red',
};

export const ruleTable = (
  rules: readonly Row[],
  style: { readonly color: boolean; readonly width: number },
): readonly string[] => {
  if (rules.length === 0) return ['no rules'];
  const failed = rules.filter(({ last_error }) => typeof last_error === 'string');
  return [
    ...renderTable(COLUMNS, rules.map(cellsOf), style),
    ...failed.map(({ name, last_error }) => `${textOf(name)} failed: ${textOf(last_error)}`),
  ];
};

const cellsOf = (rule: Row): readonly Cell[] => [
  { text: textOf(rule.name), style: 'bold' },
  { text: whereOf(rule.scope) },
  { text: conditionOf(rule) },
  { text: textOf(rule.state), style: STATE[textOf(rule.state)] ?? 'dim' },
  { text: textOf(rule.hits) },
  { text: textOf(rule.fired) },
  { text: Array.isArray(rule.then) ? rule.then.map(textOf).join(' && ') : '' },
];

const whereOf = (scope: unknown): string => {
  if (typeof scope !== 'object' || scope === null) return '';
  const { session, pane } = Object.fromEntries(Object.entries(scope));
  return [session, pane]
    .filter((part) => part !== null && part !== undefined)
    .map(textOf)
    .join('/');
};

const conditionOf = ({ event, match, metric, for: held, if: condition }: Row): string =>
  [
    textOf(event),
    ...(match === null ? [] : [textOf(match)]),
    ...(metric === null ? [] : [textOf(metric)]),
    ...(typeof held === 'number' ? [`for ${durationText(held)}`] : []),
    ...(condition === null ? [] : [`if ${textOf(condition)}`]),
  ].join(' ');
