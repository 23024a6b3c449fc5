import { type Finding, linesMatching, type SourceFile } from './source-file.ts';

const MOST_LINES = 300;
const NAMELESS = /(^|\/)(utils?|helpers?|common|types|misc|shared)(\/|\.[a-z]+$)/;
const SUPPRESSIONS = [
  '@ts-ignore',
  '@ts-expect-error',
  '@ts-nocheck',
  'biome-ignore',
  'oxlint-disable',
  'eslint-disable',
];
const SWITCHED_OFF = /\b(it|test|describe|suite|bench)\.(skip|only|todo|fails)\b/;
const SOMEBODYS_MACHINE = /(^|[\s'"`=(:])\/(work|root|Users|workspace)\//;

/** What a linter does not know: names, lengths, and nothing that is switched off. */
export const checkHabits = (file: SourceFile): readonly Finding[] => [
  ...checkName(file),
  ...checkLength(file),
  ...checkLines(
    file,
    suppression(),
    'is a lint suppression: split or rewrite the code until the rule agrees',
  ),
  ...checkLines(file, SWITCHED_OFF, 'leaves a test out: mend it or remove it'),
  ...checkLines(
    file,
    SOMEBODYS_MACHINE,
    'names a folder of one machine: take it from the environment or a temporary folder',
  ),
];

const suppression = (): RegExp => new RegExp(`(//|/\\*|#).*(${SUPPRESSIONS.join('|')})`);

const checkName = ({ path }: SourceFile): readonly Finding[] =>
  NAMELESS.test(path)
    ? [
        {
          path,
          line: 1,
          message: 'has a name that says nothing: name the folder or file after the noun it holds',
        },
      ]
    : [];

const checkLength = ({ path, text }: SourceFile): readonly Finding[] => {
  const lines = text.split('\n').length - 1;
  return lines > MOST_LINES
    ? [
        {
          path,
          line: MOST_LINES,
          message: `has ${lines} lines, over ${MOST_LINES}: split it by phase or noun`,
        },
      ]
    : [];
};

const checkLines = ({ path, text }: SourceFile, pattern: RegExp, message: string): readonly Finding[] =>
  linesMatching(text, pattern).map(({ line }) => ({ path, line, message }));
