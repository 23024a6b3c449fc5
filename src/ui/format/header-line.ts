import type { RuleState } from '../../domain/rule.ts';
import type { PaneState, State } from '../../store/state.ts';
import { openQuestions } from '../desk/asked.ts';
import { unseenPanes } from '../desk/attention.ts';
import type { DaemonLink } from '../desk/link.ts';
import type { UiState } from '../desk/ui-state.ts';
import type { Theme } from '../theme/theme.ts';
import { bytesText, clockText, percentText } from './amounts.ts';
import { columnsOf } from './cut.ts';
import { type Line, span, spread, widthOf } from './line.ts';
import { shownRules } from './rules-shown.ts';
import { shownPanes } from './shown.ts';
import { countOf, TONE_OF_STATUS } from './status.ts';
import { totalsOf } from './totals.ts';

interface HeaderInput {
  readonly state: State;
  readonly ui: UiState;
  readonly link: DaemonLink;
  readonly session: string | null;
  readonly columns: number;
  readonly nowMs: number;
  readonly missed: number | null;
  readonly theme: Theme;
}

/** Name, what there is, what failed, load and clock; what does not fit goes from the middle. */
export const headerLine = (input: HeaderInput): Line => {
  const { state, theme, columns, nowMs } = input;
  const panes = countedPanes(input);
  const totals = totalsOf(panes);
  const { dash, running, failed } = theme.symbols;
  const runningCount = countOf(panes, 'running');
  const failedCount = countOf(panes, 'failed');
  const sessions = Object.keys(state.sessions).length;
  const left: readonly Line[] = [
    [span(' panectl', 'accent', true)],
    placePart(input),
    [...frozenPart(input), ...asksPart(input)],
    failedCount === 0 ? [] : [span(`  ${failed} ${failedCount} failed`, TONE_OF_STATUS.failed, true)],
    [span(`  ${running} ${runningCount} running`, runningCount === 0 ? 'dim' : TONE_OF_STATUS.running)],
    [span(`  ${counted(panes.length, 'pane')}`)],
    input.session === null ? [span(`  ${counted(sessions, 'session')}`, 'dim')] : [],
  ];
  const right: readonly Line[] = [
    ...urgentRuleParts(input),
    [span(`${clockText(nowMs)} `, 'dim')],
    [span('cpu ', 'dim'), span(percentText(totals.cpuPercent, dash)), span('  ')],
    [span('mem ', 'dim'), span(bytesText(totals.memoryBytes, dash)), span('  ')],
    ruleCountPart(input),
  ];
  return arranged(left, right, columns);
};

/** Of the one session, where only one is shown. */
const countedPanes = ({ state, session }: HeaderInput): readonly PaneState[] => {
  const panes = [...shownPanes(state).values()].flat();
  if (session === null) return panes;
  const only = Object.values(state.sessions).find(({ name }) => name === session);
  return panes.filter(({ tmuxPane }) => only?.numbers[tmuxPane] !== undefined);
};

/** Parts are given by importance and shown in the order of `SHOWN_LEFT`. */
const arranged = (left: readonly Line[], right: readonly Line[], columns: number): Line => {
  const keptLeft = new Set<Line>();
  const keptRight = new Set<Line>();
  let room = columns - 1;
  for (const [kept, part] of interleaved(left, right, keptLeft, keptRight)) {
    const width = widthOf(part);
    if (width > room) continue;
    kept.add(part);
    room -= width;
  }
  const shownLeft = SHOWN_LEFT.flatMap((at) => [left[at] ?? []].filter((part) => keptLeft.has(part))).flat();
  const shownRight = SHOWN_RIGHT.flatMap((at) =>
    [right[at] ?? []].filter((part) => keptRight.has(part)),
  ).flat();
  return spread(shownLeft, shownRight, columns);
};

const SHOWN_LEFT = [0, 2, 1, 6, 5, 4, 3] as const;
const SHOWN_RIGHT = [3, 4, 5, 1, 0, 2] as const;

const interleaved = (
  left: readonly Line[],
  right: readonly Line[],
  keptLeft: Set<Line>,
  keptRight: Set<Line>,
): readonly (readonly [Set<Line>, Line])[] => [
  ...left.slice(0, 5).map((part) => [keptLeft, part] as const),
  ...right.map((part) => [keptRight, part] as const),
  ...left.slice(5).map((part) => [keptLeft, part] as const),
];

/** Nobody may take a frozen screen for what is going on. */
const frozenPart = ({ missed, theme }: HeaderInput): Line =>
  missed === null ? [] : [span(`  ${theme.symbols.paused} frozen, ${missed} new`, 'warn', true)];

/** What waits for the operator comes before everything else. */
const asksPart = ({ state, ui, nowMs, session, theme }: HeaderInput): Line => {
  const { length } = openQuestions(state, ui, nowMs);
  const unseen = unseenPanes(state, ui, session).length;
  return [
    ...(length === 0 ? [] : [span(`  ${theme.symbols.asks} ${counted(length, 'question')}`, 'warn', true)]),
    ...(unseen === 0 ? [] : [span(`  ! ${unseen} unseen`, 'bad', true)]),
  ];
};

/** What ran away, and what is about to fire. */
const urgentRuleParts = ({ state, session }: HeaderInput): readonly Line[] => {
  const rules = shownRules(state, session);
  const counts = (wanted: RuleState) => rules.filter((rule) => rule.state === wanted).length;
  const [tripped, pending] = [counts('tripped'), counts('pending')];
  return [
    tripped === 0 ? [] : [span(`${tripped} tripped  `, 'bad', true)],
    pending === 0 ? [] : [span(`${pending} pending  `, 'warn', true)],
  ];
};

/** Where there is room. */
const ruleCountPart = ({ state, session, columns }: HeaderInput): Line => {
  const { length } = shownRules(state, session);
  return length === 0 || columns < RULES_IN_FULL_FROM ? [] : [span('rules ', 'dim'), span(`${length}  `)];
};

const RULES_IN_FULL_FROM = 100;

/** The session when there is only one shown, and the socket when it is not tmux's default. */
const placePart = ({ state, session }: HeaderInput): Line => {
  const socket = state.server?.socketPath.split('/').at(-1) ?? 'default';
  const names = [session ?? '', socket === 'default' ? '' : socket].filter((name) => name !== '');
  const text = names.join(' @ ');
  return text === '' || columnsOf(text) > 40 ? [] : [span(`  ${text}`)];
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
