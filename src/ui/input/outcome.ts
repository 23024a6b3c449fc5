import type { Call, Copy, UiState } from '../desk/ui-state.ts';
import type { Pressed } from './key-name.ts';
import type { TypedKey } from './typed-key.ts';

/** What a key leads to: the panel's next state, and what the shell is to do. */
export interface Outcome {
  readonly ui: UiState;
  readonly effects: readonly Effect[];
}

export type Effect =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'copy'; readonly copy: Copy }
  | { readonly kind: 'batch'; readonly calls: readonly Call[] }
  /** Types into the pane from now on; `hold` keeps everybody else out of it. */
  | { readonly kind: 'hold'; readonly hold: Call }
  | { readonly kind: 'type'; readonly keys: readonly TypedKey[] }
  | { readonly kind: 'release' }
  | { readonly kind: 'quit' }
  /** Loads what the palette knows; then presses the keys, unless something else was typed meanwhile. */
  | { readonly kind: 'book'; readonly keys: readonly Pressed[] };

/** One call, or one for each of several panes, whose answers are told together. */
export const toCall = (call: Call, also: readonly Call[] = []): Effect =>
  also.length === 0 ? { kind: 'call', call } : { kind: 'batch', calls: [call, ...also] };

export const only = (ui: UiState): Outcome => ({ ui, effects: [] });

/** Messages stay for three seconds. */
export const MESSAGE_MS = 3_000;
/** What went wrong stays long enough to be read. */
export const PROBLEM_MS = 8_000;

export const say = (ui: UiState, text: string, tone: 'good' | 'warn' | 'bad', nowMs: number): UiState => ({
  ...ui,
  message: { text, tone, untilMs: nowMs + (tone === 'good' ? MESSAGE_MS : PROBLEM_MS) },
});
