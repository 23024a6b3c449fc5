import { quoteWord } from '../../domain/shell-quote.ts';
import type { Place } from '../caret.ts';
import type { RuleValues, ValueName } from '../names.ts';

/** One word of an action: text as it was written, and values that are filled in when the rule fires. */
export type Template = readonly TemplatePart[];

export type TemplatePart = { readonly kind: 'text'; readonly text: string } | TemplateValue;

export interface TemplateValue {
  readonly kind: 'value';
  readonly name: ValueName | 'created' | 'match';
  /** Number or name of a group; null for all but `match`. */
  readonly group: string | null;
  /** Of its `{{` in the action, for whoever has to refuse it. */
  readonly place: Place;
}

export interface TemplateValues extends RuleValues {
  /** `%N` of the pane that was made last in this action; not there before one was made. */
  readonly created?: string | null;
}

/** Each value stands for itself, whatever it holds; what is not known is empty. */
export const fillText = (template: Template, values: TemplateValues): string =>
  template.map((part) => (part.kind === 'text' ? part.text : textOf(part, values))).join('');

/**
 * Shell text with each value quoted, so that sh, bash, zsh and fish read it as it is, in one word. Only for a template
 * that `checkShellText` has passed. NUL can stand in no shell's text and is left out.
 */
export const fillShell = (template: Template, values: TemplateValues): string => {
  let text = '';
  for (const part of template) {
    const next = part.kind === 'text' ? part.text : quoteWord(textOf(part, values));
    // To zsh with RC_QUOTES '' within quotes is a quote: "" between two quoted pieces is nothing to any shell.
    text += text.endsWith("'") && next.startsWith("'") ? `""${next}` : next;
  }
  return text;
};

const textOf = ({ name, group }: TemplateValue, values: TemplateValues): string => {
  if (name !== 'match') return shown(values[name] ?? null);
  return group !== null && Object.hasOwn(values.match, group) ? (values.match[group] ?? '') : '';
};

/** Numbers as a person writes them: two decimals at most, never an exponent. */
const shown = (value: string | number | null): string => {
  if (typeof value !== 'number') return value ?? '';
  return Number.isFinite(value) ? String(Number(value.toFixed(2))) : '';
};
