import * as z from 'zod';
import { cellsOrPercent, forceOption, paneArgument, splitDirection } from './arguments.ts';
import { command } from './definition.ts';
import { onePaneInput } from './pane-read.ts';

const PANE_ERRORS = ['session_not_found', 'pane_not_found', 'label_ambiguous'] as const;
const MOVING_ERRORS = [...PANE_ERRORS, 'refused_foreign', 'refused_self', 'no_space'] as const;

export const paneZoomInput = onePaneInput.extend({ force: forceOption });

export const paneZoom = command({
  name: 'pane-zoom',
  family: 'Panes',
  summary: 'Zoom a pane to its whole window, or back',
  positionals: ['session', 'pane'],
  input: paneZoomInput,
  effect: 'write',
  errors: PANE_ERRORS,
  run: (context, input) => context.panes.zoom(input),
});

export const paneSelect = command({
  name: 'pane-select',
  family: 'Panes',
  summary: 'Make a pane the active one of its window and its window the current one',
  positionals: ['session', 'pane'],
  input: onePaneInput,
  effect: 'write',
  errors: PANE_ERRORS,
  run: (context, input) => context.panes.select(input),
});

export const paneSwapInput = onePaneInput.extend({ with: paneArgument, force: forceOption });

export const paneSwap = command({
  name: 'pane-swap',
  family: 'Panes',
  summary: 'Swap the places of two panes of a session',
  positionals: ['session', 'pane', 'with'],
  input: paneSwapInput,
  effect: 'write',
  errors: MOVING_ERRORS,
  run: (context, input) => context.panes.swap(input),
});

export const paneMoveInput = onePaneInput.extend({
  window: z.string().min(1).describe('a window name, index or @N of the session, or new'),
  split: splitDirection.optional().describe('h: beside, v: below the active pane there'),
  size: cellsOrPercent.optional(),
  force: forceOption,
});

export const paneMove = command({
  name: 'pane-move',
  family: 'Panes',
  summary: 'Move a pane to another window of its session',
  positionals: ['session', 'pane', 'window'],
  input: paneMoveInput,
  effect: 'write',
  errors: MOVING_ERRORS,
  run: (context, input) => context.panes.move(input),
});

export const paneAttach = command({
  name: 'pane-attach',
  family: 'Panes',
  summary: 'Go to a pane with your own tmux client',
  details: 'Inside tmux your client switches to it; on a terminal outside tmux this attaches.',
  positionals: ['session', 'pane'],
  input: onePaneInput,
  effect: 'write',
  errors: PANE_ERRORS,
  run: (context, input) => context.panes.attach(input),
});
