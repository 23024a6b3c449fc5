import type { ToolAnnotations } from '@modelcontextprotocol/server';
import type { Command, Effect } from '../commands/definition.ts';
import { COMMANDS } from '../commands/registry.ts';
import { CORE } from './core.ts';
import { type InputSchema, inputSchemaOf } from './input.ts';
import { LEFT_OUT } from './left-out.ts';
import { toolName, wordedForTools } from './wording.ts';

/** A command as MCP shows it. */
export interface Tool {
  readonly name: string;
  readonly command: Command;
  readonly description: string;
  readonly schema: InputSchema;
  readonly annotations: ToolAnnotations;
}

export interface Offer {
  /** The most that a tool may do. It is about panectl's own commands: a command line may do anything. */
  readonly tier: Effect;
  readonly core: boolean;
}

export const offeredTools = ({ tier, core }: Offer): readonly Tool[] =>
  COMMANDS.filter(({ name }) => !LEFT_OUT.has(name))
    .filter(({ effect }) => TIERS.indexOf(effect) <= TIERS.indexOf(tier))
    .filter(({ name }) => !core || CORE.includes(name))
    .map((command) => toolOf(command, tier));

const TIERS: readonly Effect[] = ['read', 'write', 'destructive'];

const toolOf = (command: Command, tier: Effect): Tool => ({
  name: toolName(command.name),
  command,
  description: descriptionOf(command),
  // What a person made may only be touched where anything may be done.
  schema: inputSchemaOf(command, tier === 'destructive'),
  annotations: {
    readOnlyHint: command.effect === 'read',
    destructiveHint: command.effect === 'destructive',
    // The registry does not know which writes may be repeated, so none is said to be.
    idempotentHint: command.effect === 'read',
    openWorldHint: false,
  },
});

const descriptionOf = ({ summary, details }: Command): string =>
  wordedForTools(details === '' ? `${summary}.` : `${summary}. ${details}`);
