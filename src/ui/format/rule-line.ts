import type { Rule } from '../../domain/rule.ts';
import type { State } from '../../store/state.ts';
import type { Theme } from '../theme/theme.ts';
import { bytesText, percentText } from './amounts.ts';
import { leftCell, rightCell } from './cell.ts';
import { gaugeSpans } from './gauge.ts';
import { type Line, type Span, span, type Tone } from './line.ts';
import { isBelow, metricOf, type Nearness, nearnesses, togetherOf } from './nearness.ts';
import type { RuleColumns } from './rule-columns.ts';
import { ruleStateText, shapeOfRule, TONE_OF_RULE } from './rule-state.ts';
import { conditionOf, fullConditionOf, kindOf, watchedShort } from './rule-text.ts';
import { nameOf } from './tree.ts';

export interface RuleLook {
  readonly columns: RuleColumns;
  /** In front of the state: the cursor, or the key that leads to the triggers. */
  readonly lead: Span;
  readonly isFocused: boolean;
  /** For the names of panes. */
  readonly panes: State['panes'];
  readonly nowMs: number;
  readonly theme: Theme;
}

/** A trigger's row: `▌ ◐ scale-up worker* cpu  93% ██████████▌░ 80%  held 4s/10s  ×1`. */
export const ruleLine = (rule: Rule, look: RuleLook): Line => {
  const { columns, isFocused, theme, lead } = look;
  const { more } = theme.symbols;
  const nameTone: Tone = rule.last_error !== null ? 'bad' : isFocused ? 'plain' : restTone(rule);
  const scope = watchedShort(rule);
  return [
    lead,
    span(`${shapeOfRule(rule.state, theme.symbols)} `, TONE_OF_RULE[rule.state], isUrgent(rule)),
    leftCell(rule.name, columns.name, more, nameTone, isFocused || isUrgent(rule)),
    ...(columns.scope === 0 ? [] : [span(' '), leftCell(scope, columns.scope - 1, more, 'dim')]),
    ...(columns.detail === 0 ? [] : [span(' ')]),
    ...(columns.kind === 0 ? [] : [leftCell(kindOf(rule), columns.kind - 1, more, 'dim')]),
    ...detailSpans(rule, look),
    ...stateSpans(rule, look),
    ...countSpans(rule, look),
    ...(columns.last === 0 ? [] : lastSpans(rule, look)),
  ];
};

/** What can not fire now stays in the background. */
const restTone = ({ state }: Rule): Tone => (state === 'spent' || state === 'paused' ? 'dim' : 'plain');

const isUrgent = ({ state }: Rule): boolean => state === 'pending' || state === 'tripped';

const detailSpans = (rule: Rule, { columns, theme }: RuleLook): Line => {
  const { detail, last } = columns;
  if (detail === 0) return [];
  const [nearest] = nearnesses(rule);
  if (nearest !== undefined && nearest.progress.threshold !== null && detail >= MEASURED_LEAST)
    return meterSpans(rule, nearest, detail, theme);
  const failed = last === 0 && rule.last_error !== null;
  const text = failed
    ? `${theme.symbols.failed} ${rule.last_error}`
    : columns.kind === 0
      ? fullConditionOf(rule)
      : conditionOf(rule);
  return [leftCell(text, detail, theme.symbols.more, failed ? 'bad' : restTone(rule))];
};

/** Two numbers, two blanks and a bar that still says something. */
const MEASURED_LEAST = 16;
const VALUE = 5;
const THRESHOLD = 5;

/** ` 93% ██████████▌░ 80% `: the reading, how near it is, the threshold; exactly so many columns. */
export const meterSpans = (
  rule: Rule,
  { progress, share }: Nearness,
  columns: number,
  theme: Theme,
): Line => {
  const { dash, more } = theme.symbols;
  const tone: Tone = share === null || share < 0.8 ? 'accent' : 'warn';
  const bar = Math.min(LONGEST_BAR, columns - VALUE - THRESHOLD - 2);
  const textOf = (value: number | null): string =>
    metricOf(rule) === 'mem' ? bytesText(value, dash) : percentText(value, dash);
  return [
    rightCell(textOf(progress.value), VALUE, more, tone === 'warn' ? 'warn' : 'plain', share === 1),
    span(' '),
    ...gaugeSpans(share ?? 0, bar, tone, theme),
    span(' '),
    leftCell(
      `${isBelow(rule) ? '<' : ''}${textOf(progress.threshold)}`,
      columns - VALUE - bar - 2,
      more,
      'dim',
    ),
  ];
};

const LONGEST_BAR = 16;

const stateSpans = (rule: Rule, { columns, nowMs, theme }: RuleLook): Line => {
  const { text, tone } = ruleStateText(rule, nowMs, theme.symbols);
  return [span(' '), leftCell(text, columns.state, theme.symbols.more, tone, isUrgent(rule))];
};

const countSpans = (rule: Rule, { columns, theme }: RuleLook): Line => {
  const { more, times, hits, heldBack } = theme.symbols;
  const cells: Span[] = [];
  if (columns.fired > 0)
    cells.push(
      rightCell(`${times}${countText(rule.fired)}`, columns.fired, more, rule.fired === 0 ? 'dim' : 'plain'),
    );
  if (columns.counts > 0) {
    const heldBackText = rule.suppressed === 0 ? '' : `${heldBack}${countText(rule.suppressed)}`;
    cells.push(rightCell(`${hits}${countText(rule.hits)}`, 6, more, 'dim'));
    cells.push(rightCell(heldBackText, columns.counts - 6, more, 'warn'));
  }
  return cells;
};

/** Never more than four characters. */
export const countText = (count: number): string => {
  if (count < 1_000) return `${count}`;
  return count < 1_000_000 ? `${Math.floor(count / 1_000)}k` : `${Math.min(999, Math.floor(count / 1e6))}M`;
};

/** What failed, else the line that matched, else the pane that is nearest to firing. */
const lastSpans = (rule: Rule, { columns, panes, theme }: RuleLook): Line => {
  const { more, failed } = theme.symbols;
  const room = columns.last - 2;
  if (rule.last_error !== null)
    return [span('  '), leftCell(`${failed} ${rule.last_error}`, room, more, 'bad')];
  if (rule.last_match !== null)
    return [span('  '), leftCell(rule.last_match.line.trimStart(), room, more, 'dim')];
  const nearest = togetherOf(rule) === null ? nearnesses(rule)[0]?.progress.tmux_pane : undefined;
  const pane = nearest === undefined ? undefined : panes[nearest];
  return pane === undefined
    ? []
    : [span('  '), leftCell(`${nameOf(pane)} ${pane.tmuxPane}`, room, more, 'dim')];
};
