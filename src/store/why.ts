import type { Exec } from '../domain/exec.ts';
import type { Pane, StatusSource } from '../domain/pane.ts';
import type { Service } from '../domain/service.ts';
import { dependencyText } from '../domain/service-text.ts';
import { isHeldBack } from './status.ts';

/** What a pane's state is, in one sentence, and what that rests upon. */
export interface Verdict {
  readonly verdict: string;
  readonly evidence: readonly string[];
}

/** `exec`: what runs there, or ran last. `held`: whether somebody types there by hand. */
export const verdictOn = (
  pane: Pane,
  exec: Exec | null,
  { nowMs, isHeld }: { readonly nowMs: number; readonly isHeld: boolean },
): Verdict => {
  const about = pane.label ?? pane.tmux_pane;
  const said = pane.service === null ? null : serviceVerdict(about, pane.service, nowMs);
  return {
    verdict: said ?? plainVerdict(about, pane, exec, nowMs),
    evidence: [...evidenceOf(pane, exec), ...obstacles(pane, isHeld)],
  };
};

/** Null where the pane's own state says it all. */
const serviceVerdict = (about: string, service: Service, nowMs: number): string | null => {
  const { spec, reason, probe, restarts } = service;
  const answer = probe === null ? '' : `: ${probe.said}`;
  switch (service.state) {
    case 'waiting':
    case 'blocked':
      return waitingVerdict(about, service);
    case 'starting':
      return spec.ready === null ? null : `${about} runs and is not ready yet${answer}`;
    case 'unready':
      return `${about} is ${reason ?? 'not ready in time'}${answer}`;
    case 'ready':
      return `${about} is ready${answer}`;
    case 'backing_off':
      return `${about} ${reason ?? 'ended'} and is started again in ${secondsTo(service.next_at, nowMs)} s (restart ${restarts + 1} of ${spec.restart.max_restarts})`;
    case 'gave_up':
      return `${about} was given up: ${reason ?? 'it failed too often'}; pane-respawn starts it again`;
    default:
      return null;
  }
};

const waitingVerdict = (about: string, { state, waits_for }: Service): string => {
  const isBlocked = state === 'blocked';
  const missing = waits_for.filter((dependency) =>
    isBlocked ? dependency.state === 'impossible' : dependency.state === 'pending',
  );
  const needs = missing.map(dependencyText).join(', and ');
  return isBlocked
    ? `${about} can not start: it needs ${needs}, which can not be`
    : `${about} waits for ${needs}`;
};

const secondsTo = (at: string | null, nowMs: number): number =>
  at === null ? 0 : Math.max(0, Math.ceil((Date.parse(at) - nowMs) / 1_000));

const plainVerdict = (about: string, pane: Pane, exec: Exec | null, nowMs: number): string => {
  const what = exec === null ? 'what runs there' : quoted(exec.command);
  switch (pane.status) {
    case 'idle':
      return `${about} is a shell at its prompt${exec === null ? ' that has run nothing' : ''}`;
    case 'running':
      return `${about} runs ${what}${since(pane.status_since, nowMs)}`;
    case 'completed':
      return `${about}: ${what} succeeded${since(exec?.ended_at ?? pane.completed_at, nowMs)}`;
    case 'failed':
      return `${about}: ${what} ${endText(pane, exec)}${since(exec?.ended_at ?? pane.completed_at, nowMs)}`;
    case 'dead':
      return `${about}: its process has gone, and nobody knows how it ended`;
    case 'unknown':
      return `${about}: nothing tells what its shell is doing; pane-integrate would make it tell`;
  }
};

const LONGEST_COMMAND = 120;

const quoted = (command: string): string =>
  `\`${command.length > LONGEST_COMMAND ? `${command.slice(0, LONGEST_COMMAND)}…` : command}\``;

const since = (at: string | null, nowMs: number): string => {
  if (at === null) return '';
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(at)) / 1_000));
  const [unit, size] = seconds < 120 ? ['s', 1] : seconds < 7_200 ? ['min', 60] : ['h', 3_600];
  return `, since ${Math.round(seconds / Number(size))} ${unit}`;
};

const endText = ({ exit_code, signal }: Pane, exec: Exec | null): string => {
  const by = exec?.ended_by ?? 'self';
  const how = BY.get(by) ?? '';
  if (exec?.outcome === 'timed_out') return 'took too long and was ended';
  if (signal !== null) return `was ended by the signal ${signal}${how}`;
  return `ended with ${exit_code ?? 'a code that nobody knows'}${how}`;
};

const BY: ReadonlyMap<string, string> = new Map([
  ['kill', ', because somebody killed it'],
  ['scale', ', because fewer replicas were wanted'],
  ['respawn', ', because it was started again'],
]);

const evidenceOf = (pane: Pane, exec: Exec | null): readonly string[] => {
  const { status, status_source, status_since, service } = pane;
  return [
    `status ${status}: ${SOURCES[status_source]}${status_since === null ? '' : `, at ${status_since}`}`,
    ...(pane.dead ? ["the pane's process has gone"] : []),
    ...(exec === null ? [] : [execEvidence(exec)]),
    // What holds the place of one that waits says nothing about it.
    ...(pane.process === null || pane.dead || isHeldBack(service)
      ? []
      : [`tmux sees ${pane.process} in the foreground`]),
    ...(pane.last_output_at === null ? [] : [`it printed something last at ${pane.last_output_at}`]),
    ...(service?.probe ? [`asked whether it is ready at ${service.probe.at}: ${service.probe.said}`] : []),
    ...(service !== null && service.restarts > 0 ? [`started again ${service.restarts} times`] : []),
  ];
};

const SOURCES: Readonly<Record<StatusSource, string>> = {
  shell_integration: 'the shell says so itself',
  leader: "the command's leader reported it",
  pane_process: "of the pane's own process",
  foreground_process: 'by who has the terminal',
  none: 'nothing tells',
};

const execEvidence = ({
  exec_id,
  command,
  outcome,
  started_at,
  ended_at,
  ended_by,
  exit_code,
}: Exec): string => {
  const code = exit_code === null ? '' : ` with ${exit_code}`;
  const end = ended_at === null ? '' : `, ${outcome}${code} at ${ended_at}`;
  const by = ended_by === null || ended_by === 'self' ? '' : ` (${ended_by})`;
  return `${exec_id} ${quoted(command)} began at ${started_at}${end}${by}`;
};

/** What keeps others from doing something there just now. */
const obstacles = (pane: Pane, isHeld: boolean): readonly string[] => [
  ...(isHeld ? ['somebody types there by hand just now: keys of others are refused'] : []),
  ...(pane.mode === null ? [] : [`it is in ${pane.mode}: keys would go to that`]),
  ...(pane.alternate_screen ? ['a full-screen program has the screen'] : []),
];
