import type { Result } from '../../domain/result.ts';
import { formatLiteral } from '../../tmux/format-literal.ts';
import { ASK_WINDOW_SIZE, TO_LARGEST, TO_MANUAL } from '../../tmux/window-size.ts';
import type { House } from '../house.ts';
import { geometryCommand } from './geometry.ts';
import { isNamed, LAYOUT_OPTION } from './layouts.ts';
import type { Place } from './pane-place.ts';
import {
  finish,
  type MadePane,
  makingWords,
  markWords,
  type PaneSpec,
  type Results,
  type Words,
} from './pane-spec.ts';
import { splitAt } from './pane-split.ts';

/**
 * Makes the pane with everything that belongs to it in one group of commands, so that a command which ends at once
 * has its options already, and nobody sees it without its label. What fails midway is undone.
 */
export const makePane = (house: House, place: Place, spec: PaneSpec): Promise<Result<MadePane>> =>
  place.kind === 'split' ? splitAt(house, place, spec) : openWindow(house, place, spec);

const openWindow = async (
  house: House,
  { sessionId, marked, index, name: wanted }: Extract<Place, { kind: 'window' }>,
  spec: PaneSpec,
): Promise<Result<MadePane>> => {
  // `-a` after the last one: within the group `{end}` is the new window.
  const end = `${sessionId}:${index ?? '{end}'}`;
  const name = marked ? 'panectl' : wanted;
  const commands: Words[] = [
    [
      ...['new-window', '-d', ...(index === undefined ? ['-a'] : [])],
      ...(name === undefined ? [] : ['-n', formatLiteral(name)]),
      ...['-t', end, ...makingWords(spec)],
    ],
    ...(marked ? [['set-option', '-w', '-t', end, '@panectl', 'panes']] : []),
    ...(spec.layout !== null && isNamed(spec.layout)
      ? [['set-option', '-w', '-t', end, LAYOUT_OPTION, spec.layout]]
      : []),
    ...markWords(end, spec),
    geometryCommand(end),
  ];
  return finish(house, await sendMakingWindow(house, commands), { sessionId, marked });
};

/** See src/tmux/window-size.ts: with the global option `manual` a new window would end tmux 3.3a. */
export const sendMakingWindow = async (house: House, commands: readonly Words[]): Promise<Results> => {
  const asked = await house.tmux.command(...ASK_WINDOW_SIZE);
  if (!asked.ok || asked.value[0] !== 'manual') return house.tmux.sequence(commands);
  const [results] = await Promise.all([
    house.tmux.sequence([TO_LARGEST, ...commands]),
    house.tmux.command(...TO_MANUAL),
  ]);
  return results.slice(1);
};
