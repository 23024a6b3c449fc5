import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import type { Tone } from '../format/line.ts';

/** What only the panel itself knows: where the operator is and what is open. Nothing of tmux's. */
export interface UiState {
  /** Key of the row that has the focus, and where it stood, for when it goes. */
  readonly focus: string | null;
  readonly focusIndex: number;
  /** First row of the list that is shown. */
  readonly top: number;
  readonly folded: ReadonlySet<string>;
  readonly filter: string;
  readonly overlay: Overlay;
  readonly screenMode: 'both' | 'preview' | 'list';
  /** Rows up from the end of the previewed screen. */
  readonly previewUp: number;
  readonly message: Message | null;
}

export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'help'; readonly top: number }
  | { readonly kind: 'filter'; readonly text: string; readonly caret: number; readonly before: string }
  | Prompt
  | Question;

/** A line that the operator types. */
export interface Prompt {
  readonly kind: 'prompt';
  readonly purpose: PromptPurpose;
  readonly title: string;
  readonly advice: string;
  readonly target: Target | null;
  readonly text: string;
  /** In graphemes from the start. */
  readonly caret: number;
  readonly problem: string | null;
  /** What an earlier prompt of the same action was answered with. */
  readonly earlier: string | null;
}

export type PromptPurpose = 'label' | 'line' | 'keys' | 'exec' | 'new-label' | 'new-command' | 'new-session';

/** Asked before something that can not be undone; the default is No. */
export interface Question {
  readonly kind: 'question';
  readonly title: string;
  readonly detail: string;
  /** The dialog closes when this pane goes. */
  readonly tmuxPane: TmuxPaneId | null;
  readonly call: Call;
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
}

export interface Message {
  readonly text: string;
  readonly tone: Tone;
  readonly untilMs: number;
}

export const initialUi: UiState = {
  focus: null,
  focusIndex: 0,
  top: 0,
  folded: new Set(),
  filter: '',
  overlay: { kind: 'none' },
  screenMode: 'both',
  previewUp: 0,
  message: null,
};
