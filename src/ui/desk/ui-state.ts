import type { RuleId, SessionId, TmuxPaneId } from '../../domain/ids.ts';
import type { Form } from '../form/form.ts';
import type { Scope } from '../format/chart-scope.ts';
import type { Tone } from '../format/line.ts';
import type { ChartMinutes } from '../format/load-series.ts';
import type { SortName } from '../format/order.ts';
import type { Grouping } from '../format/tree.ts';

/** What only the panel itself knows: where the operator is and what is open. Nothing of tmux's. */
export interface UiState {
  /** Key of the row that has the focus, and where it stood, for when it goes. */
  readonly focus: string | null;
  readonly focusIndex: number;
  /** First row of the list that is shown. */
  readonly top: number;
  readonly folded: ReadonlySet<string>;
  readonly filter: string;
  readonly hasMouse: boolean;
  /** What is shown stands still, whatever happens. */
  readonly isFrozen: boolean;
  /** Panes that commands act on together. */
  readonly marked: ReadonlySet<TmuxPaneId>;
  readonly grouping: Grouping;
  readonly sort: SortName;
  /** The order at the moment when it was asked for, or when a pane last came or went; null for that of the numbers. */
  readonly order: ReadonlyMap<TmuxPaneId, number> | null;
  readonly overlay: Overlay;
  readonly screenMode: 'both' | 'preview' | 'list';
  /** Rows up from the end of the previewed screen. */
  readonly previewUp: number;
  readonly message: Message | null;
  /** Where the keys go. */
  readonly view: ViewName;
  readonly triggers: ListPlace<RuleId>;
  readonly log: LogPlace;
  /** Of the logs: held where their last line on the screen was the one of this number. */
  readonly lines: { readonly scope: Scope; readonly filter: string; readonly heldAt: number | null };
  readonly metrics: { readonly scope: Scope; readonly minutes: ChartMinutes };
  /** Questions of rules that were answered here; the daemon may not have heard of it yet. */
  readonly answered: ReadonlySet<number>;
  /** What has called for the operator and was looked at since (`attention.ts`). */
  readonly seen: ReadonlySet<string>;
  /** When the last key was pressed, or what was asked changed: a question never opens under a finger. */
  readonly busyAtMs: number;
  /** Lines that were run from the palette, the newest last. */
  readonly history: readonly string[];
}

export type ViewName = 'panes' | 'triggers' | 'events' | 'metrics' | 'logs';

/** Which row of a list has the focus, where it stood for when it goes, and the first row that is shown. */
export interface ListPlace<Key> {
  readonly focus: Key | null;
  readonly index: number;
  readonly top: number;
}

/** Without a focus the log follows what happens; with one, what came after `heldAt` waits outside. */
export interface LogPlace extends ListPlace<number> {
  readonly heldAt: number | null;
}

export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'help'; readonly top: number }
  | { readonly kind: 'filter'; readonly text: string; readonly caret: number; readonly before: string }
  | Prompt
  | Question
  | Menu
  | Ask
  | Typing
  | Palette
  | Form
  | Pager;

/** A line that the operator types. */
export interface Prompt {
  readonly kind: 'prompt';
  readonly purpose: PromptPurpose;
  readonly title: string;
  readonly advice: string;
  readonly target: Target | null;
  /** The other marked panes. */
  readonly also?: readonly Target[];
  readonly text: string;
  /** In graphemes from the start. */
  readonly caret: number;
  readonly problem: string | null;
  /** What an earlier prompt of the same action was answered with. */
  readonly earlier: string | null;
}

export type PromptPurpose =
  | 'label'
  | 'line'
  | 'keys'
  | 'exec'
  | 'new-label'
  | 'new-command'
  | 'window-label'
  | 'window-command'
  | 'new-session';

/** Asked before something that can not be undone; the default is No. */
export interface Question {
  readonly kind: 'question';
  readonly title: string;
  readonly detail: string;
  /** The dialog closes when this pane goes, or this rule. */
  readonly tmuxPane: TmuxPaneId | null;
  readonly ruleId: RuleId | null;
  readonly call: Call;
  /** The same for the other marked panes. */
  readonly also?: readonly Call[];
}

