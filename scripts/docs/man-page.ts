import type { Command } from '../../src/commands/definition.ts';
import { type Field, fieldsOf, positionalsOf } from '../../src/commands/words/fields.ts';
import { usageLine } from '../../src/commands/words/usage.ts';
import { EXIT_STATUS_OF_CODE } from '../../src/domain/failure.ts';

/** man/panectl.1: a frame written by hand around the registry. Without a date, so that it changes with the commands only. */
export const manPage = (commands: readonly Command[], version: string): string => {
  const families = [...new Set(commands.map(({ family }) => family))];
  return `${[
    `.TH PANECTL 1 "" "panectl ${version}" "User Commands"`,
    ...FRAME_ABOVE,
    '.SH COMMANDS',
    ...text(
      'A command is pane-create or pane create. Here follow the arguments of each; options may stand anywhere before --.',
    ),
    ...families.flatMap((family) => [
      `.SS ${quoted(family)}`,
      ...commands.filter((each) => each.family === family).flatMap(commandLines),
    ]),
    ...statusLines(),
    ...FRAME_BELOW,
  ].join('\n')}\n`;
};

const FRAME_ABOVE: readonly string[] = [
  '.SH NAME',
  'panectl \\- a control panel for tmux',
  '.SH SYNOPSIS',
  '.B panectl',
  '.RB [ \\-L',
  '.IR socket-name " |"',
  '.B \\-S',
  '.IR socket-path ]',
  '.RB [ \\-\\-json " | " \\-\\-text ]',
  '.RB [ \\-\\-as',
  '.IR name ]',
  '.RI [ command " [" arguments "] [" options ]]',
  '.SH DESCRIPTION',
  'One daemon for each tmux server, a command line for agents and scripts, a live panel for people.',
  'Without a command it is the panel on a terminal, elsewhere a report of all panes.',
  'The daemon is started by the first call.',
  '.PP',
  'A session is a name,',
  '.BI $ N',
  'or . for the one of the caller; a pane is a number, a label,',
  '.BI % N',
  'or . for the one of the caller.',
  'Durations are 250ms, 10s, 5m, 1h; a bare number is seconds.',
  'Sizes are 300M, 2G.',
  '.PP',
  'On a terminal an answer is text for people, elsewhere one JSON envelope:',
  '{\\(dqok\\(dq: true, \\(dqdata\\(dq: ...} or {\\(dqok\\(dq: false, \\(dqerror\\(dq: ...}.',
  '.SH OPTIONS',
  '.TP',
  '.BI \\-L " socket-name" "\\fR, \\fP" \\-S " socket-path"',
  'The tmux server, as in',
  '.BR tmux (1).',
  'Without them the one of PANECTL_SOCKET, of TMUX, or the default one.',
  '.TP',
  '.BR \\-\\-json ", " \\-\\-text',
  'An envelope, or text for people, wherever the answer goes.',
  '.TP',
  '.BI \\-\\-as " name"',
  'Who calls, in the log and as owner of what is made.',
];

const FRAME_BELOW: readonly string[] = [
  '.SH ENVIRONMENT',
  '.TP',
  '.B PANECTL_SOCKET',
  'The socket of the tmux server.',
  '.TP',
  '.B PANECTL_ACTOR',
  'As',
  '.BR \\-\\-as .',
  '.TP',
  '.B PANECTL_FORMAT',
  'json or text.',
  '.TP',
  '.B PANECTL_HOME',
  'One folder for database, logs and settings.',
  '.TP',
  '.B NO_COLOR',
  'Text without colour.',
  '.SH FILES',
  '.TP',
  '.I $XDG_CONFIG_HOME/panectl/config.yml',
  'Settings.',
  '.TP',
  '.I $XDG_STATE_HOME/panectl/',
  'Database, logs and snapshots of sessions.',
  '.TP',
  '.I /tmp/panectl\\-UID/',
  'Sockets and locks of the daemons.',
  '.SH EXAMPLES',
  '.nf',
  'panectl session\\-create ci \\-\\-if\\-missing',
  "panectl pane\\-create ci test \\-\\-command 'npm test'",
  'panectl wait\\-all exit:ci/test \\-\\-timeout 10m',
  "panectl on\\-exit ci '*' \\(dqnotify '{{ label }} failed'\\(dq \\-\\-if \\(dqstatus == 'failed'\\(dq",
  '.fi',
  '.SH SEE ALSO',
  '.BR tmux (1).',
  '.B panectl help agent',
  'is one page for agents.',
];

const commandLines = (command: Command): readonly string[] => {
  const positional = new Set([...positionalsOf(command), command.afterDashes]);
  const options = fieldsOf(command).filter(({ key }) => !positional.has(key));
  return [
    '.TP',
    `.B ${escaped(usageLine(command))}`,
    ...text(`${command.summary}. ${command.details}`.trim()),
    ...(command.aliases.length === 0 ? [] : text(`Also: ${command.aliases.join(', ')}.`)),
    ...(options.length === 0 ? [] : ['.RS', ...options.flatMap(optionLines), '.RE']),
  ];
};

const optionLines = ({ option, kind, description, choices }: Field): readonly string[] => {
  const value = choices.length > 0 ? choices.join('|') : 'value';
  const words = kind === 'flag' ? `.B ${escaped(option)}` : `.BI ${escaped(option)} ${quoted(` ${value}`)}`;
  const said = text(description);
  return ['.TP', words, ...(said.length === 0 ? ['\\&'] : said)];
};

const statusLines = (): readonly string[] => {
  const codes = Object.entries(EXIT_STATUS_OF_CODE);
  const statuses = [...new Set(codes.map(([, status]) => status))].toSorted((a, b) => a - b);
  const row = (status: number, means: string): readonly string[] => ['.TP', `.B ${status}`, ...text(means)];
  return [
    '.SH EXIT STATUS',
    ...row(0, 'done; yes; the wait was fulfilled; the command succeeded'),
    ...row(1, 'no; the command failed'),
    ...statuses.flatMap((status) =>
      row(
        status,
        codes
          .filter(([, each]) => each === status)
          .map(([name]) => name)
          .join(', '),
      ),
    ),
    ...row(124, 'time ran out'),
  ];
};

/** A sentence a line, as roff wants it for its spacing. */
const text = (words: string): readonly string[] =>
  words
    .split(/(?<=[.!?]) +|\n+/)
    .filter((line) => line !== '')
    .map(escaped);

/**
 * roff(7): a backslash begins an escape, a dot or a quote at the beginning of a line a request, - is a hyphen; what is
 * no ASCII goes by its number.
 */
const escaped = (words: string): string =>
  words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('`', '\\(ga')
    .replace(
      /[^\u0000-\u007f]/gu,
      (char) => `\\[u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^[.']/, '\\&$&');

/** One argument of a macro. */
const quoted = (words: string): string => `"${escaped(words).replaceAll('"', '""')}"`;
