import type * as z from 'zod';
import type { paneLabelInput, paneMetadataGetInput, paneMetadataSetInput } from '../../commands/pane-mark.ts';
import type { Pane } from '../../domain/pane.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { answerPane, locatePane, targetOf } from './locate.ts';
import { logPane } from './log.ts';
import { bearersOf, labelExists } from './pane-label.ts';

/** A label is a mark, not typing: a person's pane may get one without force. */
export const labelPane = (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneLabelInput>,
): Promise<Result<Pane>> =>
  house.change(async () => {
    const target = await locatePane(house, scope, input);
    if (!target.ok) return target;
    const { session, pane } = target.value;
    const { tmuxPane } = pane;
    const others = bearersOf(house, session, input.label).filter((bearer) => bearer.tmuxPane !== tmuxPane);
    if (others.length > 0) return failed(labelExists(session, input.label, others));
    const done = await house.tmux.command('set-option', '-p', '-t', tmuxPane, '@label', input.label);
    if (!done.ok) return done;
    house.store.apply([{ kind: 'pane.changed', tmuxPane, patch: { label: input.label } }]);
    const after = targetOf(house, session.sessionId, tmuxPane);
    if (after.ok) logPane(house, scope, 'pane.labelled', after.value, { former: pane.label });
    return answerPane(house, session.sessionId, tmuxPane);
  });

/** JSON where it is JSON, else the text itself. */
export const setMetadata = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneMetadataSetInput>,
): Promise<Result<{ key: string; value: unknown }>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { tmuxPane, metadata } = target.value.pane;
  const value = parsedOrText(input.value);
  const next = { ...metadata, [input.key]: value };
  house.store.apply([{ kind: 'pane.changed', tmuxPane, patch: { metadata: next } }]);
  logPane(house, scope, 'pane.metadata_set', target.value, { key: input.key, value });
  return success({ key: input.key, value });
};

const parsedOrText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export const getMetadata = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneMetadataGetInput>,
): Promise<Result<{ key: string; value: unknown } | { metadata: Readonly<Record<string, unknown>> }>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { metadata } = target.value.pane;
  const { key } = input;
  if (key === undefined) return success({ metadata });
  return success({ key, value: Object.hasOwn(metadata, key) ? metadata[key] : null });
};
