import type { SessionId, TmuxPaneId } from '../domain/ids.ts';
import type { Observation } from '../domain/observation.ts';
import type { Result } from '../domain/result.ts';
import { captureWords, withoutTrailingEmpty } from './capture.ts';
import { CommandLog, type LoggedCommand } from './command-log.ts';
import { Commands } from './commands.ts';
import { Link } from './link.ts';
import { pasteText } from './paste.ts';
import { startServerOnce } from './start-server.ts';
import type { CaptureOptions, NewSession, Tmux, TmuxEvent, TmuxLink, TmuxOptions } from './tmux.ts';

/** Connects to the server on this socket, now and whenever one is there. Does not start one. */
export const createTmux = (options: TmuxOptions): Tmux => new Connection(options);

class Connection implements Tmux {
  readonly #log = new CommandLog();
  readonly #listeners = new Set<(event: TmuxEvent) => void>();
  readonly #link: Link;
  readonly #commands: Commands;
  readonly #socketPath: string;
  readonly #program: string;

  constructor({ socketPath, program = 'tmux', answerDeadlineMs, flow }: TmuxOptions) {
    this.#socketPath = socketPath;
    this.#program = program;
    const emit = (event: TmuxEvent) => this.#emit(event);
    this.#link = new Link({
      socketPath,
      program,
      emit,
      ...(answerDeadlineMs === undefined ? {} : { answerDeadlineMs }),
      ...(flow === undefined ? {} : { flow }),
    });
    this.#commands = new Commands(this.#link);
    this.#link.start();
  }

  get link(): TmuxLink {
    return this.#link.link;
  }

  get isSettled(): boolean {
    return this.#link.isSettled;
  }

  get recentCommands(): readonly LoggedCommand[] {
    return this.#log.entries;
  }

  async command(...words: readonly string[]): Promise<Result<readonly string[]>> {
    const result = await this.#commands.one(words);
    this.#log.add(words, result);
    return result;
  }

  async sequence(commands: readonly (readonly string[])[]): Promise<readonly Result<readonly string[]>[]> {
    // An empty line would detach our client.
    if (commands.length === 0) return [];
    const results = await this.#commands.group(commands);
    commands.forEach((words, index) => {
      const result = results[index];
      if (result !== undefined) this.#log.add(words, result);
    });
    return results;
  }

  observe(): Promise<Result<Observation>> {
    return this.#link.observe();
  }

  async capture(pane: TmuxPaneId, options: CaptureOptions): Promise<Result<readonly string[]>> {
    const result = await this.#commands.one(captureWords(pane, options));
    return result.ok ? { ok: true, value: withoutTrailingEmpty(result.value) } : result;
  }

  async paste(pane: TmuxPaneId, text: string): Promise<Result<void>> {
    const result = await pasteText((commands) => this.#commands.group(commands), pane, text);
    this.#log.add(['paste-buffer', '-d', '-r', '-p', '-t', pane], result);
    return result;
  }

  hear(session: SessionId): Promise<boolean> {
    return this.#link.outputs.hear(session);
  }

  async startServer(session: NewSession): Promise<Result<readonly string[]>> {
    const result = await startServerOnce(this.#program, this.#socketPath, session);
    this.#log.add(['new-session', '-d', '-s', session.name, '-c', session.cwd], result);
    if (result.ok) await this.#link.lookNow();
    return result;
  }

  subscribe(listener: (event: TmuxEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async dispose(): Promise<void> {
    await this.#link.dispose();
    this.#listeners.clear();
  }

  #emit(event: TmuxEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
