import { parseArgv } from '../../commands/words/parse.ts';
import type { Caller } from '../../protocol/call.ts';
import { type Invocation, readInvocation, wordsToRun } from '../../protocol/invocation.ts';
import { programOf } from '../../protocol/own-program.ts';
import type { Place } from '../../protocol/place.ts';
import { readClientMessage } from '../client-message.ts';
import type { Request } from './request.ts';

/** What is to be run for a request. */
export interface Admitted {
  readonly argv: readonly string[];
  readonly caller: Caller;
}

/**
 * Null for what only Node's client can do: another server's calls, streams, standard input, what goes on in the
 * caller's own process. Told before anything is done, so it may be asked for once more.
 */
export const admit = ({ words, around }: Request, place: Place, uid: number): Admitted | null => {
  const invocation = readInvocation(words, { ...around, uid });
  if (invocation.place.key !== place.key || !isForDaemon(words, invocation)) return null;
  const argv = wordsToRun(invocation);
  if (needsNode(argv)) return null;
  // What the other door would not take is not for this one to judge.
  const message = readClientMessage({ kind: 'run', id: 0, argv, caller: invocation.caller });
  return message?.kind === 'run' ? { argv: message.argv, caller: message.caller } : null;
};

const isForDaemon = ([first]: readonly string[], invocation: Invocation): boolean =>
  programOf(invocation) === null &&
  first !== '__complete' &&
  first !== '__gone' &&
  !(invocation.command ?? '').startsWith('daemon-');

/** Words that can't be parsed are told so by either door. */
const needsNode = (argv: readonly string[]): boolean => {
  const parsed = parseArgv(argv);
  if (!parsed.ok) return false;
  const { command, input } = parsed.value;
  return OWN_PROCESS.has(command.name) || FLAGS.some((flag) => input[flag] === true);
};

/** These stream without being asked to, or go on at the caller's terminal. */
const OWN_PROCESS: ReadonlySet<string> = new Set([
  'pane-stream',
  'pane-hold',
  'panel',
  'pane-attach',
  'demo',
  'mcp',
  'doctor',
]);
const FLAGS = ['follow', 'stdin', 'secret'] as const;
