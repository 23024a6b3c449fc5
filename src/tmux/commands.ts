import { failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { classifyTmuxError, serverGone } from './classify.ts';
import type { Link } from './link.ts';
import { runOnce } from './one-shot.ts';
import { isListening } from './probe.ts';
import { commandLine } from './quote.ts';
import { allFailed, isRefused, isRepeatable, mayEndOurClient, resultsOf, spreadFailure } from './requests.ts';

type Words = readonly string[];
type Results = readonly Result<readonly string[]>[];

/** How often, and how far apart, a server is looked at that seems to be ending. */
const LOOKS = 40;
const LOOK_PAUSE_MS = 25;

/** Who sat in what was killed leaves after the answer, each in a moment of its own. */
const AFTERMATH_MS = 50;

/** Runs commands wherever they can run now, and says honestly when it is not known whether one ran. */
export class Commands {
  readonly #link: Link;

  constructor(link: Link) {
    this.#link = link;
  }

  async one(words: Words): Promise<Result<readonly string[]>> {
    const [result] = await this.group([words]);
    return result ?? failed(serverGone('it gave no answer'));
  }

  async group(commands: readonly Words[]): Promise<Results> {
    const refused = commands.find(isRefused);
    if (refused !== undefined) {
      return allFailed(commands, failure('internal', `${refused[0]} is not for this connection.`));
    }
    return this.#try(commands, 0);
  }

  async #try(commands: readonly Words[], attempt: number): Promise<Results> {
    const way = await this.#link.way();
    if (way === null) return allFailed(commands, serverGone('no server listens on the socket'));
    const isReading = commands.every(isRepeatable);
    const aftermathMs = commands.some(mayEndOurClient) ? AFTERMATH_MS : 0;
    const inTurn = <T>(run: () => Promise<T>): Promise<T> =>
      isReading ? run() : this.#link.entrance.change(run, aftermathMs);
    if (way === 'one-shot') return inTurn(() => this.#once(commands));
    const line = commands.map(commandLine).join(' ; ');
    const answer = await inTurn(async () =>
      way.isOpen ? this.#link.withDeadline(way, way.send(line, commands.length)) : null,
    );
    // It went while this waited for its turn: nothing was sent.
    if (answer === null)
      return attempt < 2
        ? this.#try(commands, attempt + 1)
        : allFailed(commands, serverGone('it takes no client'));
    const { isLost, replies } = answer;
    if (!isLost) return spreadFailure(resultsOf(commands, replies), replies.length);
    if (attempt < 2 && isReading) return this.#try(commands, attempt + 1);
    return this.#afterLoss(commands, resultsOf(commands, replies), attempt);
  }

  /** A kill whose answer was lost has done its work when what it was for is no longer there. */
  async #afterLoss(commands: readonly Words[], results: Results, attempt: number): Promise<Results> {
    const [words, ...others] = commands;
    if (words === undefined || others.length > 0 || !mayEndOurClient(words)) return results;
    if (await this.#isServerGone()) return [success([])];
    const target = words[words.indexOf('-t') + 1];
    if (words[0] === 'kill-server' || target === undefined) return results;
    const check = await this.one(['list-panes', '-t', target]);
    // Ids are never given twice, so this is what was meant: our client had gone before it could say so.
    if (check.ok) return attempt < 2 ? this.#try(commands, attempt + 1) : results;
    if (check.failure.code !== 'server_gone') return [success([])];
    // It is on its way out, and waits for its clients to leave.
    for (let look = 0; look < LOOKS; look += 1) {
      if (await this.#isServerGone()) return [success([])];
      await new Promise((resolve) => setTimeout(resolve, LOOK_PAUSE_MS));
    }
    return results;
  }

  /** Gone, and not only standing still: nobody listens any more. */
  async #isServerGone(): Promise<boolean> {
    return (await this.#link.way()) === null && !(await isListening(this.#link.socketPath));
  }

  async #once(commands: readonly Words[]): Promise<Results> {
    const results: Result<readonly string[]>[] = [];
    for (const words of commands) {
      const { ok, stdout, stderr } = await runOnce(this.#link.program, this.#link.socketPath, [words]);
      if (!ok)
        return spreadFailure(fill(results, commands, classifyTmuxError(stderr, words)), results.length + 1);
      results.push(success(stdout === '' ? [] : stdout.split('\n')));
    }
    return results;
  }
}

const fill = (
  results: Results,
  commands: readonly Words[],
  why: ReturnType<typeof classifyTmuxError>,
): Results => commands.map((_, index) => results[index] ?? failed(why));
