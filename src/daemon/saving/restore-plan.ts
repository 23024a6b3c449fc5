import type { RestoredPane, RestoredSession } from '../../commands/saving-port.ts';
import {
  type Blueprint,
  type PlannedPane,
  type PlannedWindow,
  plannedPanes,
} from '../session-file/blueprint.ts';
import type { Made } from '../session-file/create.ts';
import type { LoadedFile } from '../session-file/load.ts';
import { isShellProgram } from '../session-file/shell-program.ts';

/** `ask`: a person presses Enter; `never`: it is only named. */
export type RunPolicy = 'ask' | 'auto' | 'never';

export interface RestorePlan {
  readonly loaded: LoadedFile;
  readonly blueprint: Blueprint;
  readonly policy: RunPolicy;
  /** Of a snapshot. */
  readonly savedAt: string | null;
  /** Why it is not of the newest one. */
  readonly notice: string | null;
}

/** The same with a shell in each pane, and nothing typed; another program than a shell is a command. */
export const withoutCommands = (blueprint: Blueprint): Blueprint => ({
  ...blueprint,
  ...{ beforeScript: null, globalOptions: [] },
  windows: blueprint.windows.map((window) => ({
    ...window,
    panes: window.panes.map((pane) => ({
      ...pane,
      ...{ command: null, lines: [], service: null, shell: isProgram(pane) ? null : pane.shell },
    })),
  })),
});

const isProgram = ({ shell }: PlannedPane): boolean => shell !== null && !isShellProgram(shell);

/** What one would type to run it, for people; null where nothing would run. */
export const commandLineOf = (pane: PlannedPane): string | null => {
  const { command, shell, lines } = pane;
  if (isProgram(pane)) return shell;
  return command ?? (lines.length === 0 ? null : lines.map(({ value }) => value).join('\n'));
};

/** What can stand at a prompt without being run: one line, without keys in it. */
export const isTypable = (pane: PlannedPane): boolean => {
  const line = commandLineOf(pane);
  return line !== null && pane.lines.length <= 1 && !/[\u0000-\u001f\u007f-\u009f]/.test(line);
};

/** `made` null: it is only planned, or left out for this reason. */
export const reportOf = (plan: RestorePlan, made: Made | null, reason: string | null): RestoredSession => {
  const { blueprint, loaded } = plan;
  return {
    session: blueprint.name,
    session_id: made?.sessionId ?? null,
    file: loaded.path,
    saved_at: plan.savedAt,
    outcome: made !== null ? 'restored' : reason === null ? 'planned' : 'skipped',
    reason: reason ?? plan.notice,
    panes: plannedPanes(blueprint).map(({ window, pane }, at) => paneReport(plan, made, window, pane, at)),
  };
};

const paneReport = (
  { policy, loaded }: RestorePlan,
  made: Made | null,
  window: PlannedWindow,
  pane: PlannedPane,
  at: number,
): RestoredPane => {
  const command = commandLineOf(pane);
  const run = command === null ? null : runOf(policy, pane);
  return {
    pane_id: loaded.file.saved?.numbers[at] ?? at,
    was: loaded.file.saved?.panes[at] ?? null,
    tmux_pane: made?.panes[at]?.tmuxPane ?? null,
    ...{ window: window.name, label: pane.label, cwd: pane.cwd, command, run },
    reason: reasonOf(pane, policy, run),
  };
};

const runOf = (policy: RunPolicy, pane: PlannedPane): RestoredPane['run'] => {
  if (policy === 'auto') return 'run';
  return policy === 'ask' && isTypable(pane) ? 'typed' : 'held';
};

const reasonOf = (
  { goneFolder }: PlannedPane,
  policy: RunPolicy,
  run: RestoredPane['run'],
): string | null => {
  const folder = goneFolder === null ? [] : [`its folder ${goneFolder} has gone`];
  const held =
    run !== 'held' ? [] : [policy === 'ask' ? 'it has more than one line' : '--run auto would run it'];
  const reasons = [...folder, ...held];
  return reasons.length === 0 ? null : reasons.join('; ');
};
