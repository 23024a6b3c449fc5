import type * as z from 'zod';
import type { OutputPort, Streamed } from '../../commands/context.ts';
import type { paneStreamInput, paneTailInput } from '../../commands/output.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Output, RecordedLine } from '../../domain/lines.ts';
import { type Result, success } from '../../domain/result.ts';
import type { LocalAction } from '../../protocol/call.ts';
import type { CallScope, House } from '../house.ts';
import { follow, thesePanes } from '../output/follow.ts';
import { integratePane } from './integrate.ts';
import { locatePane } from './locate.ts';
import { recordLines } from './record-lines.ts';
import { readLogs } from './session-logs.ts';

export const outputPort = (house: House, scope: CallScope): OutputPort => ({
  tail: (input) => tail(house, scope, input),
  stream: (input) => stream(house, scope, input),
  logs: (input) => readLogs(house, scope, input),
  integrate: (input) => integratePane(house, scope, input),
});

type Tailed = { readonly tmux_pane: TmuxPaneId; readonly output: Output<RecordedLine> };

const tail = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneTailInput>,
): Promise<Result<Tailed | Streamed>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { tmuxPane } = target.value.pane;
  const record = house.outputs.of(tmuxPane)?.record;
  const end = record?.nextCursor ?? 0;
  if (input.follow) {
    const from = input.since ?? Math.max(0, end - (input.n ?? 10));
    return followPane(house, scope, tmuxPane, from);
  }
  const { lines, lost } = record?.from(input.since ?? 0, Number.POSITIVE_INFINITY) ?? { lines: [], lost: 0 };
  const told = input.since === undefined ? 0 : lost;
  const output = recordLines(lines, { lost: told, end }, { ...input, forward: input.since !== undefined });
  return output.ok ? success({ tmux_pane: tmuxPane, output: output.value }) : output;
};

const stream = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneStreamInput>,
): Promise<Result<Streamed | LocalAction>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { tmuxPane } = target.value.pane;
  const from = input.since ?? house.outputs.of(tmuxPane)?.record.nextCursor ?? 0;
  if (input.callback !== undefined)
    return success({
      kind: 'callback',
      callback: input.callback,
      argv: ['pane-stream', target.value.session.sessionId, tmuxPane, '--since', String(from), '--json'],
    });
  return followPane(house, scope, tmuxPane, from);
};

const followPane = (house: House, scope: CallScope, tmuxPane: TmuxPaneId, from: number) =>
  follow(house, scope, {
    ...thesePanes([tmuxPane]),
    held: [[tmuxPane, from]],
    keep: () => true,
    itemOf: (_pane, line) => line,
  });
