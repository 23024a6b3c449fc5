import { COMMANDS } from '../../commands/registry.ts';
import type { Cursor } from './cursor.ts';
import { type LookUp, valuesOf } from './values.ts';

export interface Candidate {
  readonly text: string;
  readonly note: string;
}

/** `open`: each of them goes on, so no blank is put behind it. For `files` and `folders` the shell looks itself. */
export interface Offer {
  readonly kind: 'words' | 'open' | 'files' | 'folders';
  readonly candidates: readonly Candidate[];
}

/** What can stand where the caller types. */
export const offerAt = async (cursor: Cursor, lookUp: LookUp): Promise<Offer> => {
  switch (cursor.kind) {
    case 'command':
      return words(commandNames(cursor.head, cursor.typed));
    case 'option':
      return words(cursor.fields.map(({ option, description }) => ({ text: option, note: description })));
    case 'value': {
      const { candidates, ...offer } = await valuesOf(cursor, lookUp);
      return {
        ...offer,
        candidates: candidates
          .filter(isTypeable)
          .map((each) => ({ ...each, text: `${cursor.prefix}${each.text}` })),
      };
    }
    default:
      return { kind: cursor.kind === 'files' ? 'files' : 'words', candidates: [] };
  }
};

const words = (candidates: readonly Candidate[]): Offer => ({ kind: 'words', candidates });

/** Other names of a command only to who has begun to type one. */
const commandNames = (head: string | null, typed: string): readonly Candidate[] => {
  const named = COMMANDS.map(({ name, summary }) => ({ text: name, note: summary }));
  const aliases = COMMANDS.flatMap((each) =>
    each.aliases.map((text) => ({ text, note: `the same as ${each.name}` })),
  );
  if (head !== null)
    return [...named, ...aliases].flatMap(({ text, note }) =>
      text.startsWith(`${head}-`) ? [{ text: text.slice(head.length + 1), note }] : [],
    );
  const all = [...named, ...UNREGISTERED];
  return all.some(({ text }) => text.startsWith(typed)) ? all : aliases;
};

const UNREGISTERED: readonly Candidate[] = [
  { text: 'help', note: 'This text, or all about one command' },
  { text: 'version', note: 'What runs here' },
];

/** What a terminal or a line editor would obey, or an option parser, is not offered. */
const isTypeable = ({ text }: Candidate): boolean =>
  text !== '' && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text) && !text.startsWith('-');
