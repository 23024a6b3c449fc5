import type { Observation, ObservedPane, ServerIdentity } from '../domain/observation.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { assemble, ownOptionsOf } from './assemble.ts';
import { serverGone } from './classify.ts';
import { type ListingAnswer, type ListingQuery, listingQuery } from './listing.ts';
import { OwnOptions, showCommand } from './own-options.ts';

export interface ObserverOptions {
  /** Runs a group of commands and gives all that they printed; null when tmux did not answer. */
  readonly ask: (query: ListingQuery) => Promise<string | null>;
  /** Runs one command; null when it failed. */
  readonly askOne: (words: readonly string[]) => Promise<readonly string[] | null>;
  readonly socketPath: string;
  readonly ownPids: () => ReadonlySet<number>;
  /** `newsAtMs`: when the first of those asked who had been told of a change; null where nobody had. */
  readonly observed: (observation: Observation, answer: ListingAnswer, newsAtMs: number | null) => void;
}

/** Up to so many panes everything is read each time: it costs the server less than 2 ms. */
const WIDE_ALWAYS = 40;

/**
 * Reads what exists, one listing after the other, so that an older one never follows a newer one. Who asks while one
 * is under way gets the next, which all share.
 */
export class Observer {
  readonly #options: ObserverOptions;
  readonly #own = new OwnOptions();
  #panes: ReadonlyMap<string, ObservedPane> = new Map();
  #running: Promise<Result<Observation>> | null = null;
  #following: {
    isWide: boolean;
    newsAtMs: number | null;
    readonly promise: Promise<Result<Observation>>;
  } | null = null;
  /** How many were begun: who got a hint before the last one began need not ask again. */
  begun = 0;

  constructor(options: ObserverOptions) {
    this.#options = options;
  }

  /** `newsAtMs`: when tmux told of a change, where it is that which asks. */
  observe(isWide: boolean, newsAtMs: number | null = null): Promise<Result<Observation>> {
    if (this.#running === null) return this.#begin(isWide, newsAtMs);
    if (this.#following === null) {
      const promise = this.#running.then(() => {
        const wanted = this.#following ?? { isWide, newsAtMs };
        this.#following = null;
        return this.#begin(wanted.isWide, wanted.newsAtMs);
      });
      this.#following = { isWide, newsAtMs, promise };
    } else {
      this.#following.isWide ||= isWide;
      this.#following.newsAtMs ??= newsAtMs;
    }
    return this.#following.promise;
  }

  #begin(isWide: boolean, newsAtMs: number | null): Promise<Result<Observation>> {
    this.begun += 1;
    const running = this.#read(isWide, newsAtMs).finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #read(isWide: boolean, newsAtMs: number | null): Promise<Result<Observation>> {
    const query = listingQuery(isWide || this.#panes.size <= WIDE_ALWAYS);
    const printed = await this.#options.ask(query);
    const answer = printed === null ? null : query.parse(printed);
    if (answer === null) return failed(serverGone('a listing was lost'));
    await this.#verify(answer, isWide);
    const observation = assemble(answer.listing, {
      server: identityOf(answer, this.#options.socketPath),
      ownPids: this.#options.ownPids(),
      own: (option) => this.#own.own(option),
      before: this.#panes,
    });
    this.#panes = new Map(observation.panes.map((pane) => [pane.tmuxPane, pane]));
    this.#options.observed(observation, answer, newsAtMs);
    return success(observation);
  }

  async #verify(answer: ListingAnswer, again: boolean): Promise<void> {
    const options = ownOptionsOf(answer.listing);
    const doubtful = this.#own.doubtful(options, again);
    const answers = await Promise.all(doubtful.map((option) => this.#options.askOne(showCommand(option))));
    doubtful.forEach((option, index) => {
      this.#own.learn(option, answers[index] ?? null);
    });
    if (again) this.#own.keepOnly(options);
  }
}

export const identityOf = ({ server }: ListingAnswer, socketPath: string): ServerIdentity => ({
  pid: Number(server.pid),
  startTime: Number(server.start_time),
  socketPath,
  version: server.version,
});
