import type { Call, Menu, Prompt } from '../desk/ui-state.ts';
import { focusedRow, type World } from '../desk/world.ts';
import { nameOf, type PaneRow, type TreeRow } from '../format/tree.ts';
import { neighbourIn } from '../format/window-order.ts';
import type { ActionId } from './keymap.ts';
import { type Outcome, only } from './outcome.ts';
import { promptOf } from './prompt-of.ts';
import { addressOf, targetOf } from './targets.ts';

/** What concerns a window or its session: a new one, its layout, places of panes, a file; null for any other action. */
export const begunOnWindow = (action: ActionId, world: World): Outcome | null => {
  const row = focusedRow(world);
  if (row === null) return null;
  if (action === 'new-window') return only({ ...world.ui, overlay: windowPrompt(row) });
  if (action === 'layout') return only({ ...world.ui, overlay: layoutMenu(row) });
  if (action === 'save') return { ui: world.ui, effects: [{ kind: 'call', call: saveCall(row) }] };
  const step = STEPS.get(action);
  return step === undefined || row.kind !== 'pane' ? null : swapped(world, row, step);
};

const STEPS: ReadonlyMap<ActionId, 1 | -1> = new Map([
  ['swap-previous', -1],
  ['swap-next', 1],
]);

const windowPrompt = ({ session }: TreeRow): Prompt => {
  const target = { sessionId: session.sessionId, tmuxPane: null, name: session.name };
  return promptOf('window-label', `New window in ${session.name}`, 'the label of its pane', target);
};

const saveCall = ({ session: { sessionId, name } }: TreeRow): Call => ({
  command: 'session-save',
  input: { session: sessionId },
  done: `saved ${name}`,
  tmuxPane: null,
});

const swapped = ({ ui, state }: World, row: PaneRow, step: 1 | -1): Outcome | null => {
  const other = neighbourIn(state, row, step);
  if (other === null) return null;
  const target = targetOf(row);
  const call = {
    command: 'pane-swap',
    input: { ...addressOf(target), with: other.tmuxPane },
    done: `swapped ${target.name} with ${nameOf(other)} ${other.tmuxPane}`,
    tmuxPane: target.tmuxPane,
  };
  return { ui, effects: [{ kind: 'call', call }] };
};

const LAYOUTS = [
  ...['even-horizontal', 'even-vertical', 'main-horizontal', 'main-vertical', 'tiled'],
  ...['main-horizontal-mirrored', 'main-vertical-mirrored'],
];

const layoutMenu = (row: TreeRow): Menu => {
  const window = row.kind === 'session' ? {} : { window: row.window.windowId };
  const name = row.kind === 'session' ? row.session.name : `${row.index} ${row.window.name}`;
  return {
    kind: 'menu',
    title: `Layout of ${name}`,
    ruleId: null,
    items: LAYOUTS.map((layout) => ({
      text: layout,
      call: {
        command: 'session-layout',
        input: { session: row.session.sessionId, layout, ...window },
        done: `${name} is ${layout} now`,
        tmuxPane: null,
      },
    })),
    at: 0,
  };
};
