import type { ChildProcess } from 'node:child_process';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { type ControlAction, type ControlState, next, type Reply, STARTING } from './machine.ts';
import { spawnControl } from './spawn.ts';

export interface ControlClientOptions {
  readonly program: string;
  readonly socketPath: string;
  /** Words after `tmux -u -S SOCK -C`. */
  readonly attach: readonly string[];
  readonly on: ControlEvents;
}

export interface ControlEvents {
  readonly output?: (tmuxPane: TmuxPaneId, bytes: Buffer) => void;
  readonly paused?: (tmuxPane: TmuxPaneId) => void;
  readonly notice?: (name: string, words: readonly string[]) => void;
  readonly ended?: (reason: string) => void;
}

/** What came back for one line: `lost` when the client ended before the last of its answers. */
export interface LineAnswer {
  readonly isLost: boolean;
  readonly replies: readonly Reply[];
}

/** One `tmux -C` process and the machine that reads it. Performs the machine's actions and decides nothing. */
export class ControlClient {
  readonly pid: number | null;
  /** True once it is attached; false when it ended before that. */
  readonly ready: Promise<boolean>;
  readonly #child: ChildProcess;
  readonly #on: ControlEvents;
  readonly #waiting = new Map<number, (answer: LineAnswer) => void>();
  #state: ControlState = STARTING;
  #lastId = 0;
  #settleReady: (isReady: boolean) => void = () => undefined;

  constructor(options: ControlClientOptions) {
    this.#on = options.on;
    this.ready = new Promise((resolve) => {
      this.#settleReady = resolve;
    });
    this.#child = spawnControl(options.program, options.socketPath, options.attach);
    this.pid = this.#child.pid ?? null;
    this.#listen();
  }

  get isOpen(): boolean {
    return this.#state.phase !== 'ended';
  }

  /** Writes one line of `commands` commands. Never rejects. */
  send(line: string, commands = 1): Promise<LineAnswer> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#take(next(this.#state, { kind: 'send', id, line, commands }));
    });
  }

  /**
   * Kills the process, not only its input: with output queued a client whose input ended stays attached for ever,
   * and the panes that it watches stand still (tmux 3.3a, control_all_done).
   */
  dispose(): void {
    this.#take(next(this.#state, { kind: 'closed', reason: 'panectl closed it' }));
  }

  #listen(): void {
    const child = this.#child;
    child.stdout?.on('data', (bytes: Buffer) => this.#take(next(this.#state, { kind: 'bytes', bytes })));
    child.stdin?.on('error', () => undefined);
    child.stdout?.on('error', () => undefined);
    child.on('error', (error) => this.#close(error.message));
    child.on('close', () => this.#close('the tmux client ended'));
  }

  #close(reason: string): void {
    this.#take(next(this.#state, { kind: 'closed', reason }));
  }

  #take(step: { readonly state: ControlState; readonly actions: readonly ControlAction[] }): void {
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
        this.#on.output?.(action.tmuxPane, action.bytes);
        return;
      case 'paused':
        this.#on.paused?.(action.tmuxPane);
        return;
      case 'notice':
        this.#on.notice?.(action.name, action.words);
        return;
      case 'ended':
        this.#child.kill('SIGKILL');
        this.#settleReady(false);
        this.#on.ended?.(action.reason);
        return;
    }
  }

  #settle(id: number, answer: LineAnswer): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
  }
}
