import { labelProblem, sessionNameProblem } from '../../domain/names.ts';
import type { Call, Prompt, Target, UiState } from '../desk/ui-state.ts';
import { promptOf } from './begin.ts';
import { type Outcome, only } from './outcome.ts';
import { addressOf } from './targets.ts';

/** What Enter in a prompt leads to: a call, the next prompt of the same action, or what is wrong with the text. */
export const submitted = (ui: UiState, prompt: Prompt): Outcome => {
  const problem = problemOf(prompt);
  if (problem !== null) return only({ ...ui, overlay: { ...prompt, problem } });
  if (prompt.purpose === 'new-label' && prompt.target !== null) {
    const advice = 'a command of its own; empty: your shell';
    const next = promptOf('new-command', `${prompt.title}: ${prompt.text}`, advice, prompt.target);
    return only({ ...ui, overlay: { ...next, earlier: prompt.text } });
  }
  const call = prompt.target === null ? sessionCall(prompt) : callOf(prompt, prompt.target);
  return { ui: { ...ui, overlay: { kind: 'none' } }, effects: call === null ? [] : [{ kind: 'call', call }] };
};

const problemOf = ({ purpose, text }: Prompt): string | null => {
  if (purpose === 'label' || purpose === 'new-label') return labelProblem(text);
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
      return newPaneCall(prompt, target);
    default:
      return null;
  }
};

const newPaneCall = ({ earlier, text }: Prompt, target: Target): Call => ({
  command: 'pane-create',
  input: { session: target.sessionId, label: earlier, ...(text.trim() === '' ? {} : { command: text }) },
  done: `made pane ${earlier ?? ''} in ${target.name}`,
  tmuxPane: null,
});
