import type { Rule } from '../../domain/rule.ts';
import { visible } from '../../domain/visible.ts';
import type { State } from '../../store/state.ts';
import { ageText, bytesText, clockText, percentText } from '../format/amounts.ts';
import { phraseOf } from '../format/event-phrase.ts';
import type { Line } from '../format/line.ts';
import { conditionOf, kindOf, watchedBy } from '../format/rule-text.ts';
import { shownRules } from '../format/rules-shown.ts';
import { shownEvents } from '../format/shown.ts';
import { outcomeText } from '../format/status.ts';
import { totalsOf } from '../format/totals.ts';
import { nameOf, type TreeRow, treeRows } from '../format/tree.ts';
import { ASCII } from '../theme/symbols.ts';
import type { Theme } from '../theme/theme.ts';

/** What is to be said: of which session, when, and how. */
export interface Say {
  /** Null for all. */
  readonly session: string | null;
  readonly nowMs: number;
  readonly theme: Theme;
}

/** All that the panel shows, a line each, in words: for a pipe or a screen reader. */
export const reportLines = (state: State, say: Say): readonly string[] => [
  headLine(state, say),
  ...paneRows(state, say).map((row) => paneLine(row, say)),
  ...shownRules(state, say.session).map(ruleLine),
  ...state.questions.map(questionLine),
  ...shownEvents(state)
    .slice(-MOST_EVENTS)
    .map((event) => eventText(event, say)),
];

const MOST_EVENTS = 10;

/** What has happened between two states, a line each: every event of the log, and what is asked. */
export const changeLines = (before: State, after: State, say: Say): readonly string[] => {
  const last = before.events.at(-1)?.seq ?? 0;
  const events = before.events === after.events ? [] : shownEvents(after).filter(({ seq }) => seq > last);
  const asked = after.questions.filter(({ seq }) => !before.questions.some((known) => known.seq === seq));
  return [
    ...linkLines(before, after),
    ...events.map((event) => eventText(event, say)),
    ...asked.map(questionLine),
  ];
};

const linkLines = (before: State, after: State): readonly string[] => {
  if (before.link.kind === after.link.kind) return [];
  if (after.link.kind === 'lost') return [`tmux server gone: ${visible(after.link.reason)}`];
  return after.link.kind === 'live' && before.link.kind === 'lost' ? ['tmux server is back'] : [];
};

type PaneRow = Extract<TreeRow, { kind: 'pane' }>;

const paneRows = (state: State, { session }: Say): readonly PaneRow[] =>
  treeRows(state, { folded: new Set(), accepts: null, session, grouping: 'layout', order: null }).filter(
    (row) => row.kind === 'pane',
  );

const headLine = (state: State, say: Say): string => {
  const panes = paneRows(state, say).map(({ pane }) => pane);
  const totals = totalsOf(panes);
  const sessions = say.session === null ? Object.keys(state.sessions).length : 1;
  const failed = panes.filter(({ status }) => status === 'failed').length;
  const running = panes.filter(({ status }) => status === 'running').length;
  const rules = shownRules(state, say.session).length;
  return [
    `panectl ${clockText(say.nowMs)}: ${counted(sessions, 'session')}, ${counted(panes.length, 'pane')}`,
    `${running} running, ${failed} failed`,
    `cpu ${percentText(totals.cpuPercent, 'unknown')}, memory ${bytesText(totals.memoryBytes, 'unknown')}`,
    counted(rules, 'trigger'),
  ].join('; ');
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const paneLine = ({ session, pane, command, number }: PaneRow, { nowMs }: Say): string => {
  const outcome = outcomeText(pane);
  const age = ageText(pane.statusSince, nowMs);
  const { metrics } = pane;
  return visible(
    [
      `pane ${session.name} ${number} ${nameOf(pane)} ${pane.tmuxPane}: ${pane.status}${outcome === '' ? '' : `, ${outcome}`}`,
      ...(age === '' ? [] : [`for ${age}`]),
      ...(command === '' ? [] : [`command ${command.slice(0, LONGEST)}`]),
      ...(metrics === null
        ? []
        : [
            `cpu ${percentText(metrics.cpu_percent, 'unknown')}`,
            `memory ${bytesText(metrics.memory_bytes, '')}`,
          ]),
      ...(pane.awaitingInput === true ? ['waits for input'] : []),
      ...(pane.mode === null ? [] : ['in copy mode']),
    ].join(', '),
  );
};

const LONGEST = 300;

const ruleLine = (rule: Rule): string =>
  visible(
    `trigger ${rule.name}: ${rule.state}, ${kindOf(rule)} ${conditionOf(rule)} on ${watchedBy(rule)}, came true ${rule.hits} times, fired ${rule.fired} times`.slice(
      0,
      LONGEST * 2,
    ),
  );

const questionLine = ({ seq, rule, session, action }: State['questions'][number]): string => {
  const steps = action.join(' && ').slice(0, LONGEST);
  return visible(
    `question ${seq}: ${rule} in ${session} asks whether to do: ${steps}; panectl rule-answer ${seq} yes`,
  );
};

const eventText = (event: State['events'][number], { theme }: Say): string =>
  visible(`${clockText(Date.parse(event.at))} ${textOf(phraseOf(event, spoken(theme)))}`);

/** Signs as words. */
const spoken = (theme: Theme): Theme => ({
  ...theme,
  symbols: { ...ASCII, failed: '', notice: 'notice:', leadsTo: 'then' },
});

const textOf = (line: Line): string =>
  line
    .map(({ text }) => text)
    .join('')
    .trim();
