import type { Ask, Menu, Overlay, Pager, Question, UiState } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { helpRoom, lastHelpTop } from '../format/help-lines.ts';
import { sorted } from './arrange.ts';
import type { Pressed } from './key-name.ts';
import type { ActionId } from './keymap.ts';
import { type Outcome, only, toCall } from './outcome.ts';
import { scrolled } from './pager.ts';
import { isHold, typingInto } from './typing.ts';

/** Everything that is open and takes no text. */
export type Dialog = Extract<Overlay, { kind: 'help' }> | Question | Ask | Menu | Pager;

export const isDialog = (overlay: Overlay): overlay is Dialog => DIALOGS.has(overlay.kind);
const DIALOGS: ReadonlySet<Overlay['kind']> = new Set(['help', 'question', 'ask', 'menu', 'pager']);

export const pressDialog = (
  world: World,
  overlay: Dialog,
  action: ActionId | null,
  key: Pressed,
): Outcome => {
  switch (overlay.kind) {
    case 'question':
      return pressQuestion(world.ui, overlay, action);
    case 'ask':
      return pressAsk(world, overlay, action);
    case 'menu':
      return pressMenu(world, overlay, action, key);
    case 'pager':
      return only(
        action === 'back' ? closed(world.ui) : { ...world.ui, overlay: scrolled(overlay, action, world) },
      );
    case 'help':
      return only(pressHelp(world, overlay, action));
  }
};

const closed = (ui: UiState): UiState => ({ ...ui, overlay: { kind: 'none' } });

const pressQuestion = (ui: UiState, { call, also }: Question, action: ActionId | null): Outcome => {
  if (action === 'yes' && isHold(call)) return typingInto(ui, call);
  if (action === 'yes') return { ui: closed(ui), effects: [toCall(call, also)] };
  return only(action === 'no' ? closed(ui) : ui);
};

/** Yes and no both go to the daemon, for exactly the question that was on the screen. */
const pressAsk = ({ ui, state }: World, { seq }: Ask, action: ActionId | null): Outcome => {
  if (action !== 'yes' && action !== 'no') return only(ui);
  const rule = state.questions.find((question) => question.seq === seq)?.rule ?? 'the trigger';
  const call = {
    command: 'rule-answer',
    input: { question: seq, answer: action },
    done: `answered ${rule}: ${action}`,
    tmuxPane: null,
  };
  return {
    ui: { ...closed(ui), answered: new Set([...ui.answered, seq]) },
    effects: [{ kind: 'call', call }],
  };
};

const pressMenu = (world: World, menu: Menu, action: ActionId | null, { name }: Pressed): Outcome => {
  const { ui } = world;
  const { items, at } = menu;
  if (action === 'back') return only(closed(ui));
  if (action === 'down' || action === 'up') {
    const next = Math.max(0, Math.min(items.length - 1, at + (action === 'down' ? 1 : -1)));
    return only({ ...ui, overlay: { ...menu, at: next } });
  }
  const chosen = action === 'accept' ? items[at] : action === 'pick' ? items[Number(name) - 1] : undefined;
  if (chosen === undefined) return only(ui);
  if ('sort' in chosen) return only(sorted({ ...world, ui: closed(ui) }, chosen.sort));
  if ('copy' in chosen) return { ui: closed(ui), effects: [{ kind: 'copy', copy: chosen.copy }] };
  if ('open' in chosen) return only({ ...ui, overlay: chosen.open });
  return { ui: closed(ui), effects: [toCall(chosen.call, chosen.also)] };
};

const pressHelp = (
  { ui, layout, keyMap }: World,
  overlay: Extract<Overlay, { kind: 'help' }>,
  action: ActionId | null,
): UiState => {
  if (action === 'back') return closed(ui);
  const last = lastHelpTop(ui.view, keyMap, layout.rows);
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
