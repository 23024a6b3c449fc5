import type { Call, Question, Typing, UiState } from '../desk/ui-state.ts';
import { focusedRow, type World } from '../desk/world.ts';
import type { Pressed } from './key-name.ts';
import type { ActionId } from './keymap.ts';
import { type Outcome, only } from './outcome.ts';
import { addressOf, isForeign, targetOf } from './targets.ts';
import { type TypedKey, typedKey } from './typed-key.ts';

/** `i`: what panectl did not make is asked about first, as for everything that types there. */
export const begunTyping = (world: World): Outcome => {
  const row = focusedRow(world);
  if (row?.kind !== 'pane') return only(world.ui);
  const target = targetOf(row);
  const { name, tmuxPane } = target;
  const hold: Call = {
    command: 'pane-hold',
    input: { ...addressOf(target), force: true },
    done: name,
    tmuxPane,
  };
  if (!isForeign(row)) return typingInto(world.ui, hold);
  const question: Question = {
    kind: 'question',
    title: `Type into ${name}?`,
    detail: 'panectl did not make it.',
    tmuxPane,
    ruleId: null,
    call: hold,
  };
  return only({ ...world.ui, overlay: question });
};

/** The preview is what he looks at, so it is on the screen. */
export const typingInto = (ui: UiState, hold: Call): Outcome => {
  const { screenMode } = ui;
  const overlay: Typing = { kind: 'typing', hold, screenMode };
  return {
    ui: { ...ui, overlay, previewUp: 0, screenMode: screenMode === 'list' ? 'both' : screenMode },
    effects: [{ kind: 'hold', hold }],
  };
};

export const isHold = ({ command }: Call): boolean => command === 'pane-hold';

export const pressTyped = (ui: UiState, typing: Typing, action: ActionId | null, key: Pressed): Outcome =>
  action === 'back'
    ? { ui: typingEnded(ui, typing), effects: [{ kind: 'release' }] }
    : typed(ui, [typedKey(key)]);

/** What was pasted is pasted there: bracketed, where the program asked for that. */
export const pasteTyped = (ui: UiState, text: string): Outcome => typed(ui, [{ kind: 'text', text }]);

export const typingEnded = (ui: UiState, { screenMode }: Typing): UiState => ({
  ...ui,
  screenMode,
  overlay: { kind: 'none' },
});

const typed = (ui: UiState, keys: readonly TypedKey[]): Outcome => ({
  ui,
  effects: [{ kind: 'type', keys }],
});