/** A few answers to choose from, each with a key of its own. */
export interface Menu {
  readonly kind: 'menu';
  /** A question of a rule may take its place. */
  readonly yields?: true;
  readonly title: string;
  /** It closes when this rule goes. */
  readonly ruleId: RuleId | null;
  readonly items: readonly MenuItem[];
  readonly at: number;
}

/** A command, a question before it, or a choice about the panel itself. */
export type MenuItem =
  | { readonly text: string; readonly call: Call; readonly also?: readonly Call[] }
  /** Asked or typed before anything is done. */
  | { readonly text: string; readonly open: Question | Prompt }
  | { readonly text: string; readonly sort: SortName }
  | { readonly text: string; readonly copy: Copy };

/** What goes to the clipboard; `what` names it in the answer. */
export type Copy =
  | { readonly what: string; readonly text: string }
  | { readonly what: string; readonly screenOf: TmuxPaneId };

/** What a rule with `confirm` asks; it closes when the question is answered elsewhere or its time is over. */
export interface Ask {
  readonly kind: 'ask';
  readonly seq: number;
}

/** Every key goes into the pane, but for those that end it. */
export interface Typing {
  readonly kind: 'typing';
  /** What keeps everybody else out of the pane; `done` is the pane's name. */
  readonly hold: Call;
  /** As it was when it began: the preview is on the screen meanwhile. */
  readonly screenMode: UiState['screenMode'];
}

/** Any command of the registry, typed. */
export interface Palette {
  readonly kind: 'palette';
  readonly text: string;
  /** In graphemes from the start. */
  readonly caret: number;
  readonly problem: string | null;
  /** Which of the completions of `text` stands in the line; null before Tab. */
  readonly chosen: number | null;
  /** How many lines back in the history, and what had been typed before. */
  readonly past: { readonly back: number; readonly draft: string } | null;
}

/** More text than fits into a message. */
export interface Pager {
  readonly kind: 'pager';
  readonly title: string;
  readonly lines: readonly PagerLine[];
  /** The first line that is shown; past the end it is the last page. */
  readonly top: number;
}

export interface PagerLine {
  readonly text: string;
  readonly tone: Tone;
}

/** The pane (or only the session) that an action is about, named as it was when the action began. */
export interface Target {
  readonly sessionId: SessionId;
  readonly tmuxPane: TmuxPaneId | null;
  readonly name: string;
}

/** A command of the registry, ready to be sent. */
export interface Call {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What is shown for three seconds when it went well. */
  readonly done: string;
  readonly tmuxPane: TmuxPaneId | null;
  /** How its answer is shown, where the answer is what was asked for. */
  readonly answer?: AnswerWish;
}

export interface AnswerWish {
  readonly title: string;
  /** `commands`: what was run on tmux. `done`: only that it went well, unless there is output to read. */
  readonly as: 'text' | 'json' | 'commands' | 'done';
}

export interface Message {
  readonly text: string;
  readonly tone: Tone;
  readonly untilMs: number;
  /** What a rule or an agent wants the operator to know. */
  readonly isNotice?: true;
}

export const initialUi: UiState = {
  focus: null,
  focusIndex: 0,
  top: 0,
  folded: new Set(),
  filter: '',
  hasMouse: true,
  isFrozen: false,
  marked: new Set(),
  grouping: 'layout',
  sort: 'number',
  order: null,
  overlay: { kind: 'none' },
  screenMode: 'both',
  previewUp: 0,
  message: null,
  view: 'panes',
  triggers: { focus: null, index: 0, top: 0 },
  log: { focus: null, index: 0, top: 0, heldAt: null },
  lines: { scope: 'session', filter: '', heldAt: null },
  metrics: { scope: 'row', minutes: 2 },
  answered: new Set(),
  seen: new Set(),
  busyAtMs: Number.NEGATIVE_INFINITY,
  history: [],
};
