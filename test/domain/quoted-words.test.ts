import { expect, it } from 'vitest';
import { asTypedWord, typedWords } from '../../src/domain/quoted-words.ts';

it.each([
  ['pane-exec a b', ['pane-exec', 'a', 'b']],
  ["  notify  'two words' ", ['notify', 'two words']],
  [String.raw`a"b c"'d"e' \n "\"\\ \n"`, ['ab cd"e', String.raw`\n`, String.raw`"\ \n`]],
  ["''", ['']],
])('reads %j as the words that a person means', (line, words) => {
  expect(typedWords(line).words.map(({ text }) => text)).toEqual(words);
});

it('says which quote is open, and where each word stands', () => {
  expect(typedWords('a "b c')).toEqual({
    words: [
      { text: 'a', from: 0, to: 1 },
      { text: 'b c', from: 2, to: 6 },
    ],
    openQuote: '"',
  });
});

it.each(['', 'plain', 'two words', "it's", `both ' and "`, '\\', 'end\\', '"\\"'])(
  'writes %j so that it is read again as it is',
  (text) => {
    expect(typedWords(`x ${asTypedWord(text)} y`).words.map((word) => word.text)).toEqual(['x', text, 'y']);
  },
);
