import { contextOf } from '../desk/context.ts';
import { settle } from '../desk/settle.ts';
import type { Overlay, UiState } from '../desk/ui-state.ts';
import { rowsOf, type World } from '../desk/world.ts';
import { helpRoom, lastHelpTop } from '../format/help-lines.ts';
import { begun } from './begin.ts';
import { editKey, insertText } from './edit-text.ts';
import { whyNot } from './enabled.ts';
import type { Pressed } from './key-name.ts';
import { type ActionId, KEY_MAP } from './keymap.ts';
import { moved } from './move.ts';
import { type Outcome, only, say } from './outcome.ts';
import { resolve } from './resolve.ts';
import { submitted } from './submit.ts';

/** What a key does where the operator is. Pure: the shell performs the effects. */
export const press = (world: World, key: Pressed): Outcome => {
  const context = contextOf(world.ui.overlay);
  const action = resolve(KEY_MAP, context, key.name);
  const { overlay } = world.ui;
  if (overlay.kind === 'prompt' || overlay.kind === 'filter') return pressTyping(world, overlay, action, key);
  if (overlay.kind === 'question') return pressQuestion(world, overlay, action);
  if (overlay.kind === 'help') return only(pressHelp(world, overlay, action));
  return action === null ? only(world.ui) : pressPanes(world, action);
};

/** Pasted text goes where text is typed, and nowhere else: a paste never triggers keys. */
export const paste = (world: World, text: string): Outcome => {
  const { overlay } = world.ui;
  return overlay.kind === 'prompt' || overlay.kind === 'filter'
    ? only(typed(world, overlay, insertText(overlay, text)))
    : only(world.ui);
};

const pressPanes = (world: World, action: ActionId): Outcome => {
  const reason = whyNot(action, world);
  if (reason !== null) return only(say(world.ui, reason, 'warn', world.nowMs));
  const next = moved(action, world);
  if (next !== null) return only(next);
  if (action === 'quit') return { ui: world.ui, effects: [{ kind: 'quit' }] };
  if (action === 'help') return only({ ...world.ui, overlay: { kind: 'help', top: 0 } });
  if (action === 'back') return only(goneBack(world));
  if (action === 'filter') return only({ ...world.ui, overlay: filterOverlay(world.ui.filter) });
  return begun(action, world) ?? only(world.ui);
};

const filterOverlay = (text: string): Overlay => ({
  kind: 'filter',
  text,
  caret: [...new Intl.Segmenter().segment(text)].length,
  before: text,
});

const goneBack = (world: World): UiState => {
  const { ui } = world;
  if (ui.filter !== '') return refiltered(world, { ...ui, filter: '' });
  return ui.screenMode === 'both' ? { ...ui, message: null } : { ...ui, screenMode: 'both' };
};

const pressQuestion = (
  { ui }: World,
  overlay: Extract<Overlay, { kind: 'question' }>,
  action: ActionId | null,
): Outcome => {
  const closed: UiState = { ...ui, overlay: { kind: 'none' } };
  if (action === 'yes') return { ui: closed, effects: [{ kind: 'call', call: overlay.call }] };
  return only(action === 'no' ? closed : ui);
};

const pressHelp = (
  { ui, layout }: World,
  overlay: Extract<Overlay, { kind: 'help' }>,
  action: ActionId | null,
): UiState => {
  if (action === 'back') return { ...ui, overlay: { kind: 'none' } };
  const last = lastHelpTop(layout.rows);
  const page = helpRoom(layout.rows);
  const step = HELP_STEPS.get(action) ?? 0;
  const top = Math.min(overlay.top, last) + step * (action?.startsWith('page') === true ? page : 1);
  return { ...ui, overlay: { ...overlay, top: Math.min(last, Math.max(0, top)) } };
};

const HELP_STEPS: ReadonlyMap<ActionId | null, number> = new Map([
  ['down', 1],
  ['up', -1],
  ['page-down', 1],
  ['page-up', -1],
]);

type Typing = Extract<Overlay, { kind: 'prompt' | 'filter' }>;

const pressTyping = (world: World, overlay: Typing, action: ActionId | null, key: Pressed): Outcome => {
  const { ui } = world;
  if (action === 'accept')
    return overlay.kind === 'prompt' ? submitted(ui, overlay) : only(keptFilter(world, overlay.text));
  if (action === 'back') {
    return only(
      overlay.kind === 'prompt' ? { ...ui, overlay: { kind: 'none' } } : keptFilter(world, overlay.before),
    );
  }
  if (action !== null) return only(moved(action, world) ?? ui);
  const edited = editKey(overlay, key.name);
  if (edited !== null) return only(typed(world, overlay, edited));
  return only(key.text === null ? ui : typed(world, overlay, insertText(overlay, key.text)));
};

const typed = (world: World, overlay: Typing, line: { text: string; caret: number }): UiState => {
  const next = overlay.kind === 'prompt' ? { ...overlay, ...line, problem: null } : { ...overlay, ...line };
  return refiltered(world, { ...world.ui, overlay: next });
};

const keptFilter = (world: World, filter: string): UiState =>
  refiltered(world, { ...world.ui, filter, overlay: { kind: 'none' } });

const refiltered = (world: World, ui: UiState): UiState =>
  settle(ui, rowsOf(world.state, ui, world.session), world.layout, world.state);
