import * as z from 'zod';
import { forceOption, newLabel, plainText } from './arguments.ts';
import { command } from './definition.ts';
import { onePaneInput } from './pane-read.ts';

const PANE_ERRORS = ['session_not_found', 'pane_not_found', 'label_ambiguous'] as const;

export const paneLabelInput = onePaneInput.extend({ label: newLabel, force: forceOption });

export const paneLabel = command({
  name: 'pane-label',
  family: 'Panes',
  summary: 'Name a pane',
  positionals: ['session', 'pane', 'label'],
  input: paneLabelInput,
  effect: 'write',
  errors: [...PANE_ERRORS, 'label_exists'],
  examples: ['panectl pane-label build 2 database'],
  run: (context, input) => context.panes.label(input),
});

const metadataKey = z
  .string()
  .regex(
    /^[A-Za-z_][\w.-]{0,63}$/,
    'a metadata key is 1 to 64 letters, digits, _ . or -, and starts with a letter',
  );

export const paneMetadataSetInput = onePaneInput.extend({
  key: metadataKey,
  value: plainText(65_536).describe('JSON, else taken as text'),
});

export const paneMetadataSet = command({
  name: 'pane-metadata-set',
  family: 'Panes',
  summary: 'Remember a value with a pane',
  positionals: ['session', 'pane', 'key', 'value'],
  jsonText: ['value'],
  input: paneMetadataSetInput,
  effect: 'write',
  errors: PANE_ERRORS,
  examples: ['panectl pane-metadata-set build test retries 3'],
  run: (context, input) => context.panes.metadataSet(input),
});

export const paneMetadataGetInput = onePaneInput.extend({ key: metadataKey.optional() });

export const paneMetadataGet = command({
  name: 'pane-metadata-get',
  family: 'Panes',
  summary: 'The values remembered with a pane, or one of them',
  positionals: ['session', 'pane', 'key'],
  input: paneMetadataGetInput,
  effect: 'read',
  errors: PANE_ERRORS,
  run: (context, input) => context.panes.metadataGet(input),
});
