import { fieldOf, textIn } from './fields.ts';
import type { LogEvent } from './log-event.ts';

/** How far the demo has come, by the orchestration log alone. */
export interface Story {
  readonly startMs: number | null;
  readonly rules: number;
  readonly panes: number;
  /** Panes and sessions made or ended, and how many of them by a rule. */
  readonly operations: number;
  readonly byRules: number;
  /** The firing that was told last: its consequences follow without its name. */
  readonly firing: number | null;
  readonly ending: Ending | null;
}

export type Ending =
  | { readonly kind: 'over' }
  /** Somebody has closed the session. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly message: string };

export const FIRST_PAGE: Story = {
  ...{ startMs: null, rules: 0, panes: 0, operations: 0, byRules: 0, firing: null, ending: null },
};

/** Rules of the session file whose notices end the story, well or badly. */
const LAST_RULE = 'finish';
const ALARM = 'alarm';

/** One event further: how far the story has come then, and the line that tells it; most events are not told. */
export const tell = (before: Story, event: LogEvent): { story: Story; line: string | null } => {
  const story = turn(before, event);
  const words = wordsOf(story, event);
  return { story, line: words === null ? null : lineOf(before, story, event, words) };
};

const turn = (story: Story, event: LogEvent): Story => {
  const { type, rule } = event;
  const known = { ...story, startMs: story.startMs ?? event.atMs };
  switch (type) {
    case 'rule.created':
      return { ...known, rules: story.rules + 1 };
    case 'session.created':
      return counted(known, rule, 0);
    case 'pane.created':
      // The first pane comes with its session.
      return rule === null ? { ...known, panes: story.panes + 1 } : counted(known, rule, 1);
    case 'pane.killed':
      return counted(known, rule, -1);
    case 'rule.fired':
    case 'rule.recovered':
      return { ...known, firing: event.seq };
    default:
      return { ...known, ending: endingOf(event) };
  }
};

const counted = (story: Story, rule: string | null, panes: number): Story => ({
  ...story,
  panes: story.panes + panes,
  operations: story.operations + 1,
  byRules: story.byRules + (rule === null ? 0 : 1),
});

const endingOf = ({ type, rule, data }: LogEvent): Ending | null => {
  if (type === 'notice.sent' && rule === LAST_RULE) return { kind: 'over' };
  if (type === 'session.killed' || type === 'session.closed') return { kind: 'closed' };
  if (type === 'notice.sent' && rule === ALARM)
    return { kind: 'failed', message: textIn(data, 'text') ?? ALARM };
  if (type !== 'rule.failed') return null;
  return { kind: 'failed', message: `${rule ?? 'a rule'}: ${textIn(data, 'message') ?? 'it failed'}` };
};

const wordsOf = ({ panes, rules }: Story, { type, rule, number, label, data }: LogEvent): string | null => {
  const pane = `pane ${number ?? '?'} ${label ?? ''}`;
  switch (type) {
    case 'pane.created':
      return rule === null
        ? `${pane}, ${rules} rules  (panes: ${panes})`
        : `makes ${pane}  (panes: ${panes})`;
    case 'pane.killed':
      return `kills ${pane}  (panes: ${panes})`;
    case 'rule.fired':
      return `${label ?? ''}${reasonOf(data)}`;
    case 'rule.recovered':
      return `over${reasonOf(data)}`;
    case 'keys.sent':
      return `tells ${label ?? ''}: ${keysIn(data)}`;
    case 'notice.sent':
      return `says: ${textIn(data, 'text') ?? ''}`;
    case 'rule.failed':
      return `fails: ${textIn(data, 'message') ?? ''}`;
    default:
      return null;
  }
};

const reasonOf = (data: unknown): string => {
  const line = textIn(data, 'line');
  // Of `memory 52 MiB > 30 MiB, 2 s` what has been measured; for how long is the rule's business.
  const [reason = ''] = (textIn(data, 'reason') ?? '').split(',');
  return line === null ? `, ${reason}` : ` prints "${line}"`;
};

const keysIn = (data: unknown): string => {
  const keys = fieldOf(data, 'keys');
  return Array.isArray(keys) ? keys.join(' ') : '';
};

/** A firing with its time and name; beneath it what follows from it. */
const lineOf = (before: Story, story: Story, { seq, atMs, rule, causedBy }: LogEvent, words: string) => {
  const seconds = ((atMs - (story.startMs ?? atMs)) / 1_000).toFixed(1).padStart(4);
  if (rule === null) return `${seconds}s ${words}`;
  if (story.firing === seq) return `${seconds}s ${rule}: ${words}`;
  return before.firing === causedBy ? `      └ ${words}` : `      └ ${rule} ${words}`;
};
