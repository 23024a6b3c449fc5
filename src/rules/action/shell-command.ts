import type { Refusal, ShellCommand, ShellWord } from './shell-cursor.ts';
import {
  ACTED_UPON,
  ASSIGNERS,
  type Interpreter,
  interpreterOf,
  KEYWORDS,
  PREFIXES,
  type Prefix,
  RUNNERS,
  SHELLS,
} from './shell-runners.ts';

/** The first value of a command that would become a command, or that the command would read as code. */
export const refusedWord = (command: ShellCommand): Refusal | null => {
  if (command.every(({ values }) => values.length === 0)) return null;
  return refusedFrom(command.filter(({ target }) => target === 'none'));
};

const refusedFrom = (words: ShellCommand): Refusal | null => {
  const at = words.findIndex(
    (word) => !isKeyword(word) && (!isAssignment(word) || (hasValue(word) && word.isQuoted)),
  );
  const assigned = words.slice(0, at < 0 ? words.length : at).find(isActedUpon);
  if (assigned !== undefined) return refusal(assigned, 'a shell acts upon this variable', OWN_VARIABLE);
  const [name, ...rest] = at < 0 ? [] : words.slice(at);
  if (name === undefined) return null;
  if (hasValue(name)) return refusal(name, 'a value never becomes a command', null);
  const base = name.text.slice(name.text.lastIndexOf('/') + 1);
  const prefix = PREFIXES.get(base);
  return prefix === undefined ? refusedArgument(name, base, rest) : refusedBehind(base, prefix, rest);
};

const hasValue = ({ values }: ShellWord): boolean => values.length > 0;

/** Numbers, ids and states are what they are: to count with them does no harm. */
const hasText = ({ values }: ShellWord): boolean => values.some(({ name }) => !HARMLESS.has(name));

const HARMLESS: ReadonlySet<string> = new Set([
  ...['pane', 'pane_id', 'created', 'status', 'exit_code', 'signal', 'cpu', 'memory'],
]);

const isKeyword = (word: ShellWord): boolean => !hasValue(word) && KEYWORDS.has(word.text);

/** `X=…`: with the value behind the `=`. To a shell only where that is not quoted, to `env` always. */
const isAssignment = ({ text, prefix, values }: ShellWord): boolean =>
  ASSIGNMENT.test(values.length > 0 ? prefix : text);

const ASSIGNMENT = /^([A-Za-z_]\w*)\+?=/;

const isActedUpon = (word: ShellWord): boolean =>
  hasValue(word) && ACTED_UPON.test(ASSIGNMENT.exec(word.prefix)?.[1] ?? '');

const OWN_VARIABLE = 'take a variable of your own';

const refusedArgument = (name: ShellWord, base: string, rest: ShellCommand): Refusal | null => {
  const interpreter = interpreterOf(base);
  const looping = LOOPS.has(base) ? rest.findIndex(({ text, isQuoted }) => text === 'do' && !isQuoted) : -1;
  if (looping >= 0) return refusedFrom(rest.slice(looping + 1));
  if (RUNNERS.has(base)) return refusalOf(rest, `${base} reads its words again, as code`, AS_ARGUMENT);
  if (ASSIGNERS.has(base)) return refusedAssignment(rest);
  if (interpreter !== null) return refusedCode(interpreter, base, rest);
  if (base === 'printf') return refusedFormat(rest);
  if (base === 'set') return refusedParameter(rest);
  if (base === 'test' || base === '[') return refusedTest(rest);
  return refusedEmbedded(name, rest);
};

const LOOPS: ReadonlySet<string> = new Set(['for', 'select', 'foreach']);
const AS_ARGUMENT = 'hand it over as a word of its own, as in sh -c \'echo "$1"\' sh {{ line }}';

const refusedAssignment = (rest: ShellCommand): Refusal | null => {
  const wrong = rest.find((word) => hasValue(word) && (!isAssignment(word) || isActedUpon(word)));
  return wrong === undefined ? null : refusal(wrong, 'only NAME={{ value }} is safe here', OWN_VARIABLE);
};

/** `sh -c 'code' sh {{ x }}`: no value before the code or the file is there, and none behind an option for code. */
const refusedCode = (
  { code, isDoneAfterCode }: Interpreter,
  base: string,
  rest: ShellCommand,
): Refusal | null => {
  let isCoded = false;
  let isOnlyWords = false;
  for (const [index, word] of rest.entries()) {
    const isCode: boolean = !isOnlyWords && code.test(rest[index - 1]?.text ?? '');
    if (isOnlyWords && isCoded) return null;
    if (hasValue(word)) return refusal(word, `${base} would take this as code or as an option`, AS_ARGUMENT);
    if (isCode ? isDoneAfterCode : isOnlyWords || !word.text.startsWith('-')) return null;
    isCoded ||= isCode;
    isOnlyWords ||= !isCode && word.text === '--';
  }
  return null;
};

