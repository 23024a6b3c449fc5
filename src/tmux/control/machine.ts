import type { TmuxPaneId } from '../../domain/ids.ts';
import { type ControlLine, type Guard, parseEndOf, parseLine } from './parse.ts';
import { NOTHING_HELD, type SplitState, splitLines } from './split.ts';

/**
 * One control client as a machine without input or output of its own.
 *
 *            first block ends well                     %exit, closed, over budget, an end without its begin
 *   starting ──────────────────────▶ live ───────────────────────────────────────────▶ ended
 *      │  first block is an error, closed                                                  ▲
 *      └──────────────────────────────────────────────────────────────────────────────────┘
 *
 * tmux answers the lines of one client in their order (cmd-queue.c), so `pending` is a queue: each block with flag 1
 * belongs to its head. A line of n commands gives n blocks, or fewer, of which the last is an error: tmux drops the
 * rest of a group (cmdq_remove_group). Blocks with flag 0 are the attaching itself and hooks that print.
 */
export interface ControlState {
  readonly phase: 'starting' | 'live' | 'ended';
  readonly split: SplitState;
  readonly block: Block | null;
  readonly pending: readonly Pending[];
}

interface Block {
  readonly guard: Guard;
  readonly body: Buffer[];
}

interface Pending {
  readonly id: number;
  /** How many commands the line holds. */
  readonly commands: number;
  readonly replies: readonly Reply[];
}

export interface Reply {
  readonly ok: boolean;
  readonly lines: readonly Buffer[];
}

export type ControlInput =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'send'; readonly id: number; readonly line: string; readonly commands: number }
  | { readonly kind: 'closed'; readonly reason: string };

export type ControlAction =
  | { readonly kind: 'write'; readonly text: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'replied'; readonly id: number; readonly replies: readonly Reply[] }
  /** The answer will not come; tmux may or may not have run it. */
  | { readonly kind: 'lost'; readonly id: number; readonly replies: readonly Reply[] }
  | { readonly kind: 'output'; readonly tmuxPane: TmuxPaneId; readonly bytes: Buffer; readonly ageMs: number }
  | { readonly kind: 'paused'; readonly tmuxPane: TmuxPaneId }
  | { readonly kind: 'notice'; readonly name: string; readonly words: readonly string[] }
  | { readonly kind: 'ended'; readonly reason: string };

export interface Step {
  readonly state: ControlState;
  readonly actions: readonly ControlAction[];
}

export const STARTING: ControlState = { phase: 'starting', split: NOTHING_HELD, block: null, pending: [] };

export const next = (state: ControlState, input: ControlInput): Step => {
  if (state.phase === 'ended') return lateStep(state, input);
  switch (input.kind) {
    case 'bytes':
      return takeBytes(state, input.bytes);
    case 'send':
      return {
        state: {
          ...state,
          pending: [...state.pending, { id: input.id, commands: input.commands, replies: [] }],
        },
        actions: [{ kind: 'write', text: `${input.line}\n` }],
      };
    case 'closed':
      return end(state, input.reason);
  }
};

const lateStep = (state: ControlState, input: ControlInput): Step => ({
  state,
  actions: input.kind === 'send' ? [{ kind: 'lost', id: input.id, replies: [] }] : [],
});

const takeBytes = (state: ControlState, bytes: Buffer): Step => {
  const { state: split, lines, isOverBudget } = splitLines(state.split, bytes);
  const actions: ControlAction[] = [];
  let now: ControlState = { ...state, split };
  for (const line of lines) {
    const step = takeLine(now, line);
    now = step.state;
    for (const action of step.actions) actions.push(action);
    if (now.phase === 'ended') return { state: now, actions };
  }
  if (!isOverBudget) return { state: now, actions };
  const last = end(now, 'a line is longer than any that tmux writes');
  return { state: last.state, actions: [...actions, ...last.actions] };
};

const takeLine = (state: ControlState, line: Buffer): Step => {
  if (state.block === null) return takeOutside(state, parseLine(line));
  const ending = parseEndOf(state.block.guard.key, line);
  if (ending !== null) return closeBlock(state, state.block, ending.isError);
  // The one place where something is changed in place: a listing of thousands of lines would cost its square else.
  state.block.body.push(line);
  return { state, actions: [] };
};

const takeOutside = (state: ControlState, line: ControlLine): Step => {
  switch (line.kind) {
    case 'begin':
      return { state: { ...state, block: { guard: line.guard, body: [] } }, actions: [] };
    case 'end':
      // Somebody printed a forged end into a listing, and guessed its number: nothing after it can be trusted.
      return end(state, 'an answer ended that had not begun');
    case 'output':
      return { state, actions: [line] };
    case 'pause':
      return { state, actions: [{ kind: 'paused', tmuxPane: line.tmuxPane }] };
    case 'exit':
      return end(state, line.reason === '' ? 'tmux let this client go' : line.reason);
    case 'notice':
      return { state, actions: [line] };
    case 'stray':
      return { state, actions: [] };
  }
};

const closeBlock = (state: ControlState, block: Block, isError: boolean): Step => {
  const open = { ...state, block: null };
  if ((block.guard.flags & 1) === 1) return answer(open, { ok: !isError, lines: block.body });
  if (state.phase !== 'starting') return { state: open, actions: [] };
  if (isError) return end(open, Buffer.concat(block.body).toString('utf8'));
  return { state: { ...open, phase: 'live' }, actions: [{ kind: 'ready' }] };
};

const answer = (state: ControlState, reply: Reply): Step => {
  const [head, ...rest] = state.pending;
  if (head === undefined) return end(state, 'an answer came that nobody had asked for');
  const replies = [...head.replies, reply];
  if (reply.ok && replies.length < head.commands) {
    return { state: { ...state, pending: [{ ...head, replies }, ...rest] }, actions: [] };
  }
  return { state: { ...state, pending: rest }, actions: [{ kind: 'replied', id: head.id, replies }] };
};

const end = (state: ControlState, reason: string): Step => ({
  state: { phase: 'ended', split: NOTHING_HELD, block: null, pending: [] },
  actions: [
    ...state.pending.map(({ id, replies }) => ({ kind: 'lost' as const, id, replies })),
    { kind: 'ended', reason },
  ],
});
