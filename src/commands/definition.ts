import * as z from 'zod';
import { type Failure, type FailureCode, failure } from '../domain/failure.ts';
import { failed, type Result } from '../domain/result.ts';
import { exitStatusOfFailure } from '../protocol/envelope.ts';
import type { Context } from './context.ts';

/** `read` changes nothing; `destructive` ends or overwrites something that cannot be brought back. */
export type Effect = 'read' | 'write' | 'destructive';

interface Description {
  readonly name: string;
  /** Other names of the contract for the same command, e.g. `pane-list-json`. */
  readonly aliases: readonly string[];
  readonly family: 'Sessions' | 'Panes' | 'Rules' | 'State and front ends';
  /** One sentence without a full stop. */
  readonly summary: string;
  /** What the summary leaves out; plain text paragraphs. */
  readonly details: string;
  /** Keys of `input` that are positional on the command line, in order. All others are `--options`. */
  readonly positionals: readonly string[];
  /** Key of the array that takes all remaining words (`pane-send-keys … <key>…`). */
  readonly rest: string | null;
  /** Whether a word like `-1` is a number for it, and no option. */
  readonly hasSigned: boolean;
  /** Key that takes the words after `--` (`pane-exec … -- argv…`); null where `--` only ends the options. */
  readonly afterDashes: string | null;
  /** Keys whose text a shell reads: what a rule fills in there is quoted for it. */
  readonly shellText: readonly string[];
  /** Keys whose text is read as JSON where it is some: what a rule fills in there stays text. */
  readonly jsonText: readonly string[];
  /** Key of the list in which names of keys count (`C-c`); null where there is none. */
  readonly keyNames: string | null;
  readonly effect: Effect;
  readonly errors: readonly FailureCode[];
  readonly examples: readonly string[];
  /** False for commands that work without a tmux server or never need it. */
  readonly needsServer: boolean;
}

/**
 * One capability, defined once: from this the CLI's arguments, `help`, the panel's palette and keys, the docs, MCP
 * tools and rule actions are made.
 */
export interface Command extends Description {
  /** Snake case keys. A boolean is a flag, an array a repeatable option; `.describe()` is the help text. */
  readonly input: z.ZodObject;
  /** Checks `raw` against `input` and runs. Never throws for what a caller did. */
  readonly perform: (context: Context, raw: unknown) => Promise<Answer>;
}

export interface Answer {
  readonly result: Result<unknown>;
  /** The exit status that this answer means (contract, section 2). */
  readonly status: number;
}

interface Definition<Input extends z.ZodObject, Output> extends Description {
  readonly input: Input;
  /** Exit status of an answer that is not a failure: 0 unless the answer is a "no" (1) or time ran out (124). */
  readonly exitStatus: (output: Output, input: z.output<Input>) => number;
  readonly run: (context: Context, input: z.output<Input>) => Promise<Result<Output>>;
}

type Defaults =
  | 'aliases'
  | 'details'
  | 'rest'
  | 'hasSigned'
  | 'afterDashes'
  | 'shellText'
  | 'jsonText'
  | 'keyNames'
  | 'errors'
  | 'examples'
  | 'needsServer'
  | 'exitStatus';

/** Fills in what most commands have alike, and hides the types of input and output behind `perform`. */
export const command = <Input extends z.ZodObject, Output>(
  given: Omit<Definition<Input, Output>, Defaults> & Partial<Pick<Definition<Input, Output>, Defaults>>,
): Command => {
  const { run, exitStatus = () => 0, ...description } = given;
  return {
    aliases: [],
    details: '',
    rest: null,
    hasSigned: false,
    afterDashes: null,
    shellText: [],
    jsonText: [],
    keyNames: null,
    errors: [],
    examples: [],
    needsServer: true,
    ...description,
    perform: async (context, raw) => {
      const parsed = z.safeParse(given.input, raw);
      if (!parsed.success) return refused(usageFailure(given.name, parsed.error));
      const result = await run(context, parsed.data);
      return result.ok ? { result, status: exitStatus(result.value, parsed.data) } : refused(result.failure);
    },
  };
};

const refused = (reason: Failure): Answer => ({
  result: failed(reason),
  status: exitStatusOfFailure(reason),
});

const usageFailure = (name: string, error: z.ZodError): Failure => {
  const first = error.issues[0];
  const where = first?.path.join('.') ?? '';
  return failure(
    'usage',
    `${name}: ${where === '' ? '' : `${where}: `}${first?.message ?? 'wrong input'}`,
    `panectl help ${name}`,
    { issues: error.issues.map(({ path, message }) => ({ path: path.map(String), message })) },
  );
};
