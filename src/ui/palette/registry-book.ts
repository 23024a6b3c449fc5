import type { Command } from '../../commands/definition.ts';
import { COMMANDS } from '../../commands/registry.ts';
import { dataText } from '../../commands/text/text.ts';
import { type Field, fieldsOf, positionalsOf } from '../../commands/words/fields.ts';
import { type ParsedCall, parseArgv } from '../../commands/words/parse.ts';
import { usageLine } from '../../commands/words/usage.ts';
import type { Book, BookCommand, BookField } from './book.ts';
import { refusalOf } from './refusal.ts';

/** The registry as the palette reads it. Loaded when it is first needed. */
export const registryBook = (): Book => ({
  commands: COMMANDS.map(bookCommand),
  read: (words) => {
    const parsed = parseArgv(words);
    return parsed.ok ? { ok: true, value: bookCall(parsed.value) } : parsed;
  },
  linesOf: (data, width) =>
    dataText(data, { color: false, width })
      .split('\n')
      .filter((line, at, all) => line !== '' || at < all.length - 1),
});

const bookCommand = (command: Command): BookCommand => {
  const named = new Set([...positionalsOf(command), command.afterDashes]);
  return {
    name: command.name,
    summary: command.summary,
    usage: usageLine(command).replace(/^panectl /, ''),
    positionals: command.positionals,
    rest: command.rest,
    fields: fieldsOf(command).map((field) => bookField(field, named)),
  };
};

const bookField = (field: Field, named: ReadonlySet<string | null>): BookField => ({
  ...field,
  option: named.has(field.key) ? null : field.option,
});

const bookCall = ({ command, input, format, as }: ParsedCall) => ({
  command: command.name,
  input,
  isRead: command.effect === 'read',
  isJson: format === 'json',
  refusal: as === null ? refusalOf(command.name, input) : 'the panel speaks for its operator; leave out --as',
});
