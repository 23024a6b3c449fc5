import { sawPanes } from '../desk/attention.ts';
import { contextOf } from '../desk/context.ts';
import { settle } from '../desk/settle.ts';
import type { Overlay, UiState } from '../desk/ui-state.ts';
import { rowsOf, type World } from '../desk/world.ts';
import { markToggled } from './aims.ts';
import { regrouped, sortMenu } from './arrange.ts';
import { begun } from './begin.ts';
import { movedMetrics } from './charts.ts';
import { begunCopy } from './copy-menu.ts';
import { editKey, insertText } from './edit-text.ts';
import { whyNot } from './enabled.ts';
import type { Pressed } from './key-name.ts';
import type { ActionId } from './keymap.ts';
import { modeAfter, moved } from './move.ts';
import { movedLines } from './move-lines.ts';
import { movedEvent, movedTrigger } from './move-lists.ts';
import { type Outcome, only, say } from './outcome.ts';
import { COMMAND_LOG } from './pager.ts';
import { pressDialog } from './press-dialog.ts';
import { pastedInForm, pressForm } from './press-form.ts';
import { insertedIn, openedPalette, pressPalette } from './press-palette.ts';
import { resolve } from './resolve.ts';
import { submitted } from './submit.ts';
import { switched } from './switch-view.ts';
import { begunOnRule } from './triggers.ts';
import { begunTyping, pasteTyped, pressTyped } from './typing.ts';
import { seenBy, toNextUnseen } from './unseen.ts';

/** What a key does where the operator is. Pure: the shell performs the effects. */
export const press = (world: World, key: Pressed): Outcome => {
  const { overlay } = world.ui;
  const action = resolve(world.keyMap, contextOf(world.ui), key.name);
  if (overlay.kind === 'typing') return pressTyped(world.ui, overlay, action, key);
  if (overlay.kind === 'prompt' || overlay.kind === 'filter') return pressTyping(world, overlay, action, key);
  if (overlay.kind === 'form') return pressForm(world.ui, overlay, action, key);
  if (overlay.kind === 'palette') return pressPalette(world, overlay, action, key);
  if (overlay.kind !== 'none') return pressDialog(world, overlay, action, key);
  return action === null ? only(world.ui) : pressView(world, action);
};

/** Pasted text goes where text is typed, and nowhere else: a paste never triggers keys. */
export const paste = (world: World, text: string): Outcome => {
  const { overlay } = world.ui;
  if (overlay.kind === 'typing') return pasteTyped(world.ui, text);
  if (overlay.kind === 'form') return only(pastedInForm(world.ui, overlay, text));
  if (overlay.kind === 'palette') return only(insertedIn(world, overlay, text));
  return overlay.kind === 'prompt' || overlay.kind === 'filter'
    ? only(typed(world, overlay, insertText(overlay, text)))
    : only(world.ui);
};

const pressView = (world: World, action: ActionId): Outcome => {
  const { ui } = world;
  const reason = whyNot(action, world);
  if (reason !== null) return only(say(ui, reason, 'warn', world.nowMs));
  if (ui.isFrozen && (action === 'back' || action === 'freeze')) return only({ ...ui, isFrozen: false });
  const next = switched(action, world) ?? arranged(action, world) ?? movedIn(action, world);
  if (next !== null) return only(next);
  if (action === 'quit') return { ui, effects: [{ kind: 'quit' }] };
  if (action === 'help') return only({ ...ui, overlay: { kind: 'help', top: 0 } });
  if (action === 'back') return only(goneBack(world));
  if (action === 'copy') return begunCopy(world);
  if (action === 'filter') return only({ ...ui, overlay: filterOverlay(ui) });
  if (action === 'type') return begunTyping(world);
  if (action === 'next-unseen') return only(toNextUnseen(world));
  if (action === 'seen') return only(sawPanes(ui, seenBy(world)));
  if (action === 'command') return openedPalette(world);
  if (action === 'command-log') return { ui, effects: [{ kind: 'call', call: COMMAND_LOG }] };
  return begunOnRule(action, world) ?? begun(action, world) ?? only(ui);
};

const arranged = (action: ActionId, world: World): UiState | null => {
  if (action === 'freeze') return { ...world.ui, isFrozen: true };
  if (action === 'mouse') return mouseSwitched(world);
  if (action === 'mark') return markToggled(world);
  if (action === 'group') return regrouped(world);
  return action === 'sort' ? { ...world.ui, overlay: sortMenu(world.ui) } : null;
};

const mouseSwitched = ({ ui, nowMs }: World): UiState => {
  const text = ui.hasMouse ? 'mouse off: the terminal selects text' : 'mouse on: click chooses, wheel moves';
  return say({ ...ui, hasMouse: !ui.hasMouse }, text, 'good', nowMs);
};

const movedIn = (action: ActionId, world: World): UiState | null => {
  if (action === 'screen-mode') return { ...world.ui, screenMode: modeAfter(world.ui) };
  if (world.ui.view === 'triggers') return movedTrigger(action, world);
  if (world.ui.view === 'logs') return movedLines(action, world);
  if (world.ui.view === 'metrics') return movedMetrics(action, world);
  return world.ui.view === 'events' ? movedEvent(action, world) : moved(action, world);
};

const filterOverlay = ({ view, lines, filter }: UiState): Overlay => {
  const text = view === 'logs' ? lines.filter : filter;
  return { kind: 'filter', text, caret: [...new Intl.Segmenter().segment(text)].length, before: text };
};

const goneBack = (world: World): UiState => {
  const { ui } = world;
  if (ui.view !== 'panes') return switched('view-panes', world) ?? ui;
  if (ui.filter !== '') return refiltered(world, { ...ui, filter: '' });
  if (ui.marked.size > 0) return { ...ui, marked: new Set() };
  return ui.screenMode === 'both' ? { ...ui, message: null } : { ...ui, screenMode: 'both' };
};

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
  if (action !== null) return only(movedIn(action, world) ?? ui);
  const edited = editKey(overlay, key.name);
  if (edited !== null) return only(typed(world, overlay, edited));
  return only(key.text === null ? ui : typed(world, overlay, insertText(overlay, key.text)));
};

const typed = (world: World, overlay: Typing, line: { text: string; caret: number }): UiState => {
  const next = overlay.kind === 'prompt' ? { ...overlay, ...line, problem: null } : { ...overlay, ...line };
  return refiltered(world, { ...world.ui, overlay: next });
};

const keptFilter = (world: World, filter: string): UiState => {
  const ui: UiState = { ...world.ui, overlay: { kind: 'none' } };
  return ui.view === 'logs'
    ? { ...ui, lines: { ...ui.lines, filter } }
    : refiltered(world, { ...ui, filter });
};

const refiltered = (world: World, ui: UiState): UiState =>
  settle(ui, rowsOf(world.state, ui, world.session), world.layout, world.state);
