import type { StoreApi } from 'zustand/vanilla';
import { answeredForm } from '../form/answered-form.ts';
import type { Pressed } from '../input/key-name.ts';
import { type Effect, say } from '../input/outcome.ts';
import { answered } from './answer.ts';
import { unanswered } from './asked.ts';
import { afterBatch } from './batch.ts';
import { textOf } from './copied.ts';
import type { DeskOptions, DeskState } from './desk.ts';
import { refusal } from './refusal.ts';
import type { Typist } from './typist.ts';
import type { Call, Copy } from './ui-state.ts';

export interface Shell extends DeskOptions {
  readonly store: StoreApi<DeskState>;
  readonly settled: (change: Partial<DeskState>) => void;
  readonly typist: Typist;
  readonly press: (keys: readonly Pressed[]) => void;
}

/** Does what a key led to. */
export const perform = (effect: Effect, shell: Shell): void => {
  if (effect.kind === 'quit') shell.quit();
  else if (effect.kind === 'call') void performCall(effect.call, shell);
  else if (effect.kind === 'copy') performCopy(effect.copy, shell);
  else if (effect.kind === 'batch') void performBatch(effect.calls, shell);
  else if (effect.kind === 'hold') shell.typist.begin(effect.hold);
  else if (effect.kind === 'type') shell.typist.type(effect.keys);
  else if (effect.kind === 'book') void openBook(effect.keys, shell);
  else shell.typist.end();
};

/** Keys that waited for it are meant for the line as it stood then. */
const openBook = async (
  keys: readonly Pressed[],
  { store, settled, press, loadBook }: Shell,
): Promise<void> => {
  const { overlay } = store.getState().ui;
  const book = await loadBook();
  settled({ book });
  if (store.getState().ui.overlay === overlay) press(keys);
};

const performCopy = (copy: Copy, { store, settled, now, copy: put }: Shell): void => {
  const { ui, screen } = store.getState();
  const text = textOf(copy, screen);
  if (text !== null) put(text);
  const next =
    text === null
      ? say(ui, 'its screen is not here yet', 'warn', now())
      : say(ui, `copied ${copy.what}`, 'good', now());
  settled({ ui: next });
};

const performCall = async (call: Call, shell: Shell): Promise<void> => {
  const { door, store, settled, now } = shell;
  const result = await door.call(call.command, call.input);
  const before = store.getState().ui;
  const formed = answeredForm(before, call, result);
  const ui = formed ?? before;
  if (result.ok) {
    const handedOver = attachOf(result.value);
    if (handedOver !== null) return store.setState({ handedOver });
    settled({ ui: answered(call, result.value, { ...store.getState(), ui, nowMs: now() }) });
    return;
  }
  if (formed !== null) return settled({ ui: formed });
  settled({ ui: { ...unanswered(ui, call), ...refusal(call, result.failure, ui, now()) } });
};

/** To all at once: one that waits, as a pane with a grace, holds no other up. */
const performBatch = async (calls: readonly Call[], { door, store, settled, now }: Shell): Promise<void> => {
  const results = await Promise.all(
    calls.map(async (call) => ({ call, result: await door.call(call.command, call.input) })),
  );
  const { ui } = store.getState();
  settled({ ui: afterBatch(ui, results, now()) });
};

/** A call may end with what has to go on in this terminal (`LocalAction`). */
const attachOf = (value: unknown): readonly string[] | null => {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'attach')
    return null;
  if (!('argv' in value) || !Array.isArray(value.argv)) return null;
  return value.argv.filter((word) => typeof word === 'string');
};
