import type { Command } from '../commands/definition.ts';
import { COMMANDS, findCommand } from '../commands/registry.ts';
import { type Field, fieldsOf } from '../commands/words/fields.ts';
import { nameOf, usageLine } from '../commands/words/usage.ts';
import { EXIT_STATUS_OF_CODE, failure } from '../domain/failure.ts';
import { nearest } from '../domain/nearest.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { AGENT_HELP } from './agent-help.ts';

/** The text of `panectl help [topic]`: all commands, one command, or the page for agents. */
export const helpText = (topic: string | null): Result<string> => {
  if (topic === null || UNREGISTERED.has(topic)) return success(overview());
  if (topic === 'agent') return success(AGENT_HELP);
  const command = findCommand(topic);
  if (command !== undefined) return success(commandHelp(command));
  const near = nearest(
    topic,
    COMMANDS.map(({ name }) => name),
  );
  return failed(
    failure(
      'usage',
      `there is no command ${topic}`,
      near.length === 0 ? 'panectl help lists them' : `did you mean ${near.join(', ')}?`,
    ),
  );
};

/** What runs in the caller's own process and has no entry in the registry. */
const UNREGISTERED = new Set(['help', 'version']);

const INTRODUCTION = `panectl - a control panel for tmux

usage: panectl [-L socket-name | -S socket-path] [--json | --text] [--as NAME] <command> [arguments] [options]

<session> is a name, $N, or . for yours; <pane> is a number, a label, %N, or . for yours.
Durations are 250ms 10s 5m 1h. Without a terminal, or with --json, each answer is one JSON envelope.`;

const overview = (): string => {
  const families = [...new Set(COMMANDS.map(({ family }) => family))];
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const sections = families.map((family) => {
    const lines = COMMANDS.filter((command) => command.family === family).map(
      ({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`,
    );
    return [family, ...lines].join('\n');
  });
  const others = [
    'Help',
    `  ${'help [command]'.padEnd(width)}  This text, or all about one command`,
    `  ${'help agent'.padEnd(width)}  One page for agents`,
    `  ${'version'.padEnd(width)}  What runs here`,
  ];
  return `${[INTRODUCTION, ...sections, others.join('\n')].join('\n\n')}\n`;
};

export const commandHelp = (command: Command): string => {
  const fields = fieldsOf(command);
  const positional = new Set([...command.positionals, command.rest, command.afterDashes]);
  const parts = [
    `${command.name} - ${command.summary}`,
    `usage: ${usageLine(command)}`,
    command.details,
    ...(command.aliases.length === 0 ? [] : [`also called: ${command.aliases.join(', ')}`]),
    section(
      'arguments',
      fields.filter(({ key }) => positional.has(key)).map((field) => [nameOf(field.key), description(field)]),
    ),
    section(
      'options',
      fields.filter(({ key }) => !positional.has(key)).map((field) => [field.option, description(field)]),
    ),
    section(
      'errors',
      command.errors.map((code) => [code, `exit ${EXIT_STATUS_OF_CODE[code]}`]),
    ),
    command.examples.length === 0
      ? ''
      : ['examples', ...command.examples.map((example) => `  ${example}`)].join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
};

const description = ({ description: text, choices }: Field): string =>
  choices.length === 0 || text.startsWith('one of')
    ? text
    : [text, `(${choices.join(', ')})`].filter(Boolean).join(' ');

const section = (title: string, rows: readonly (readonly string[])[]): string => {
  if (rows.length === 0) return '';
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return [title, ...rows.map(([name = '', text = '']) => `  ${name.padEnd(width)}  ${text}`.trimEnd())].join(
    '\n',
  );
};
