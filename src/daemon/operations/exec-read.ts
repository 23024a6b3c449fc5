import type * as z from 'zod';
import type { ExecsPort } from '../../commands/context.ts';
import type { execListInput, execOutputInput } from '../../commands/exec.ts';
import type { Exec } from '../../domain/exec.ts';
import { failure } from '../../domain/failure.ts';
import { type ExecId, isExecId } from '../../domain/ids.ts';
import type { Output, RecordedLine } from '../../domain/lines.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { serverKeyOf } from '../memories.ts';
import { findExec, untilEnded } from '../waits/exec-end.ts';
import { locateSession } from './locate.ts';
import { type OutputLimits, recordLines } from './record-lines.ts';

export const execsPort = (house: House, scope: CallScope): ExecsPort => ({
  list: (input) => listExecs(house, scope, input),
  show: async ({ exec_id }) => lookUp(house, exec_id),
  wait: async ({ exec_id, timeout }) => {
    const exec = lookUp(house, exec_id);
    return exec.ok ? untilEnded(house, exec.value, timeout, scope.signal) : exec;
  },
  output: async (input) => execOutput(house, input),
});

const listExecs = async (
  house: House,
  scope: CallScope,
  { session, n }: z.output<typeof execListInput>,
): Promise<Result<{ execs: readonly Exec[]; next_seq: number; truncated: boolean }>> => {
  const named = session === undefined ? null : await sessionName(house, scope, session);
  if (named !== null && !named.ok) return named;
  const found = house.journal.execs({ limit: n, ...(named === null ? {} : { session: named.value }) });
  return success({ ...found, next_seq: house.journal.nextSeq });
};

/** A session that is gone still has its execs in the journal, under the name that it had. */
const sessionName = async (house: House, scope: CallScope, text: string): Promise<Result<string>> => {
  const session = await locateSession(house, scope, text);
  if (session.ok) return success(session.value.name);
  const isRemembered = house.journal.execs({ session: text, limit: 1 }).execs.length > 0;
  return isRemembered ? success(text) : session;
};

const lookUp = (house: House, id: string): Result<Exec> => {
  const exec = isExecId(id) ? findExec(house, id) : null;
  return exec === null
    ? failed(failure('exec_not_found', `there is no exec ${id}`, 'panectl exec-list shows them'))
    : success(exec);
};

const execOutput = (
  house: House,
  input: z.output<typeof execOutputInput>,
): Result<{ exec_id: ExecId; output: Output<RecordedLine> }> => {
  const exec = lookUp(house, input.exec_id);
  if (!exec.ok) return exec;
  const output = outputOf(house, exec.value, input);
  return output.ok ? success({ exec_id: exec.value.exec_id, output: output.value }) : output;
};

/** What the exec printed, as far as it is still held; prompts and echoes are no part of it. Its pane may be gone. */
export const outputOf = (house: House, exec: Exec, limits: OutputLimits): Result<Output<RecordedLine>> => {
  const record = isOfThisServer(house, exec) ? house.outputs.recordOf(exec.tmux_pane) : null;
  const end = exec.last_cursor ?? record?.nextCursor ?? exec.first_cursor;
  if (record === null)
    return success({
      lines: [],
      next_cursor: end,
      truncated: false,
      omitted: 0,
      lost: Math.max(0, end - exec.first_cursor),
    });
  const { lines, lost } = record.from(exec.first_cursor, end - exec.first_cursor);
  const own = lines.filter(({ cursor, typed }) => cursor < end && !typed);
  return recordLines(own, { lost: Math.min(lost, end - exec.first_cursor), end }, limits);
};

/** A server gives each pane's number once, but the next server gives the same numbers again. */
const isOfThisServer = ({ store, journal }: House, { exec_id: execId }: Exec): boolean => {
  const { execs, server } = store.getState();
  if (execs[execId] !== undefined) return true;
  if (server === null) return false;
  return journal.execs({ execId, server: serverKeyOf(server), limit: 1 }).execs.length > 0;
};
