import type { Command } from '../commands/definition.ts';
import { COMMANDS } from '../commands/registry.ts';
import { EXIT_STATUS_OF_CODE } from '../domain/failure.ts';
import { type Field, fieldsOf } from './fields.ts';
import { usageLine } from './usage.ts';

/** `docs/commands.md`, made from the registry. */
export const commandsMarkdown = (): string => {
  const families = [...new Set(COMMANDS.map(({ family }) => family))];
  const sections = families.map(
    (family) =>
      `## ${family}\n\n${COMMANDS.filter((each) => each.family === family)
        .map(commandSection)
        .join('\n\n')}`,
  );
  return `# Commands\n\nMade from the command registry by \`npm run docs\`; change \`src/commands/\` instead.\n\n${sections.join('\n\n')}\n`;
};

const commandSection = (command: Command): string =>
  [
    `### ${command.name}`,
    `${command.summary}.`,
    `\`\`\`\n${usageLine(command)}\n\`\`\``,
    command.details,
    command.aliases.length === 0
      ? ''
      : `Also called: ${command.aliases.map((each) => `\`${each}\``).join(', ')}.`,
    fieldsOf(command)
      .filter(({ description }) => description !== '')
      .map(fieldLine)
      .join('\n'),
    errorsLine(command),
    command.examples.length === 0 ? '' : `\`\`\`sh\n${command.examples.join('\n')}\n\`\`\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');

const fieldLine = ({ key, option, description, required }: Field): string =>
  `- \`${required ? key.replaceAll('_', '-') : option}\`: ${description}`;

const errorsLine = ({ errors }: Command): string =>
  errors.length === 0
    ? ''
    : `Errors: ${errors.map((code) => `\`${code}\` (${EXIT_STATUS_OF_CODE[code]})`).join(', ')}.`;
