import { type Failure, failure } from '../domain/failure.ts';

/** tmux's own words → a code of ours. The texts are those of cmd-find.c, cmd-split-window.c, client.c of 3.3 to 3.6. */
export const classifyTmuxError = (message: string, words: readonly string[]): Failure => {
  const text = message.trim();
  const data = { tmux: text, command: words[0] ?? '' };
  const window = /can't find window: (.*)/.exec(text);
  if (window !== null) return failure('usage', `There is no window ${window[1]}.`, WINDOWS, data);
  const subject = text === NO_TARGET ? targetOf(words) : text;
  const known = KNOWN.find(([pattern]) => pattern.test(subject));
  if (known === undefined) return failure('internal', `tmux says: ${text || 'nothing'}`, null, data);
  const [, code, said, hint] = known;
  return failure(code, said, hint, data);
};

/** What a server without sessions says to whatever is looked for. */
const NO_TARGET = 'no current target';

const targetOf = (words: readonly string[]): string =>
  words[words.lastIndexOf('-t') + 1]?.startsWith('%') === true ? "can't find pane" : "can't find session";

const WINDOWS = 'List the windows with `panectl session-layout` or `tmux list-windows -a`.';

const KNOWN: readonly (readonly [RegExp, Failure['code'], string, string])[] = [
  [
    /can't find pane/,
    'pane_not_found',
    'There is no such pane.',
    'List what there is with `panectl pane-list`.',
  ],
  [
    /can't find session|no sessions/,
    'session_not_found',
    'There is no such session.',
    'List what there is with `panectl session-list`.',
  ],
  [
    /duplicate session/,
    'session_exists',
    'A session of this name exists.',
    'Use --if-missing or another name.',
  ],
  [
    /no space for new pane|pane too small|create pane failed: pane/,
    'no_space',
    'The window has no room for another pane.',
    'Use `--window new`, or kill a pane first.',
  ],
  [/not in a mode|pane is in a mode/, 'pane_in_mode', 'The pane is in copy mode.', 'Leave it with q first.'],
  [
    /no server running|error connecting to|server exited|lost server/,
    'server_gone',
    'The tmux server has gone.',
    'Start one with `panectl session-create <name>`.',
  ],
];

export const serverGone = (why: string): Failure =>
  failure(
    'server_gone',
    `The tmux server did not answer: ${why}.`,
    'Try again, or look at `panectl doctor`.',
  );
