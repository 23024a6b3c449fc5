/** What the demo does, as data: 13 operations on 8 panes, and three looks at output that decide about them. */
export type Step =
  | { readonly kind: 'session' }
  | { readonly kind: 'create'; readonly label: string }
  | { readonly kind: 'await'; readonly label: string; readonly pattern: string }
  /** A look that decides: `kill` when the pattern is there, or keep the pane. */
  | {
      readonly kind: 'decide';
      readonly label: string;
      readonly pattern: string;
      readonly verdict: 'kill' | 'keep';
    }
  | { readonly kind: 'kill'; readonly label: string };

export interface Phase {
  readonly title: string;
  readonly steps: readonly Step[];
}

const create = (label: string): Step => ({ kind: 'create', label });
const kill = (label: string): Step => ({ kind: 'kill', label });

export const SCRIPT: readonly Phase[] = [
  { title: 'start', steps: [{ kind: 'session' }] },
  { title: 'scale up, 1 to 4', steps: ['build', 'test', 'logs'].map(create) },
  {
    title: 'expand, 4 to 7',
    steps: [
      { kind: 'await', label: 'build', pattern: 'step 3' },
      ...['monitor', 'metrics', 'db'].map(create),
      { kind: 'decide', label: 'db', pattern: 'HEALTHY', verdict: 'keep' },
    ],
  },
  { title: 'peak, 7 to 8', steps: [create('cache')] },
  {
    title: 'scale down, 8 to 6',
    steps: [
      { kind: 'decide', label: 'build', pattern: 'SUCCESS', verdict: 'kill' },
      { kind: 'decide', label: 'test', pattern: 'PASSED', verdict: 'kill' },
    ],
  },
  {
    title: 'use the freed number again, 6 to 7',
    steps: [create('deploy'), { kind: 'await', label: 'deploy', pattern: 'DONE' }],
  },
  { title: 'settle, 7 to 5', steps: [kill('monitor'), kill('metrics')] },
];
