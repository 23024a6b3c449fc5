import { command } from './definition.ts';
import { onePaneInput } from './pane-read.ts';

export const paneWhy = command({
  name: 'pane-why',
  family: 'Panes',
  summary: 'Why a pane is in its state, with the evidence',
  details:
    'A verdict in one sentence, what it rests upon, what the pane waits for, the last look at its readiness, its last exec, the rules that watch it, and the end of its output.',
  positionals: ['session', 'pane'],
  input: onePaneInput,
  effect: 'read',
  errors: ['session_not_found', 'pane_not_found', 'label_ambiguous'],
  examples: ['panectl pane-why shop web'],
  run: (context, input) => context.panes.why(input),
});
