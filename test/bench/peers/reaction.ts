import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesIn, msUntil } from './programs.ts';

/** A process that prints a line when it is told to, and what the line sets off: both write down when. */
export interface Trigger {
  /** Shell text of the process that prints. */
  readonly prints: string;
  readonly pattern: string;
  /** Shell text of what is to be done. */
  readonly action: string;
  /** From the line to the action. */
  readonly sample: () => Promise<number>;
}

export const makeTrigger = (folder: string, name: string): Trigger => {
  const [door, fired, marks, program] = ['door', 'fired', 'marks', 'prints'].map((what) =>
    join(folder, `${name}-${what}`),
  );
  if (door === undefined || fired === undefined || marks === undefined || program === undefined)
    throw new Error('no folder');
  execFileSync('mkfifo', [door]);
  // Opened for both, so that neither side waits for the other one.
  const loop = `exec 3<>${door}; while read -r _ <&3; do t=$EPOCHREALTIME; echo "FIRE $t"; echo "$t" >>${fired}; done`;
  appendFileSync(program, `${loop}\n`);
  return {
    prints: `exec bash ${program}`,
    pattern: '^FIRE',
    action: `bash ${join(folder, 'mark')} ${marks}`,
    sample: async () => {
      const [marked, printed] = [linesIn(marks).length, linesIn(fired).length];
      // A line at no fixed distance from the ones before: who looks now and then is met at any moment.
      await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 400));
      appendFileSync(door, 'go\n');
      await msUntil(
        performance.now(),
        () => linesIn(marks).length > marked && linesIn(fired).length > printed,
      );
      const [from, to] = [linesIn(fired).at(-1), linesIn(marks).at(-1)].map(Number);
      return ((to ?? Number.NaN) - (from ?? Number.NaN)) * 1_000;
    },
  };
};
