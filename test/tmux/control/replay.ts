import { type ControlAction, type ControlInput, next, STARTING } from '../../../src/tmux/control/machine.ts';

/** A line that was written while the recording was made, and how many commands it held. */
export interface SentLine {
  readonly line: string;
  readonly commands: number;
}

/** What the machine makes of a recording in these pieces. What it writes is left out: the recording knows it. */
export const replay = (
  sent: readonly SentLine[],
  pieces: readonly Buffer[],
): { readonly phase: string; readonly actions: readonly ControlAction[] } => {
  const inputs: readonly ControlInput[] = [
    ...sent.map(({ line, commands }, index) => ({ kind: 'send' as const, id: index + 1, line, commands })),
    ...pieces.map((bytes) => ({ kind: 'bytes' as const, bytes })),
  ];
  let state = STARTING;
  const actions: ControlAction[] = [];
  for (const input of inputs) {
    const step = next(state, input);
    state = step.state;
    actions.push(...step.actions.filter((action) => action.kind !== 'write'));
  }
  return { phase: state.phase, actions };
};
