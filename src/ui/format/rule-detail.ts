import type { Rule } from '../../domain/rule.ts';
import type { State } from '../../store/state.ts';
import type { Theme } from '../theme/theme.ts';
import { ageText } from './amounts.ts';
import { leftCell } from './cell.ts';
import { type Line, span, type Tone } from './line.ts';
import { type Nearness, nearnesses, togetherOf } from './nearness.ts';
import { meterSpans } from './rule-line.ts';
import { heldText, ruleStateText, shapeOfRule, TONE_OF_RULE } from './rule-state.ts';
import { fullConditionOf, kindOf, optionsOf, watchedBy } from './rule-text.ts';
import { nameOf } from './tree.ts';
import { wrapText } from './wrap.ts';

interface DetailLook {
  readonly state: State;
  readonly width: number;
  readonly nowMs: number;
  readonly theme: Theme;
}

export const ruleTitle = (rule: Rule, { nowMs, theme }: Pick<DetailLook, 'nowMs' | 'theme'>): Line => {
  const { text, tone } = ruleStateText(rule, nowMs, theme.symbols);
  return [
    span(`${shapeOfRule(rule.state, theme.symbols)} `, TONE_OF_RULE[rule.state]),
    span(rule.name, 'plain', true),
    span(` ${rule.rule_id}`, 'dim'),
    ...(text === '' ? [] : [span(` ${theme.symbols.dot} `, 'dim'), span(text, tone)]),
  ];
};

/** Everything about one trigger, what matters most first, because a small screen shows only the beginning. */
export const ruleDetail = (rule: Rule, look: DetailLook): readonly Line[] => {
  const { theme } = look;
  return [
    ...errorLines(rule, look),
    ...paragraph('when', fullConditionOf(rule), 'plain', look, 3),
    ...paragraph('in', `${rule.scope.session} ${theme.symbols.dot} ${watchedBy(rule)}`, 'plain', look, 1),
    ...actionLines('then', rule.action, look),
    ...actionLines('back', rule.recover, look),
    ...meterLines(rule, look),
    [],
    countsLine(rule, look),
    ...matchLines(rule, look),
    ...paragraph('how', optionsOf(rule).join(` ${theme.symbols.dot} `), 'dim', look, 2),
    ...paragraph('by', madeBy(rule, look), 'dim', look, 1),
  ];
};

const LABEL = 6;

/** A label in front of the first row, the rest beneath its text. */
const paragraph = (
  label: string,
  text: string,
  tone: Tone,
  { width, theme }: DetailLook,
  most: number,
): readonly Line[] => {
  const { more } = theme.symbols;
  return wrapText(text, Math.max(1, width - LABEL - 2), most, more).map((row, at) => [
    span(' '),
    leftCell(at === 0 ? label : '', LABEL, more, 'dim'),
    span(row, tone),
  ]);
};

const errorLines = (rule: Rule, look: DetailLook): readonly Line[] =>
  rule.last_error === null ? [] : paragraph(`${look.theme.symbols.failed}`, rule.last_error, 'bad', look, 3);

const actionLines = (label: string, steps: readonly string[], look: DetailLook): readonly Line[] =>
  steps.flatMap((step, at) => paragraph(at === 0 ? label : '', step, 'accent', look, 3));

const MOST_METERS = 8;

const meterLines = (rule: Rule, look: DetailLook): readonly Line[] => {
  const all = nearnesses(rule).filter(({ progress }) => progress.threshold !== null);
  if (all.length === 0) return [];
  const left = all.length - MOST_METERS;
  return [
    [],
    ...all.slice(0, MOST_METERS).map((nearness) => meterLine(rule, nearness, look)),
    ...(left <= 0 ? [] : [[span(`   and ${left} more`, 'dim')]]),
  ];
};

const meterLine = (rule: Rule, nearness: Nearness, { state, width, theme }: DetailLook): Line => {
  const { tmux_pane, held_ms } = nearness.progress;
  const pane = state.panes[tmux_pane];
  const name = togetherOf(rule) === null ? (pane === undefined ? tmux_pane : nameOf(pane)) : kindOf(rule);
  const held = held_ms === 0 ? '' : heldText(nearness.progress);
  const label = Math.max(6, Math.min(16, Math.floor(width / 4)));
  const room = Math.max(16, Math.min(28, width - label - 15));
  return [
    span(' '),
    leftCell(name, label, theme.symbols.more),
    ...meterSpans(rule, nearness, room, theme),
    span(` ${held}`, 'warn'),
  ];
};

const countsLine = (rule: Rule, { nowMs, theme }: DetailLook): Line => {
  const { dot, more } = theme.symbols;
  const last = rule.last_fired_at === null ? '' : ` ${dot} ${ageText(rule.last_fired_at, nowMs)} ago`;
  return [
    span(' '),
    leftCell('fired', LABEL, more, 'dim'),
    span(`${rule.fired}${last}`),
    span(` ${dot} ${rule.hits} ${rule.hits === 1 ? 'hit' : 'hits'}`, 'dim'),
    span(rule.suppressed === 0 ? '' : ` ${dot} ${rule.suppressed} held back`, 'warn'),
  ];
};

const matchLines = ({ last_match }: Rule, look: DetailLook): readonly Line[] =>
  last_match === null
    ? []
    : paragraph('match', `${ageText(last_match.at, look.nowMs)} ago  ${last_match.line}`, 'plain', look, 3);

const madeBy = ({ owner, source, created_at }: Rule, { nowMs }: DetailLook): string => {
  const who = owner.name ?? owner.tmux_pane ?? owner.kind;
  return `${who}${source === 'file' ? ', from a session file' : ''}, ${ageText(created_at, nowMs)} ago`;
};
