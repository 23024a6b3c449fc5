import type { Call, Overlay, Prompt, PromptPurpose, Target } from '../desk/ui-state.ts';
import { focusedRow, type World } from '../desk/world.ts';
import type { TreeRow } from '../format/tree.ts';
import type { ActionId } from './keymap.ts';
import { type Outcome, only } from './outcome.ts';
import { addressOf, isForeign, targetOf } from './targets.ts';

/** Begins an action on the focused row: a prompt, a question, or the call itself. Null for any other action. */
export const begun = (action: ActionId, world: World): Outcome | null => {
  const row = focusedRow(world);
  if (action === 'new') return only({ ...world.ui, overlay: newPrompt(row) });
  if (row === null) return null;
  const target = targetOf(row);
  if (action === 'go') return { ui: world.ui, effects: [{ kind: 'call', call: goCall(world, row, target) }] };
  if (action === 'zoom') return { ui: world.ui, effects: [{ kind: 'call', call: zoomCall(target) }] };
  if (action === 'kill') return only({ ...world.ui, overlay: killQuestion(row, target) });
  const overlay = promptFor(action, row, target);
  return overlay === null ? null : only({ ...world.ui, overlay });
};

const promptFor = (action: ActionId, row: TreeRow, target: Target): Prompt | null => {
  switch (action) {
    case 'label': {
      const label = row.kind === 'pane' ? (row.pane.label ?? '') : '';
      return promptOf('label', `Label ${target.name}`, 'unique within the session', target, label);
    }
    case 'send-line':
      return promptOf('line', `Send a line to ${target.name}`, 'typed as it is, then Enter', target);
    case 'send-keys':
      return promptOf(
        'keys',
        `Send keys to ${target.name}`,
        'names as in tmux: C-c  Up  Escape  M-x',
        target,
      );
    case 'exec':
      return promptOf('exec', `Run in ${target.name}`, "a command line for the pane's shell", target);
    default:
      return null;
  }
};

const newPrompt = (row: TreeRow | null): Prompt => {
  if (row === null) return promptOf('new-session', 'New session', 'its name', null);
  const target: Target = { sessionId: row.session.sessionId, tmuxPane: null, name: row.session.name };
  return promptOf('new-label', `New pane in ${target.name}`, 'its label', target);
};

export const promptOf = (
  purpose: PromptPurpose,
  title: string,
  advice: string,
  target: Target | null,
  text = '',
): Prompt => ({
  kind: 'prompt',
  purpose,
  title,
  advice,
  target,
  text,
  caret: [...new Intl.Segmenter().segment(text)].length,
  problem: null,
  earlier: null,
});

const killQuestion = (row: TreeRow, target: Target): Overlay => {
  const foreign = isForeign(row) ? 'panectl did not make it. ' : '';
  const isPane = row.kind === 'pane';
  const count = isPane ? 1 : row.panes.length;
  const what = isPane ? `pane ${target.name}` : `session ${target.name}`;
  return {
    kind: 'question',
    title: `Kill ${what}?`,
    detail: `${foreign}${count === 1 ? '1 pane ends' : `${count} panes end`}, with all that runs there.`,
    tmuxPane: target.tmuxPane,
    ruleId: null,
    call: {
      command: isPane ? 'pane-kill' : 'session-kill',
      input: { ...addressOf(target), force: isForeign(row) },
      done: `killed ${what}`,
      tmuxPane: target.tmuxPane,
    },
  };
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
