import type { Call, Prompt, Target } from '../desk/ui-state.ts';
import { focusedRow, type World } from '../desk/world.ts';
import { newForm } from '../form/form.ts';
import type { TreeRow } from '../format/tree.ts';
import { type Aims, aimsOf, namesOf } from './aims.ts';
import { begunOnMany } from './begin-many.ts';
import { begunOnWindow } from './begin-window.ts';
import type { ActionId } from './keymap.ts';
import { type Outcome, only } from './outcome.ts';
import { promptOf } from './prompt-of.ts';
import { addressOf, targetOf } from './targets.ts';

/** Begins an action on the focused row or all marked panes: a prompt, a question, or the call itself; else null. */
export const begun = (action: ActionId, world: World): Outcome | null => {
  const row = focusedRow(world);
  if (action === 'new') return only({ ...world.ui, overlay: newPrompt(row) });
  if (action === 'kill' || action === 'signal' || action === 'respawn') return begunOnMany(action, world);
  const overlay = promptFor(action, aimsOf(action, world), world);
  if (overlay !== null) return only({ ...world.ui, overlay });
  if (row === null) return null;
  const target = targetOf(row);
  if (action === 'new-trigger') return only({ ...world.ui, overlay: newForm(target) });
  if (action === 'go') return { ui: world.ui, effects: [{ kind: 'call', call: goCall(world, row, target) }] };
  if (action === 'zoom') return { ui: world.ui, effects: [{ kind: 'call', call: zoomCall(target) }] };
  return begunOnWindow(action, world);
};

const promptFor = (action: ActionId, aims: Aims | null, world: World): Prompt | null => {
  if (aims === null) return null;
  const [{ target: first }, ...others] = aims;
  const prompt = promptAbout(action, first, namesOf(aims), labelOf(world, first));
  return prompt === null || others.length === 0
    ? prompt
    : { ...prompt, also: others.map(({ target }) => target) };
};

const labelOf = ({ state }: World, { tmuxPane }: Target): string =>
  (tmuxPane === null ? null : state.panes[tmuxPane]?.label) ?? '';

const promptAbout = (action: ActionId, target: Target, name: string, label: string): Prompt | null => {
  switch (action) {
    case 'label':
      return promptOf('label', `Label ${name}`, 'unique within the session', target, label);
    case 'send-line':
      return promptOf('line', `Send a line to ${name}`, 'typed as it is, then Enter', target);
    case 'send-keys':
      return promptOf('keys', `Send keys to ${name}`, 'names as in tmux: C-c  Up  Escape  M-x', target);
    case 'exec':
      return promptOf('exec', `Run in ${name}`, "a command line for the pane's shell", target);
    default:
      return null;
  }
};

const newPrompt = (row: TreeRow | null): Prompt => {
  if (row === null) return promptOf('new-session', 'New session', 'its name', null);
  const target: Target = { sessionId: row.session.sessionId, tmuxPane: null, name: row.session.name };
  return promptOf('new-label', `New pane in ${target.name}`, 'its label', target);
};

const goCall = (world: World, row: TreeRow, target: Target): Call => ({
  command: 'pane-attach',
  input: addressOf(target),
  done: `went to ${target.name}; back: ${wayBack(world, row)}`,
  tmuxPane: target.tmuxPane,
});

/** tmux's own keys: `prefix l` is the last window, `prefix L` the last session (man tmux, DEFAULT KEY BINDINGS). */
export const wayBack = ({ state }: Pick<World, 'state'>, row: TreeRow): string => {
  const panelIsHere = row.session.windows.some(({ windowId }) => state.windows[windowId]?.mark === 'panel');
  return panelIsHere ? 'prefix l' : 'prefix L';
};

const zoomCall = (target: Target): Call => ({
  command: 'pane-zoom',
  input: addressOf(target),
  done: `zoom of ${target.name} changed`,
  tmuxPane: target.tmuxPane,
});
