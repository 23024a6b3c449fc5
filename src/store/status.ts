import { constants } from 'node:os';
import type { Exec } from '../domain/exec.ts';
import type { PaneStatus, StatusSource } from '../domain/pane.ts';
import type { Service } from '../domain/service.ts';
import { commandOf, type MadeWith } from './command.ts';

/** All that a pane's status can rest upon. */
export interface StatusEvidence extends MadeWith {
  readonly dead: boolean;
  readonly deadStatus: number | null;
  readonly deadSignal: number | null;
  /** The running or the last exec of the pane; null when it ran none. */
  readonly exec: Exec | null;
  /** Who has the terminal: the pane's own process, or a child of it; null when that could not be read. */
  readonly foreground: Foreground;
  /** One that waits for others has run nothing, whatever holds its place meanwhile. */
  readonly service?: Service | null;
  /** Whether the shell reports its commands itself. False unless given. */
  readonly isIntegrated?: boolean;
}

export type Foreground = 'root' | 'child' | null;

export interface StatusReading {
  readonly status: PaneStatus;
  readonly statusSource: StatusSource;
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** Says what the evidence shows, and `unknown` where it shows nothing. */
export const readStatus = (evidence: StatusEvidence): StatusReading => {
  if (evidence.dead) return readDead(evidence);
  return commandOf(evidence) === null ? readShell(evidence) : readCommand(evidence);
};

/** 9 → `KILL`; null for a number that is no signal here. */
export const signalName = (signal: number): string | null => {
  const found = Object.entries(constants.signals).find(([, number]) => number === signal);
  return found === undefined ? null : found[0].replace(/^SIG/, '');
};

/**
 * tmux shows `pane_dead` as soon as the terminal is closed and the code only once the process is reaped
 * (PANE_STATUSREADY in window.c), so a pane may be `dead` for a moment before its code is there.
 */
const readDead = ({ deadStatus, deadSignal, exec }: StatusEvidence): StatusReading => {
  if (exec !== null && exec.outcome !== 'running' && exec.exit_code !== null)
    return endedWithExec(exec, exec.exit_code, 'leader');
  if (deadSignal !== null)
    return { ...endedWith(128 + deadSignal, 'pane_process'), signal: signalName(deadSignal) };
  if (deadStatus !== null) return endedWith(deadStatus, 'pane_process');
  return { status: 'dead', statusSource: 'pane_process', exitCode: null, signal: null };
};

/** The leader says the end before it leaves; until then, and without one, the pane's process is the command. */
const readCommand = ({ exec, service = null }: StatusEvidence): StatusReading => {
  if (exec === null && isHeldBack(service))
    return { status: 'idle', statusSource: 'pane_process', exitCode: null, signal: null };
  return exec !== null && exec.outcome !== 'running' && exec.exit_code !== null
    ? endedWithExec(exec, exec.exit_code, 'leader')
    : running('pane_process');
};

/** Whether it waits for what it depends on. */
export const isHeldBack = (service: Service | null): boolean =>
  service?.state === 'waiting' || service?.state === 'blocked';

/** An exec runs from its acceptance, before the shell has started anything; its end is for its maker to say. */
const readShell = ({ exec, foreground, isIntegrated = false }: StatusEvidence): StatusReading => {
  if (exec?.outcome === 'running') return running(isIntegrated ? 'shell_integration' : 'foreground_process');
  if (foreground === 'child') return running('foreground_process');
  if (exec !== null && exec.exit_code !== null)
    return endedWithExec(exec, exec.exit_code, 'shell_integration');
  const idleSource = isIntegrated ? 'shell_integration' : 'foreground_process';
  if (foreground === 'root')
    return { status: 'idle', statusSource: idleSource, exitCode: null, signal: null };
  return { status: 'unknown', statusSource: 'none', exitCode: null, signal: null };
};

const running = (statusSource: StatusSource): StatusReading => ({
  status: 'running',
  statusSource,
  exitCode: null,
  signal: null,
});

const endedWithExec = (exec: Exec, exitCode: number, source: StatusSource): StatusReading => {
  const reading = endedWith(exitCode, source);
  const isBad = exec.outcome === 'failed' || exec.outcome === 'timed_out';
  return { ...reading, status: isBad ? 'failed' : reading.status, signal: exec.signal ?? reading.signal };
};

/** Only the code is known: 128+N is how shells and tmux report a signal. */
const endedWith = (exitCode: number, statusSource: StatusSource): StatusReading => ({
  status: exitCode === 0 ? 'completed' : 'failed',
  statusSource,
  exitCode,
  signal: exitCode > 128 ? signalName(exitCode - 128) : null,
});
