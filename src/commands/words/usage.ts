import type { Command } from '../definition.ts';
import { type Field, fieldsOf, positionalsOf } from './fields.ts';

/** `panectl pane-create <session> <label> [--command <command>] [--if-missing]` */
export const usageLine = (command: Command): string => {
  const fields = new Map(fieldsOf(command).map((field) => [field.key, field]));
  const positional = new Set([...positionalsOf(command), command.afterDashes]);
  const words = command.positionals.map((key) => wordOf(fields.get(key), key));
  if (command.rest !== null) words.push(`[${nameOf(command.rest)}…]`);
  if (command.afterDashes !== null) words.push(`[-- ${nameOf(command.afterDashes)}…]`);
  const options = [...fields.values()].filter(({ key }) => !positional.has(key)).map(optionWord);
  return ['panectl', command.name, ...words, ...options].join(' ');
};

export const nameOf = (key: string): string => key.replaceAll('_', '-');

const wordOf = (field: Field | undefined, key: string): string =>
  field?.required === true ? `<${nameOf(key)}>` : `[${nameOf(key)}]`;

const optionWord = ({ option, kind, key, choices, required }: Field): string => {
  const value = choices.length > 0 && choices.length < 4 ? choices.join('|') : `<${nameOf(key)}>`;
  const word = kind === 'flag' ? option : `${option} ${value}`;
  return required ? word : `[${word}]${kind === 'list' ? '…' : ''}`;
};
