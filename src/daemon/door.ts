import { itemText, type Printed, type Printing, renderAnswer } from '../cli/render.ts';
import type { Context } from '../commands/context.ts';
import type { Answer, Command } from '../commands/definition.ts';
import { findCommand } from '../commands/registry.ts';
import { parseArgv } from '../commands/words/parse.ts';
import { failure } from '../domain/failure.ts';
import { failed } from '../domain/result.ts';
import type { Caller, LocalAction } from '../protocol/call.ts';
import { exitStatusOfFailure } from '../protocol/envelope.ts';
import type { Log } from './log.ts';
import type { Room } from './outbox.ts';

/** What a call brings along besides its command. */
export interface Visit {
  readonly caller: Caller;
  readonly signal: AbortSignal;
  readonly readInput: () => Promise<string>;
  /** Takes one more piece of a stream, as data. */
  readonly emit: (item: unknown) => void;
  readonly room?: Room;
}

/** Pieces of a stream are printed: one JSON object a line, or text. */
export interface RunVisit extends Omit<Visit, 'emit'> {
  readonly print: (text: string) => void;
}

export interface Door {
  /** The CLI's door: words in, what to print out; or what the caller has to go on with itself. */
  run(argv: readonly string[], visit: RunVisit): Promise<Printed | LocalAction>;
  /** The structured door. */
  call(command: string, input: unknown, visit: Visit): Promise<Answer>;
}

interface Needs {
  readonly contextOf: (visit: Visit) => Context;
  /** Nothing is answered before tmux has been read for the first time, but what is about the daemon itself. */
  readonly whenReady: Promise<void>;
  /** Brings the store up to what has been printed so far. */
  readonly settle: () => void;
  readonly log: Log;
}

const ABOUT_US = new Set(['daemon-status', 'daemon-stop', 'daemon-logs']);

export const createDoor = (needs: Needs): Door => {
  const perform = async (command: Command, input: unknown, visit: Visit): Promise<Answer> => {
    if (!ABOUT_US.has(command.name)) await needs.whenReady;
    needs.settle();
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
        return renderAnswer(answer, printingFor(visit.caller, formatIn(argv)));
      }
      const { command, input, format, as } = parsed.value;
      const caller = as === null ? visit.caller : { ...visit.caller, name: as };
      const printing = printingFor(caller, format);
      const emit = (item: unknown): void => visit.print(itemText(item, printing));
      const answer = await perform(command, input, { ...visit, caller, emit });
      const { result } = answer;
      if (result.ok && isLocalAction(result.value)) return result.value;
      if (result.ok && isStreamed(result.value)) return { stdout: '', stderr: '', status: answer.status };
      const isPlain = result.ok && isExposition(result.value) && (format ?? caller.format) === null;
      return renderAnswer(answer, isPlain ? { ...printing, format: 'text' } : printing);
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

const printingFor = (caller: Caller, format: 'json' | 'text' | null): Printing => ({
  format: format ?? caller.format ?? (caller.stdoutIsTerminal ? 'text' : 'json'),
  color: caller.color,
  columns: caller.columns,
});

const isStreamed = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'streamed' in value && value.streamed === true;

/** Text for another program, which reads no envelope: one only where JSON is asked for. */
const isExposition = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'exposition' in value;

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
  (value.kind === 'panel' || value.kind === 'attach' || value.kind === 'callback');