/** zsh evaluates what `%d` prints; `-v` names a variable to both bash and zsh. */
const refusedFormat = ([format, ...rest]: ShellCommand): Refusal | null => {
  if (format === undefined) return null;
  const hint = "write printf '%s\\n' {{ line }}";
  if (hasValue(format)) return refusal(format, 'the format of printf is written out', hint);
  if (format.text === '--') return refusedFormat(rest);
  const isPlain =
    !format.isDynamic && !format.text.startsWith('-') && /^(?:[^%]|%%|%-?\d*[sbq])*$/.test(format.text);
  return isPlain ? null : refusalOf(rest, 'a shell would count with this value', hint);
};

/** `set -- {{ x }}`, and fish's `set -l name {{ x }}`; zsh has `set -A 'path[$(x)]'`. */
const refusedParameter = (rest: ShellCommand): Refusal | null => {
  const at = rest.findIndex(({ text }) => text === '--' || !/^[-+]/.test(text));
  const before = at < 0 ? rest : rest.slice(0, at + 1);
  return refusalOf(before, 'set would take this as an option or a name', 'write set -- {{ line }}');
};

/** `[ 'path[$(x)]' -eq 1 ]`, `[ -v … ]` and `[ -t … ]` evaluate; comparing texts does not. */
const refusedTest = (rest: ShellCommand): Refusal | null => {
  const wrong = rest.find((word, index) => {
    const before = rest[index - 1]?.text ?? '';
    const after = rest[index + 1]?.text ?? '';
    return hasText(word) && !/^(?:==?|!=|-[defhLnrswxz])$/.test(before) && !/^(?:==?|!=)$/.test(after);
  });
  return wrong === undefined
    ? null
    : refusal(wrong, 'a shell would count with this value', 'compare with = or !=');
};

/** `docker exec web sh -c {{ x }}`, `$SHELL -c {{ x }}`, `find . -exec {{ x }}`. */
const refusedEmbedded = (name: ShellWord, rest: ShellCommand): Refusal | null => {
  const wrong = rest.find((word, index) => {
    const before = rest[index - 1]?.text ?? '';
    const isShell = [name, ...rest.slice(0, index)].some(
      ({ text, isDynamic }) => isDynamic || SHELLS.has(text.slice(text.lastIndexOf('/') + 1)),
    );
    return (
      hasValue(word) && (/^-(?:exec|ok)(?:dir)?$/.test(before) || (isShell && /^-[A-Za-z]*c$/.test(before)))
    );
  });
  return wrong === undefined ? null : refusal(wrong, 'a value never becomes a command', AS_ARGUMENT);
};

/** `timeout 5 cmd`, `sudo -u me cmd`: the words before the command have to be told from it for sure. */
const refusedBehind = (base: string, prefix: Prefix, rest: ShellCommand): Refusal | null => {
  let at = 0;
  let positionals = prefix.positionals;
  for (;;) {
    const word = rest[at];
    if (word === undefined) return null;
    if (prefix.assigns && isAssignment(word)) at += 1;
    else if (hasValue(word)) return refusal(word, 'a value never becomes a command', null);
    else if (prefix.taking.has(word.text)) at += 2;
    else if (word.text === '--' || prefix.flags.test(word.text)) at += 1;
    else if (word.text.startsWith('-'))
      return refusalOf(rest, `which word ${base} ${word.text} runs is not known`, null);
    else if (positionals > 0) {
      positionals -= 1;
      at += 1;
    } else return refusedActedUpon(rest.slice(0, at)) ?? refusedFrom(rest.slice(at));
  }
};

const refusedActedUpon = (words: ShellCommand): Refusal | null => {
  const wrong = words.find(isActedUpon);
  return wrong === undefined ? null : refusal(wrong, 'a shell acts upon this variable', OWN_VARIABLE);
};

const refusalOf = (words: ShellCommand, message: string, hint: string | null): Refusal | null => {
  const word = words.find(hasText);
  return word === undefined ? null : refusal(word, message, hint);
};

const refusal = ({ values: [value] }: ShellWord, message: string, hint: string | null): Refusal | null =>
  value === undefined ? null : { value, message, hint };
