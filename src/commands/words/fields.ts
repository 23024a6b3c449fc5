import * as z from 'zod';
import type { Command } from '../definition.ts';

/** One key of a command's input, as the command line and help see it. */
export interface Field {
  readonly key: string;
  /** `--if-missing`, `-n`. */
  readonly option: string;
  readonly kind: 'flag' | 'value' | 'list';
  readonly required: boolean;
  readonly description: string;
  readonly choices: readonly string[];
}

/** From the command's own schema, by way of its JSON schema, which says of transforms what goes in. */
export const fieldsOf = (command: Command): readonly Field[] => {
  const known = cache.get(command);
  if (known !== undefined) return known;
  const schema = z.toJSONSchema(command.input, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([key, property]) =>
    fieldOf(key, required.has(key), typeof property === 'boolean' ? {} : property),
  );
  cache.set(command, fields);
  return fields;
};

export const positionalsOf = (command: Command): readonly string[] =>
  command.rest === null ? command.positionals : [...command.positionals, command.rest];

const cache = new WeakMap<Command, readonly Field[]>();

interface Property {
  readonly type?: unknown;
  readonly description?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
}

const fieldOf = (key: string, required: boolean, property: Property): Field => ({
  key,
  option: key.length === 1 ? `-${key}` : `--${key.replaceAll('_', '-')}`,
  kind: property.type === 'boolean' ? 'flag' : property.type === 'array' ? 'list' : 'value',
  required,
  description: property.description ?? '',
  choices: (property.enum ?? []).map(String),
});
