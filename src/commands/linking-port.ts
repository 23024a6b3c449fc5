import type * as z from 'zod';
import type { SessionCondition, Standing } from '../domain/dependency.ts';
import type { ExecOutcome } from '../domain/exec.ts';
import type { Failure } from '../domain/failure.ts';
import type { ExecId, PaneNumber } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { Session } from '../domain/session.ts';
import type {
  sessionBroadcastExecInput,
  sessionDependsInput,
  sessionLinkInput,
  sessionUnlinkInput,
} from './linking.ts';

type In<Schema extends z.ZodType> = z.output<Schema>;
type Answer<T> = Promise<Result<T>>;

/** Several sessions together. */
export interface LinkingPort {
  link(input: In<typeof sessionLinkInput>): Answer<SessionGroup>;
  unlink(input: In<typeof sessionUnlinkInput>): Answer<Session>;
  groups(): Answer<{ groups: readonly SessionGroup[] }>;
  depends(input: In<typeof sessionDependsInput>): Answer<Dependencies>;
  broadcast(input: In<typeof sessionBroadcastExecInput>): Answer<{ results: readonly BroadcastResult[] }>;
}

export interface SessionGroup {
  readonly group: string;
  /** Names, in their order. */
  readonly sessions: readonly string[];
}

export interface Dependencies {
  readonly session: string;
  readonly depends_on: readonly DependencyState[];
}

export interface DependencyState {
  readonly session: string;
  readonly condition: SessionCondition;
  readonly state: Standing;
  /** What is missing, in one phrase; null where nothing is. */
  readonly reason: string | null;
}

/** A session was not made, because of what it waits for. */
export interface NotStarted extends Dependencies {
  readonly outcome: 'failed' | 'timeout';
  readonly reason: string;
}

export interface BroadcastResult {
  readonly session: string;
  readonly pane_id: PaneNumber | null;
  readonly exec_id: ExecId | null;
  /** Whether it was run. */
  readonly ok: boolean;
  readonly error: Failure | null;
  /** With `wait` only. */
  readonly outcome?: ExecOutcome | null;
  readonly exit_code?: number | null;
}
