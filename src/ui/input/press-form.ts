import type { UiState } from '../desk/ui-state.ts';
import { type FieldId, type Form, fieldsOf, isTextField, OPTIONS, type TextField } from '../form/form.ts';
import { problemOfForm, ruleCallOf } from '../form/rule-call.ts';
import { type EditedText, editKey, insertText } from './edit-text.ts';
import type { Pressed } from './key-name.ts';
import type { ActionId } from './keymap.ts';
import { type Outcome, only } from './outcome.ts';

/** Keys while a new trigger is filled in. */
export const pressForm = (ui: UiState, form: Form, action: ActionId | null, key: Pressed): Outcome => {
  if (form.isLeaving) return only(key.name === 'y' ? closed(ui) : shown(ui, { ...form, isLeaving: false }));
  if (action === 'back') return only(form.isTouched ? shown(ui, { ...form, isLeaving: true }) : closed(ui));
  if (form.isSending) return only(ui);
  if (action === 'accept') return accepted(ui, form);
  if (action === 'down' || action === 'up') return only(shown(ui, atField(form, action === 'down' ? 1 : -1)));
  return only(isTextField(form.at) ? typedInto(ui, form, form.at, key) : chosenIn(ui, form, key));
};

/** Pasted text goes into the field, where it takes text. */
export const pastedInForm = (ui: UiState, form: Form, text: string): UiState =>
  isTextField(form.at) && !form.isSending && !form.isLeaving
    ? shown(ui, withText(form, form.at, insertText(form.texts[form.at], text)))
    : ui;

const closed = (ui: UiState): UiState => ({ ...ui, overlay: { kind: 'none' } });
const shown = (ui: UiState, form: Form): UiState => ({ ...ui, overlay: form });

/** On the last field it makes the trigger, before that it goes on. */
const accepted = (ui: UiState, form: Form): Outcome => {
  if (form.at !== fieldsOf(form).at(-1)) return only(shown(ui, atField(form, 1)));
  const problem = problemOfForm(form);
  if (problem !== null) return only(shown(ui, { ...form, problem, at: problem.field }));
  return {
    ui: shown(ui, { ...form, isSending: true, problem: null }),
    effects: [{ kind: 'call', call: ruleCallOf(form) }],
  };
};

const atField = (form: Form, step: 1 | -1): Form => {
  const fields = fieldsOf(form);
  const next = fields.indexOf(form.at) + step;
  return { ...form, at: fields[Math.max(0, Math.min(fields.length - 1, next))] ?? 'event' };
};

const typedInto = (ui: UiState, form: Form, field: TextField, key: Pressed): UiState => {
  const before = form.texts[field];
  const edited = editKey(before, key.name) ?? (key.text === null ? null : insertText(before, key.text));
  return edited === null ? ui : shown(ui, withText(form, field, edited));
};

const withText = (form: Form, field: TextField, edited: EditedText): Form => ({
  ...without(form, field),
  texts: { ...form.texts, [field]: edited },
});

const chosenIn = (ui: UiState, form: Form, { name }: Pressed): UiState => {
  const step = STEPS.get(name);
  if (step === undefined || isTextField(form.at)) return ui;
  const { length } = OPTIONS[form.at];
  const next = (form.choices[form.at] + step + length) % length;
  return shown(ui, { ...without(form, form.at), choices: { ...form.choices, [form.at]: next } });
};

const STEPS: ReadonlyMap<string, number> = new Map([
  ['Right', 1],
  ['Space', 1],
  ['Left', -1],
]);

/** What was wrong with a field is another matter once it has changed; another kind makes all conditions others. */
const without = (form: Form, field: FieldId): Form => ({
  ...form,
  isTouched: true,
  problem: form.problem?.field === field || field === 'event' ? null : form.problem,
});
