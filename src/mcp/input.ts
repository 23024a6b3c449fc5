import * as z from 'zod';
import type { Command } from '../commands/definition.ts';
import { failure } from '../domain/failure.ts';
import { nearest } from '../domain/nearest.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { LEFT_OUT_ARGUMENTS } from './left-out.ts';
import { toolName, wordedForTools } from './wording.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** A JSON schema of an object, as `tools/list` gives it. */
export interface InputSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Property>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

interface Property extends Readonly<Record<string, unknown>> {
  readonly type?: unknown;
  readonly description?: string;
}

/** What goes into a command, before its own schema reads durations and sizes out of it. */
export const inputSchemaOf = (command: Command, withForce: boolean): InputSchema => {
  const schema = z.toJSONSchema(command.input, { io: 'input', unrepresentable: 'any' });
  const properties = Object.entries(schema.properties ?? {})
    .filter(([key]) => !LEFT_OUT_ARGUMENTS.has(`${command.name} ${key}`) && (withForce || key !== 'force'))
    .map(([key, property]) => [key, worded(typeof property === 'boolean' ? {} : { ...property })] as const);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: schema.required ?? [],
    additionalProperties: false,
  };
};

const worded = (property: Property): Property =>
  property.description === undefined
    ? property
    : { ...property, description: wordedForTools(property.description) };

/**
 * The arguments of a call as the daemon takes them; whether they are right is for the command's own schema there. A
 * misspelt one must not be passed over in silence, and `pane_id`, a number in every answer, may come back as one.
 */
export const readArguments = (command: Command, schema: InputSchema, given: Arguments): Result<Arguments> => {
  const known = Object.keys(schema.properties);
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) return failed(unknownArgument(command, unknown, known));
  return success(
    Object.fromEntries(
      Object.entries(given).map(([key, value]) => [
        key,
        typeof value === 'number' && schema.properties[key]?.type === 'string' ? String(value) : value,
      ]),
    ),
  );
};

const unknownArgument = (command: Command, unknown: string, known: readonly string[]) => {
  const near = nearest(unknown, known);
  const reason =
    LEFT_OUT_ARGUMENTS.get(`${command.name} ${unknown}`) ??
    (unknown in command.input.shape ? 'it is there with --tier destructive alone' : null);
  return failure(
    'usage',
    `${toolName(command.name)} has no argument ${unknown.slice(0, LONGEST_SHOWN)}${reason === null ? '' : `: ${reason}`}`,
    near.length === 0 ? `it takes ${known.join(', ') || 'none'}` : `did you mean ${near.join(', ')}?`,
  );
};

const LONGEST_SHOWN = 80;
