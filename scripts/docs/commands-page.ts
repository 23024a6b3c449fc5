import * as z from 'zod';
import type { Command } from '../../src/commands/definition.ts';
import { EXIT_STATUS_OF_CODE } from '../../src/domain/failure.ts';

/** docs/commands.md, made from the registry alone. */
export const commandsPage = (commands: readonly Command[]): string => {
  const families = [...new Set(commands.map(({ family }) => family))];
  return [
    '# Commands',
    '',
    'Made from the registry by `npm run docs`; do not edit. `panectl help <command>` says the same.',
    '',
    '`panectl [-L socket-name | -S socket-path] [--json | --text] [--as NAME] <command> [args] [options]`',
    '',
    ...families.flatMap((family) =>
      familySection(
        family,
        commands.filter((each) => each.family === family),
      ),
    ),
    ...exitStatusSection(),
  ].join('\n');
};

const familySection = (family: string, commands: readonly Command[]): readonly string[] => [
  `## ${family}`,
  '',
  ...commands.flatMap(commandSection),
];

const commandSection = (command: Command): readonly string[] => {
  const properties = propertiesOf(command);
  const options = properties.filter(({ name }) => !isPositional(command, name));
  return [
    `### ${command.name}`,
    '',
    `${command.summary}. ${command.details}`.trim(),
    '',
    '```',
    usageOf(command, properties),
    '```',
    '',
    ...examplesOf(command),
    ...(command.aliases.length === 0 ? [] : [`Also: ${command.aliases.map(code).join(', ')}.`, '']),
    ...optionTable(options),
    `Effect: ${command.effect}.${errorsOf(command)}`,
    '',
  ];
};

const examplesOf = ({ examples }: Command): readonly string[] =>
  examples.length === 0 ? [] : ['For example:', '', '```sh', ...examples, '```', ''];

interface Property {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly required: boolean;
}

const propertiesOf = ({ input }: Command): readonly Property[] => {
  const required = new Set(stringsOf(jsonSchemaOf(input).required));
  return Object.entries(recordOf(jsonSchemaOf(input).properties)).map(([name, schema]) => ({
    name,
    description: textOf(recordOf(schema).description, ''),
    type: textOf(recordOf(schema).type, 'string'),
    required: required.has(name),
  }));
};

// What is transformed after parsing (durations, sizes) is written as the caller types it.
const jsonSchemaOf = (input: z.ZodObject): Record<string, unknown> =>
  recordOf(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }));

const isPositional = ({ positionals, rest, afterDashes }: Command, name: string): boolean =>
  positionals.includes(name) || rest === name || afterDashes === name;

const usageOf = (command: Command, properties: readonly Property[]): string => {
  const words = command.positionals.map((name) => {
    const given = properties.find((each) => each.name === name);
    return given?.required === true ? `<${name}>` : `[${name}]`;
  });
  const rest = command.rest === null ? [] : [`<${command.rest}>…`];
  const dashes = command.afterDashes === null ? [] : [`| -- ${command.afterDashes}…`];
  const options = properties.some(({ name }) => !isPositional(command, name)) ? ['[options]'] : [];
  return ['panectl', command.name, ...words, ...rest, ...dashes, ...options].join(' ');
};

const optionTable = (options: readonly Property[]): readonly string[] =>
  options.length === 0
    ? []
    : [
        '| option | |',
        '|---|---|',
        ...options.map((each) => `| ${code(optionOf(each))} | ${cell(each.description)} |`),
        '',
      ];

const optionOf = ({ name, type }: Property): string => {
  const dashed = name.length === 1 ? `-${name}` : `--${name.replaceAll('_', '-')}`;
  return type === 'boolean' ? dashed : `${dashed} <${name}>${type === 'array' ? '…' : ''}`;
};

const errorsOf = ({ errors }: Command): string =>
  errors.length === 0 ? '' : ` Errors: ${errors.map((each) => code(each)).join(', ')}.`;

const exitStatusSection = (): readonly string[] => {
  const codes = Object.entries(EXIT_STATUS_OF_CODE);
  const statuses = [...new Set(codes.map(([, status]) => status))];
  const row = (status: number) =>
    `| ${status} | ${codes
      .filter(([, each]) => each === status)
      .map(([name]) => code(name))
      .join(', ')} |`;
  return [
    '## Exit status',
    '',
    '| status | means |',
    '|---|---|',
    '| 0 | done; yes; the command succeeded |',
    '| 1 | no; the command failed |',
    ...statuses.map(row),
    '| 124 | time ran out |',
    '',
  ];
};

const code = (text: string): string => `\`${text}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|');

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

const stringsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
