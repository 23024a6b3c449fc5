import * as z from 'zod';
import type { TmuxPaneId } from '../domain/ids.ts';
import type { Pane } from '../domain/pane.ts';
import { MOST_REPLICAS, type WantedReplicas } from '../domain/replica.ts';
import { forceOption, newLabel, sessionArgument } from './arguments.ts';
import { command } from './definition.ts';

const replicas = z
  .union([z.string(), z.number()])
  .transform((value, check): WantedReplicas => {
    const [, sign = '', digits = ''] = /^([+-]?)(\d{1,4})$/.exec(String(value)) ?? [];
    const count = Number(digits);
    if (digits === '' || count > MOST_REPLICAS || (sign !== '' && count === 0)) {
      const message = `as many as 3, at most ${MOST_REPLICAS}, or +1 or -1`;
      check.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    return { kind: sign === '' ? 'exactly' : sign === '+' ? 'more' : 'fewer', count };
  })
  .describe('how many are to live: 3, or so many more or fewer: +1, -1');

export const paneScaleInput = z.object({
  session: sessionArgument,
  label: newLabel.describe('the label of the first one; the others are LABEL-2, LABEL-3 …'),
  n: replicas,
  force: forceOption.describe('also beyond what its session file allows, and on what panectl did not make'),
});

/** The replicas that there are now, the first one first; what was made or respawned, and what was removed. */
export interface Scaled {
  readonly label: string;
  /** How many lived before, and how many live now. */
  readonly from: number;
  readonly to: number;
  readonly panes: readonly Pane[];
  readonly added: readonly TmuxPaneId[];
  readonly removed: readonly TmuxPaneId[];
  readonly session_closed: boolean;
}

export const paneScale = command({
  name: 'pane-scale',
  family: 'Panes',
  summary: 'Make so many of a pane run: it and its replicas LABEL-2, LABEL-3 and so on',
  details:
    'New ones have the command, folder, environment and metadata of the first one; dead ones are respawned before that. The highest number goes first, ended as its service says, else asked and after 5 s killed. 0 stops the first one and removes the others. +1 and -1 stay within the scale of its session file, or above 0.',
  positionals: ['session', 'label', 'n'],
  hasSigned: true,
  input: paneScaleInput,
  effect: 'destructive',
  errors: [
    'session_not_found',
    'pane_not_found',
    'label_ambiguous',
    'limit_reached',
    'no_space',
    'refused_foreign',
    'refused_self',
  ],
  examples: ['panectl pane-scale build worker 3', 'panectl pane-scale build worker -1'],
  run: (context, input) => context.panes.scale(input),
});
