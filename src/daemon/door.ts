import { parseArgv } from '../cli/parse.ts';
import { type Printed, renderAnswer } from '../cli/render.ts';
import type { Context } from '../commands/context.ts';
import type { Answer, Command } from '../commands/definition.ts';
import { findCommand } from '../commands/registry.ts';
import { failure } from '../domain/failure.ts';
import { failed } from '../domain/result.ts';
import type { Caller, LocalAction } from '../protocol/call.ts';
import { exitStatusOfFailure } from '../protocol/envelope.ts';
import type { Log } from './log.ts';

/** What a call brings along besides its command. */
export interface Visit {
  readonly caller: Caller;
  readonly signal: AbortSignal;
  readonly readInput: () => Promise<string>;
}

export interface Door {
  /** The CLI's door: words in, what to print out; or what the caller has to go on with itself. */
  run(argv: readonly string[], visit: Visit): Promise<Printed | LocalAction>;
  /** The structured door. */
  call(command: string, input: unknown, visit: Visit): Promise<Answer>;
}

interface Needs {
  readonly contextOf: (visit: Visit) => Context;
  /** Nothing is answered before tmux has been read for the first time, but what is about the daemon itself. */
  readonly whenReady: Promise<void>;
  readonly log: Log;
}

const ABOUT_US = new Set(['daemon-status', 'daemon-stop', 'daemon-logs']);

export const createDoor = (needs: Needs): Door => {
  const perform = async (command: Command, input: unknown, visit: Visit): Promise<Answer> => {
    if (!ABOUT_US.has(command.name)) await needs.whenReady;
    try {
      return await command.perform(needs.contextOf(visit), input);
    } catch (error) {
      const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
      needs.log.error(`${command.name} failed`, { error: shown });
      return refusal(
        'internal',
        `${command.name} failed inside panectl: ${String(error)}`,
        'panectl daemon-logs',
      );
    }
  };
  return {
    run: async (argv, visit) => {
      const parsed = parseArgv(argv);
      if (!parsed.ok) {
        const answer = { result: parsed, status: exitStatusOfFailure(parsed.failure) };
        return print(answer, visit.caller, formatIn(argv));
      }
      const { command, input, format, as } = parsed.value;
      const caller = as === null ? visit.caller : { ...visit.caller, name: as };
      const answer = await perform(command, input, { ...visit, caller });
      const { result } = answer;
      return result.ok && isLocalAction(result.value) ? result.value : print(answer, caller, format);
    },
    call: async (name, input, visit) => {
      const command = findCommand(name);
      return command === undefined
        ? refusal('usage', `there is no command ${JSON.stringify(name)}`, 'panectl help')
        : perform(command, input, visit);
    },
  };
};

const refusal = (code: 'usage' | 'internal', message: string, hint: string): Answer => {
  const refused = failure(code, message, hint);
  return { result: failed(refused), status: exitStatusOfFailure(refused) };
};

const print = (answer: Answer, caller: Caller, format: 'json' | 'text' | null): Printed =>
  renderAnswer(answer, {
    format: format ?? caller.format ?? (caller.stdoutIsTerminal ? 'text' : 'json'),
    color: caller.color,
    columns: caller.columns,
  });

/** Words that can't be parsed still say how the answer is wanted. */
const formatIn = (argv: readonly string[]): 'json' | 'text' | null => {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  if (options.includes('--json')) return 'json';
  return options.includes('--text') ? 'text' : null;
};

export const isLocalAction = (value: unknown): value is LocalAction =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  (value.kind === 'panel' || value.kind === 'attach');
