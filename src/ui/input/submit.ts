import { labelProblem, sessionNameProblem } from '../../domain/names.ts';
import type { Call, Prompt, Target, UiState } from '../desk/ui-state.ts';
import { type Outcome, only, toCall } from './outcome.ts';
import { promptOf } from './prompt-of.ts';
import { addressOf } from './targets.ts';

/** What Enter in a prompt leads to: a call, the next prompt of the same action, or what is wrong with the text. */
export const submitted = (ui: UiState, prompt: Prompt): Outcome => {
  const problem = problemOf(prompt);
  if (problem !== null) return only({ ...ui, overlay: { ...prompt, problem } });
  if (isLabelOfNew(prompt.purpose) && prompt.target !== null) {
    const advice = 'a command of its own; empty: your shell';
    const purpose = prompt.purpose === 'new-label' ? 'new-command' : 'window-command';
    const next = promptOf(purpose, `${prompt.title}: ${prompt.text}`, advice, prompt.target);
    return only({ ...ui, overlay: { ...next, earlier: prompt.text } });
  }
  const call = prompt.target === null ? sessionCall(prompt) : callOf(prompt, prompt.target);
  const also = (prompt.also ?? []).flatMap((target, at) => callOf(numbered(prompt, at + 2), target) ?? []);
  return { ui: { ...ui, overlay: { kind: 'none' } }, effects: call === null ? [] : [toCall(call, also)] };
};

const isLabelOfNew = (purpose: Prompt['purpose']): boolean =>
  purpose === 'new-label' || purpose === 'window-label';

/** A label belongs to one pane: the others get a number, as replicas do. */
const numbered = (prompt: Prompt, count: number): Prompt =>
  prompt.purpose === 'label' ? { ...prompt, text: `${prompt.text}-${count}` } : prompt;

const problemOf = ({ purpose, text }: Prompt): string | null => {
  if (purpose === 'label' || isLabelOfNew(purpose)) return labelProblem(text);
  if (purpose === 'new-session') return sessionNameProblem(text);
  if (purpose === 'keys' && text.trim() === '') return 'type at least one key';
  if (purpose === 'exec' && text.trim() === '') return 'type a command';
  return null;
};

const sessionCall = ({ text }: Prompt): Call => ({
  command: 'session-create',
  input: { session: text },
  done: `made session ${text}`,
  tmuxPane: null,
});

const callOf = (prompt: Prompt, target: Target): Call | null => {
  const { text } = prompt;
  const address = addressOf(target);
  const base = { tmuxPane: target.tmuxPane };
  switch (prompt.purpose) {
    case 'label':
      return {
        ...base,
        command: 'pane-label',
        input: { ...address, label: text },
        done: `${target.name} is now ${text}`,
      };
    case 'line':
      return {
        ...base,
        command: 'pane-send-keys',
        input: { ...address, keys: text === '' ? [] : [text], literal: true, enter: true },
        done: `sent to ${target.name}`,
      };
    case 'keys':
      return {
        ...base,
        command: 'pane-send-keys',
        input: { ...address, keys: text.trim().split(/\s+/) },
        done: `sent ${text.trim()} to ${target.name}`,
      };
    case 'exec':
      return {
        ...base,
        command: 'pane-exec',
        input: { ...address, command: text },
        done: `runs in ${target.name}`,
      };
    case 'new-command':
    case 'window-command':
      return newPaneCall(prompt, target);
    default:
      return null;
  }
};

const newPaneCall = ({ earlier, text, purpose }: Prompt, target: Target): Call => ({
  command: 'pane-create',
  input: {
    session: target.sessionId,
    label: earlier,
    ...(purpose === 'window-command' ? { window: 'new' } : {}),
    ...(text.trim() === '' ? {} : { command: text }),
  },
  done: `made pane ${earlier ?? ''} in ${target.name}`,
  tmuxPane: null,
});
