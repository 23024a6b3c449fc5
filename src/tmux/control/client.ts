import type { ChildProcess } from 'node:child_process';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { leave } from './leaving.ts';
import { type ControlAction, type ControlState, next, type Reply, STARTING, type Step } from './machine.ts';
import { SHIFTS } from './shifts.ts';
import { spawnControl } from './spawn.ts';

export interface ControlClientOptions {
  readonly program: string;
  readonly socketPath: string;
  /** Words after `tmux -u -S SOCK -C`. */
  readonly attach: readonly string[];
  readonly on: ControlEvents;
}

export interface ControlEvents {
  /** `ageMs`: how long tmux had kept it for us; 0 where it does not say. */
  readonly output?: (tmuxPane: TmuxPaneId, bytes: Buffer, ageMs: number) => void;
  readonly paused?: (tmuxPane: TmuxPaneId) => void;
  readonly notice?: (name: string, words: readonly string[]) => void;
  readonly ended?: (reason: string) => void;
}

/** What came back for one line: `lost` when the client ended before the last of its answers. */
export interface LineAnswer {
  readonly isLost: boolean;
  readonly replies: readonly Reply[];
}

/**
 * One `tmux -C` process and the machine that reads it. Performs the machine's actions, in their order and no more of
 * them in one turn of the event loop than its share; while some wait, nothing more is read from tmux.
 */
export class ControlClient {
  readonly pid: number | null;
  /** True once it is attached; false when it ended before that. */
  readonly ready: Promise<boolean>;
  /** Its process has ended. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;
  readonly #on: ControlEvents;
  readonly #waiting = new Map<number, (answer: LineAnswer) => void>();
  #state: ControlState = STARTING;
  readonly #chunks: { readonly bytes: Buffer; readonly readAtMs: number }[] = [];
  #readAtMs = 0;
  #actions: readonly ControlAction[] = [];
  #at = 0;
  #isBehind = false;
  #lastId = 0;
  #settleReady: (isReady: boolean) => void = () => undefined;

  constructor(options: ControlClientOptions) {
    this.#on = options.on;
    this.ready = new Promise((resolve) => {
      this.#settleReady = resolve;
    });
    this.#child = spawnControl(options.program, options.socketPath, options.attach);
    this.pid = this.#child.pid ?? null;
    this.gone = new Promise((resolve) => {
      // Not `close`, which waits for what nobody may read any more; one that could not even be started has no end.
      this.#child.once('exit', () => resolve()).once('error', () => resolve());
    });
    this.#listen();
  }

  /** When what is being told now was read, in `performance.now()`; it may have waited for its turn. */
  get readAtMs(): number {
    return this.#readAtMs;
  }

  get isOpen(): boolean {
    return this.#state.phase !== 'ended';
  }

  /** Writes one line of `commands` commands. Never rejects. */
  send(line: string, commands = 1): Promise<LineAnswer> {
    return new Promise((resolve) => this.ask(line, commands, resolve));
  }

  /** The same, for who must know before anything that stands behind the answer is performed. */
  ask(line: string, commands: number, answered: (answer: LineAnswer) => void): void {
    const id = ++this.#lastId;
    this.#waiting.set(id, answered);
    this.#take(next(this.#state, { kind: 'send', id, line, commands }));
  }

  /**
   * Ends the process, not only its input: with output queued a client whose input ended stays attached for ever,
   * and the panes that it watches stand still (tmux 3.3a, control_all_done).
   */
  dispose(): void {
    const left = this.#actions.slice(this.#at);
    this.#chunks.length = 0;
    this.#actions = [];
    this.#take(next(this.#state, { kind: 'closed', reason: 'panectl closed it' }));
    // What had to wait for its turn: the machine thinks that it has been told. An end among it is ours to perform too.
    for (const action of left) if (isSettling(action)) this.#perform(action);
  }

  #listen(): void {
    const child = this.#child;
    child.stdout?.on('data', (bytes: Buffer) => this.#read(bytes));
    child.stdin?.on('error', () => undefined);
    child.stdout?.on('error', () => undefined);
    child.on('error', (error) => this.#close(error.message));
    child.on('close', () => this.#close('the tmux client ended'));
  }

  #read(bytes: Buffer): void {
    this.#chunks.push({ bytes, readAtMs: performance.now() });
    if (this.#isBehind || !this.#work(SHIFTS.deadline())) return;
    this.#isBehind = true;
    this.#child.stdout?.pause();
    SHIFTS.enlist((deadlineMs) => {
      this.#isBehind = this.#work(deadlineMs);
      if (!this.#isBehind) this.#child.stdout?.resume();
      return this.#isBehind;
    });
  }

  /** True while something is left. */
  #work(deadlineMs: number): boolean {
    for (;;) {
      const action = this.#actions[this.#at];
      if (action === undefined) {
        const chunk = this.#chunks.shift();
        if (chunk === undefined) return false;
        this.#readAtMs = chunk.readAtMs;
        this.#queue(next(this.#state, { kind: 'bytes', bytes: chunk.bytes }));
      } else {
        this.#at += 1;
        this.#perform(action);
      }
      if (performance.now() >= deadlineMs) return this.#at < this.#actions.length || this.#chunks.length > 0;
    }
  }

  /** Only where nothing waits to be performed. */
  #queue(step: Step): void {
    this.#state = step.state;
    this.#actions = step.actions;
    this.#at = 0;
  }

  /** What was read is seen to first, however long it takes: it came before the end. */
  #close(reason: string): void {
    while (this.#work(Number.POSITIVE_INFINITY));
    this.#take(next(this.#state, { kind: 'closed', reason }));
  }

  #take(step: Step): void {
    this.#state = step.state;
    for (const action of step.actions) this.#perform(action);
  }

  #perform(action: ControlAction): void {
    switch (action.kind) {
      case 'write':
        this.#child.stdin?.write(action.text);
        return;
      case 'ready':
        this.#settleReady(true);
        return;
      case 'replied':
      case 'lost':
        this.#settle(action.id, { isLost: action.kind === 'lost', replies: action.replies });
        return;
      case 'output':
        this.#on.output?.(action.tmuxPane, action.bytes, action.ageMs);
        return;
      case 'paused':
        this.#on.paused?.(action.tmuxPane);
        return;
      case 'notice':
        this.#on.notice?.(action.name, action.words);
        return;
      case 'ended':
        this.#leave();
        this.#settleReady(false);
        this.#on.ended?.(action.reason);
        return;
    }
  }

  #leave(): void {
    const child = this.#child;
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) leave(this.gone);
    // Never SIGKILL at once, see `spawn.ts`; a server that stands still never lets its client go.
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STUBBORN_MS).unref();
    void this.gone.then(() => clearTimeout(timer));
  }

  #settle(id: number, answer: LineAnswer): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
  }
}

/** A client has long been in by then, or never will be. */
const STUBBORN_MS = 5_000;

/** Somebody waits for it; the rest is news of a client that nobody listens to any more. */
const isSettling = ({ kind }: ControlAction): boolean =>
  kind === 'replied' || kind === 'lost' || kind === 'ended';
