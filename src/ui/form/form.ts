import type { Target } from '../desk/ui-state.ts';
import type { EditedText } from '../input/edit-text.ts';

/** What a trigger that is made in the panel may wait for. */
export const FORM_EVENTS = ['pattern', 'exit', 'timeout', 'metric', 'silence', 'bell'] as const;
export type FormEvent = (typeof FORM_EVENTS)[number];

export const TEXT_FIELDS = ['condition', 'held', 'action', 'name', 'cooldown'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export const CHOICE_FIELDS = ['event', 'fire', 'confirm', 'dry_run'] as const;
export type ChoiceField = (typeof CHOICE_FIELDS)[number];
export type FieldId = TextField | ChoiceField;

/** A new trigger as far as it has been filled in. */
export interface Form {
  readonly kind: 'form';
  /** The pane that it is for. */
  readonly target: Target;
  readonly at: FieldId;
  readonly texts: Readonly<Record<TextField, EditedText>>;
  readonly choices: Readonly<Record<ChoiceField, number>>;
  readonly isTouched: boolean;
  /** Asks whether what was typed may be lost. */
  readonly isLeaving: boolean;
  /** Waits for the daemon's answer. */
  readonly isSending: boolean;
  readonly problem: FormProblem | null;
  readonly test: DraftTest | null;
}

export interface FormProblem {
  readonly field: FieldId;
  readonly message: string;
  /** Where in the text of the field, in UTF-16 units; null where it is about all of it. */
  readonly offset: number | null;
}

/** What the daemon said of a pattern: its matches among the last lines, or what is wrong with it. */
export interface DraftTest {
  readonly pattern: string;
  readonly lines: number;
  readonly matches: number;
  readonly last: string | null;
  readonly problem: FormProblem | null;
}

export const OPTIONS: Readonly<Record<ChoiceField, readonly string[]>> = {
  event: FORM_EVENTS,
  fire: ['always', 'once'],
  confirm: ['no', 'yes'],
  dry_run: ['no', 'yes'],
};

const EMPTY: EditedText = { text: '', caret: 0 };

export const newForm = (target: Target): Form => ({
  kind: 'form',
  target,
  at: 'event',
  texts: { condition: EMPTY, held: EMPTY, action: EMPTY, name: EMPTY, cooldown: EMPTY },
  choices: { event: 0, fire: 0, confirm: 0, dry_run: 0 },
  isTouched: false,
  isLeaving: false,
  isSending: false,
  problem: null,
  test: null,
});

export const eventOf = ({ choices }: Pick<Form, 'choices'>): FormEvent =>
  FORM_EVENTS[choices.event] ?? 'pattern';

/** In their order; what means nothing for this kind is left out. */
export const fieldsOf = (form: Pick<Form, 'choices'>): readonly FieldId[] => {
  const event = eventOf(form);
  return [
    'event',
    ...(event === 'bell' ? [] : (['condition'] as const)),
    ...(event === 'metric' ? (['held'] as const) : []),
    'action',
    'name',
    'fire',
    'cooldown',
    'confirm',
    'dry_run',
  ];
};

export const isTextField = (field: FieldId): field is TextField => TEXT_FIELDS.some((each) => each === field);
