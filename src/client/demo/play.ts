import { type Result, success } from '../../domain/result.ts';
import type { Phase, Step } from './script.ts';
import type { Stage } from './stage.ts';

export interface Play {
  readonly session: string;
  /** Where the session's panes start. */
  readonly folder: string;
  /** The command line of a pane's program. */
  readonly job: (label: string) => string;
}

/** Plays the phases one after the other; the first failure ends the play and is its result. */
export const play = async (stage: Stage, phases: readonly Phase[], given: Play): Promise<Result<number>> => {
  let operations = 0;
  for (const { title, steps } of phases) {
    stage.say(`-- ${title}`);
    for (const step of steps) {
      const done = await perform(stage, step, given);
      if (!done.ok) return done;
      operations += done.value;
    }
  }
  return success(operations);
};

/** Answers how many panes or sessions it made or ended. */
const perform = (stage: Stage, step: Step, given: Play): Promise<Result<number>> => {
  switch (step.kind) {
    case 'session':
      return open(stage, given);
    case 'create':
      return create(stage, step.label, given);
    case 'kill':
      return kill(stage, step.label, given, '');
    case 'await':
      return seen(stage, step.label, step.pattern, given);
    case 'decide':
      return decide(stage, step, given);
  }
};

const open = async (stage: Stage, { session, folder, job }: Play): Promise<Result<number>> => {
  const made = await change(stage, 'session-create', { session, cwd: folder }, 'session-create');
  if (!made.ok) return made;
  const started = await stage.call('pane-exec', { session, pane: 'main', command: job('main') });
  return started.ok ? made : started;
};

const create = async (stage: Stage, label: string, { session, job }: Play): Promise<Result<number>> => {
  const made = await change(stage, 'pane-create', { session, label }, `pane-create ${label}`, session);
  if (!made.ok) return made;
  const started = await stage.call('pane-exec', { session, pane: label, command: job(label) });
  return started.ok ? made : started;
};

const kill = (stage: Stage, label: string, { session }: Play, why: string): Promise<Result<number>> =>
  change(stage, 'pane-kill', { session, pane: label }, `pane-kill ${label}${why}`, session);

const decide = async (
  stage: Stage,
  { label, pattern, verdict }: Extract<Step, { kind: 'decide' }>,
  given: Play,
): Promise<Result<number>> => {
  const looked = await seen(stage, label, pattern, given);
  if (!looked.ok || verdict === 'kill') {
    return looked.ok ? kill(stage, label, given, `, ${pattern} seen`) : looked;
  }
  stage.say(`   pane-has-pattern ${label} ${pattern}: keep it`);
  return looked;
};

/** Asks once, and again whenever something was printed; nobody sleeps. */
const seen = async (
  stage: Stage,
  label: string,
  pattern: string,
  { session }: Play,
): Promise<Result<number>> => {
  for (;;) {
    const printed = stage.nextOutput();
    const answer = await stage.call('pane-has-pattern', { session, pane: label, pattern });
    if (!answer.ok) return answer;
    if (fieldOf(answer.value, 'found') === true) return success(0);
    await printed;
  }
};

const change = async (
  stage: Stage,
  command: string,
  input: Readonly<Record<string, unknown>>,
  told: string,
  session?: string,
): Promise<Result<number>> => {
  const done = await stage.call(command, input);
  if (!done.ok) return done;
  const counted = session === undefined ? null : await stage.call('pane-count', { session });
  if (counted?.ok === false) return counted;
  const number = fieldOf(done.value, 'pane_id');
  const count = counted === null ? 1 : fieldOf(counted.value, 'count');
  stage.say(`   ${told}${typeof number === 'number' ? ` is pane ${number}` : ''}${countText(count)}`);
  return success(1);
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

const countText = (count: unknown): string => (typeof count === 'number' ? `  (panes: ${count})` : '');
