import type { Command } from '../../src/commands/definition.ts';
import { usageLine } from '../../src/commands/words/usage.ts';

/** skills/panectl/commands.md: of these commands what a call looks like and what it does. */
export const skillPage = (commands: readonly Command[], core: readonly string[]): string =>
  [
    '# The commands that an agent needs most',
    '',
    'Made from the registry by `npm run docs`; do not edit. As an MCP tool each has `_` for `-`.',
    '',
    ...commands.filter(({ name }) => core.includes(name)).flatMap(section),
  ].join('\n');

const section = (command: Command): readonly string[] => [
  `## ${command.name}`,
  '',
  `${command.summary}. ${command.details}`.trim(),
  '',
  '```sh',
  usageLine(command),
  ...command.examples.map((example) => `# ${example}`),
  '```',
  '',
];
