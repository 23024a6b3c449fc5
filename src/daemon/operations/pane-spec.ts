import { failure } from '../../domain/failure.ts';
import {
  isTmuxPaneId,
  isWindowId,
  type SessionId,
  type TmuxPaneId,
  type WindowId,
} from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { ServiceSpec } from '../../domain/service.ts';
import type { House } from '../house.ts';
import { type Geometry, readGeometry } from './geometry.ts';
import type { PaneProcess } from './pane-process.ts';

/** What the pane is to be. Texts are final: formats in `cwd` are expanded by tmux. */
export interface PaneSpec {
  readonly label: string | null;
  readonly cwd: string;
  readonly env: readonly string[];
  readonly command: string | null;
  readonly process: PaneProcess;
  /** Whether it stays after its command's end. */
  readonly keep: boolean;
  /** What others rely upon in it; null for nothing. */
  readonly service: ServiceSpec | null;
  /** Null: as the window was arranged last. */
  readonly layout: string | null;
}

export interface MadePane {
  readonly tmuxPane: TmuxPaneId;
  readonly windowId: WindowId;
  readonly windowIndex: number;
  readonly pid: number | null;
  readonly cwd: string;
  readonly geometry: Geometry;
  /** For a window that was made with it. */
  readonly sessionId: SessionId | null;
  readonly marked: boolean;
}

export type Words = readonly string[];
export type Results = readonly Result<Words>[];

const PRINT = '#{pane_id} #{window_id} #{window_index} #{pane_pid} #{pane_start_path}';

export const makingWords = ({ cwd, env, process }: PaneSpec): Words => [
  ...['-P', '-F', PRINT, '-c', cwd],
  ...env.flatMap((entry) => ['-e', entry]),
  '--',
  ...process.words,
];

/** With an empty format tmux writes nothing of its own into the pane that stays (server_destroy_pane, server-fn.c). */
export const markWords = (target: string, { label, command, keep, process }: PaneSpec): readonly Words[] => [
  ...(label === null ? [] : [['set-option', '-p', '-t', target, '@label', label]]),
  ...(process.mark === null ? [] : [['set-option', '-p', '-t', target, '@panectl', process.mark]]),
  ...(command === null ? [] : [['set-option', '-p', '-t', target, 'remain-on-exit', keep ? 'on' : 'off']]),
  ...(command === null || !keep ? [] : [['set-option', '-p', '-t', target, 'remain-on-exit-format', '']]),
];

export const finish = async (
  house: House,
  results: Results,
  about: Pick<MadePane, 'sessionId' | 'marked'>,
): Promise<Result<MadePane>> => {
  const [first] = results;
  if (first === undefined || !first.ok) return first ?? failed(noAnswer());
  const printed = /^(%\d+) (@\d+) (\d+) (\d*) (.*)$/s.exec(first.value.join('\n'));
  const [, tmuxPane = '', windowId = '', index, pid, cwd = ''] = printed ?? [];
  if (!isTmuxPaneId(tmuxPane) || !isWindowId(windowId)) return failed(noAnswer());
  const bad = results.find((result) => !result.ok);
  const last = results.at(-1);
  const geometry = last?.ok ? readGeometry(last.value) : null;
  // The pane of a command that ended at once and was not to be kept is gone when its window is read: that is no error.
  if (bad !== undefined && !bad.ok) {
    await house.tmux.command('kill-pane', '-t', tmuxPane);
    return bad;
  }
  if (geometry === null) return failed(noAnswer());
  const made = { tmuxPane, windowId, windowIndex: Number(index), pid: Number(pid) || null, cwd, geometry };
  return success({ ...made, ...about });
};

const noAnswer = () => failure('internal', 'tmux did not name the pane that it made', 'panectl doctor');
