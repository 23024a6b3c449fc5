import { parseDuration } from '../../domain/duration.ts';
import type { Failure } from '../../domain/failure.ts';
import { isRuleId } from '../../domain/ids.ts';
import { labelProblem } from '../../domain/names.ts';
import type { Call } from '../desk/ui-state.ts';
import { eventOf, type FieldId, type Form, type FormEvent, type FormProblem } from './form.ts';

/** What is wrong with a form before anybody is asked; null where only the daemon can know. */
export const problemOfForm = ({ texts, choices }: Form): FormProblem | null => {
  const event = eventOf({ choices });
  const condition = texts.condition.text.trim();
  if (NEEDED[event] !== null && condition === '') return about('condition', NEEDED[event]);
  if ((event === 'timeout' || event === 'silence') && parseDuration(condition) === null)
    return about('condition', DURATION);
  if (event === 'metric' && isNoDuration(texts.held.text)) return about('held', DURATION);
  if (texts.action.text.trim() === '') return about('action', 'say what is to be done');
  const name = texts.name.text.trim();
  const misnamed =
    name === '' ? null : (labelProblem(name) ?? (isRuleId(name) ? 'a name like r7 is an id' : null));
  if (misnamed !== null) return about('name', misnamed);
  return isNoDuration(texts.cooldown.text) ? about('cooldown', DURATION) : null;
};

const NEEDED: Readonly<Record<FormEvent, string | null>> = {
  pattern: 'type a pattern',
  exit: null,
  timeout: 'say how long, like 10m',
  metric: 'say when, like cpu > 80',
  silence: 'say how long, like 5m',
  bell: null,
};

const DURATION = 'a duration is like 250ms, 10s, 5m or 1h';

const isNoDuration = (text: string): boolean => text.trim() !== '' && parseDuration(text.trim()) === null;

const about = (field: FieldId, message: string): FormProblem => ({ field, message, offset: null });

/** The command that makes the trigger: what an agent would call. */
export const ruleCallOf = (form: Form): Call => {
  const { target, texts, choices } = form;
  const event = eventOf(form);
  const name = texts.name.text.trim();
  const cooldown = texts.cooldown.text.trim();
  return {
    command: `on-${event}`,
    input: {
      session: target.sessionId,
      pane: target.tmuxPane,
      action: texts.action.text,
      ...conditionInput(event, form),
      ...(name === '' ? {} : { name }),
      ...(choices.fire === 1 ? { fire: 'once' } : {}),
      ...(cooldown === '' ? {} : { cooldown }),
      confirm: choices.confirm === 1,
      dry_run: choices.dry_run === 1,
    },
    done: `made trigger ${name === '' ? '' : `${name} `}for ${target.name}`,
    tmuxPane: target.tmuxPane,
  };
};

const conditionInput = (event: FormEvent, { texts }: Form): Readonly<Record<string, string>> => {
  const { text } = texts.condition;
  const held = texts.held.text.trim();
  switch (event) {
    case 'pattern':
      return { pattern: text };
    case 'metric':
      return { expression: text.trim(), ...(held === '' ? {} : { for: held }) };
    case 'exit':
      return text.trim() === '' ? {} : { if: text.trim() };
    case 'timeout':
    case 'silence':
      return { duration: text.trim() };
    case 'bell':
      return {};
  }
};

/** Where in the form a refusal of the daemon belongs. */
export const problemOfFailure = ({ code, message, hint, data }: Failure): FormProblem => {
  const field = code === 'rule_exists' ? 'name' : (FIELD_OF_PART.get(data.part) ?? 'action');
  const advice = hint === null || code === 'rule_exists' ? '' : ` (${hint})`;
  const { column } = data;
  return { field, message: `${message}${advice}`, offset: typeof column === 'number' ? column - 1 : null };
};

const FIELD_OF_PART: ReadonlyMap<unknown, FieldId> = new Map([
  ['match', 'condition'],
  ['metric', 'condition'],
  ['if', 'condition'],
  ['then', 'action'],
]);
