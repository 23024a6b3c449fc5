import type { ControlClient, LineAnswer } from './control/client.ts';
import type { ListingQuery } from './listing.ts';
import { runOnce } from './one-shot.ts';
import { commandLine } from './quote.ts';

/** How a question reaches tmux: by the open client, or by a process of its own where no session may hold one. */
export interface AskWays {
  readonly program: string;
  readonly socketPath: string;
  readonly deadlineMs: number;
  readonly command: ControlClient | null;
  readonly withDeadline: (client: ControlClient, answer: Promise<LineAnswer>) => Promise<LineAnswer>;
}

/** All that the listing printed; null when the answer was lost. */
export const askListing = async (ways: AskWays, { commands }: ListingQuery): Promise<string | null> => {
  const { command, program, socketPath } = ways;
  if (command === null) return (await runOnce(program, socketPath, commands, ways.deadlineMs)).stdout;
  const line = commands.map(commandLine).join(' ; ');
  const { isLost, replies } = await ways.withDeadline(command, command.send(line, commands.length));
  if (isLost) return null;
  const lines = replies.flatMap((reply) => reply.lines.flatMap((text) => [text, LINE_FEED]));
  return Buffer.concat(lines).toString();
};

const LINE_FEED = Buffer.from('\n');

/** What one command printed; null when it failed. */
export const askOne = async (ways: AskWays, words: readonly string[]): Promise<readonly string[] | null> => {
  const { command, program, socketPath } = ways;
  if (command === null) {
    const { ok, stdout } = await runOnce(program, socketPath, [words], ways.deadlineMs);
    return ok && stdout !== '' ? [stdout] : null;
  }
  const { replies } = await ways.withDeadline(command, command.send(commandLine(words)));
  const [reply] = replies;
  return reply?.ok === true ? reply.lines.map((line) => line.toString()) : null;
};
