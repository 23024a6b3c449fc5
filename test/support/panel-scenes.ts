import type { Screen } from '../../src/protocol/message.ts';
import type { State } from '../../src/store/state.ts';
import { agoIso, eventOf, paneIdOf, stateOf } from './panel-fixture.ts';

const MIB = 1024 ** 2;

const waitsFor = (label: string, state: 'pending' | 'impossible') =>
  [{ label, condition: 'ready', state }] as const;

/** What others rely upon, in each of its states. */
export const shop: State = stateOf([
  {
    name: 'shop',
    windows: [
      {
        name: 'services',
        panes: [
          {
            label: 'db',
            command: 'postgres -D data',
            status: 'running',
            since: 90,
            cpu: 3,
            memory: 60 * MIB,
            service: { state: 'ready', ready: true },
          },
          {
            label: 'cache',
            command: 'redis-server',
            status: 'running',
            since: 4,
            cpu: 1,
            memory: 9 * MIB,
            service: { state: 'starting', ready: false },
          },
          {
            label: 'api',
            command: 'npm run api',
            status: 'idle',
            since: 30,
            service: { state: 'waiting', waits_for: waitsFor('cache', 'pending') },
          },
          {
            label: 'queue',
            command: 'npm run queue',
            status: 'failed',
            exitCode: 1,
            since: 6,
            service: { state: 'backing_off', restarts: 2, next_at: agoIso(-4), reason: 'ended with 1' },
          },
          {
            label: 'mail',
            command: 'npm run mail',
            status: 'failed',
            exitCode: 137,
            since: 300,
            service: { state: 'gave_up', restarts: 10, reason: 'ended by KILL, after 10 restarts' },
          },
          {
            label: 'digest',
            command: 'npm run digest',
            status: 'idle',
            since: 300,
            service: { state: 'blocked', waits_for: waitsFor('mail', 'impossible') },
          },
          {
            label: 'search',
            command: 'npm run search',
            status: 'running',
            since: 120,
            cpu: 97,
            memory: 900 * MIB,
            service: { state: 'unready', ready: false },
          },
        ],
      },
    ],
  },
]);

/** A build farm in the middle of its day: the picture that most tests and the eye look at. */
export const farm: State = stateOf(
  [
    {
      name: 'claude-poc',
      windows: [
        {
          name: 'work',
          panes: [
            {
              label: 'main',
              process: 'claude',
              status: 'running',
              since: 250,
              cpu: 12,
              memory: 310 * MIB,
              history: [3, 4, 2, 5, 9, 30, 8, 12],
            },
            {
              label: 'worker',
              process: 'node',
              command: 'npm test',
              status: 'running',
              since: 32,
              cpu: 93,
              memory: 120 * MIB,
              history: [10, 40, 60, 90, 99, 93, 99, 93],
              hits: 2,
            },
            {
              label: 'build',
              process: 'make',
              command: 'make -j8 all',
              status: 'failed',
              exitCode: 2,
              since: 65,
            },
            {
              label: 'lint',
              process: 'eslint',
              command: 'eslint .',
              status: 'completed',
              exitCode: 0,
              since: 40,
            },
            {
              process: 'bash',
              status: 'idle',
              since: 3900,
              cpu: 0,
              memory: 5 * MIB,
              history: [0, 0, 0, 0, 0, 0, 0, 0],
            },
          ],
        },
        {
          name: 'logs',
          panes: [
            {
              label: 'api-log',
              process: 'tail',
              command: 'tail -F api.log',
              status: 'running',
              since: 7300,
              cpu: 0.4,
              memory: 2 * MIB,
              history: [0, 0, 1, 0, 0, 0, 0, 0],
            },
            { label: 'old-db', process: 'postgres', status: 'dead', since: 90_000 },
          ],
        },
        { name: 'panel', mark: 'panel', panes: [{ process: 'node', mark: 'panel' }] },
      ],
    },
    {
      name: 'notes',
      foreign: true,
      windows: [
        {
          name: 'vim',
          panes: [
            {
              process: 'nvim',
              status: 'running',
              since: 86_000,
              foreign: true,
              cpu: 1.2,
              memory: 48 * MIB,
              history: [1, 1, 1, 2, 1, 1, 1, 1],
              mode: 'copy-mode',
            },
          ],
        },
      ],
    },
  ],
  [
    eventOf(1, { type: 'session.created', session: 'claude-poc' }),
    eventOf(20, { type: 'pane.created', label: 'worker', tmux_pane: paneIdOf(1) }),
    eventOf(40, {
      type: 'exec.started',
      label: 'worker',
      tmux_pane: paneIdOf(1),
      data: { command: 'npm test' },
    }),
    eventOf(60, {
      type: 'exec.ended',
      label: 'build',
      tmux_pane: paneIdOf(2),
      data: { outcome: 'failed', exit_code: 2 },
    }),
    eventOf(61, {
      type: 'pane.created',
      label: 'debugger',
      tmux_pane: paneIdOf(9),
      caused_by: 60,
      actor: { kind: 'rule', name: 'on-fail', tmux_pane: null },
    }),
    eventOf(70, {
      type: 'pane.killed',
      label: 'debugger',
      tmux_pane: paneIdOf(9),
      actor: { kind: 'panel', name: null, tmux_pane: null },
    }),
  ],
);

export const workerScreen: Screen = {
  tmuxPane: paneIdOf(1),
  width: 80,
  height: 24,
  at: agoIso(0),
  lines: [
    '\u001b[1m> npm test\u001b[0m',
    '',
    '\u001b[42;30m PASS \u001b[0m test/queue.test.ts \u001b[2m(1.2 s)\u001b[0m',
    '\u001b[42;30m PASS \u001b[0m test/http.test.ts \u001b[2m(3.4 s)\u001b[0m',
    '\u001b[41;37m FAIL \u001b[0m test/load.test.ts \u001b[31m● keeps up with 10,000 jobs\u001b[0m',
    '',
    '    expected \u001b[32m10000\u001b[0m, received \u001b[31m9998\u001b[0m',
    '',
    '\u001b[38;5;208mTests:\u001b[0m 1 failed, 41 passed, 42 total',
    '\u001b[44;97m RUN  \u001b[0m test/soak.test.ts',
    '',
    '',
  ],
};

/** As many panes as anybody has: the list is longer than every screen. */
export const crowd: State = stateOf(
  Array.from({ length: 10 }, (_, session) => ({
    name: `farm-${session}`,
    windows: Array.from({ length: 5 }, (_, window) => ({
      name: `w${window}`,
      panes: Array.from({ length: 10 }, (_, pane) => ({
        label: `worker-${session}-${window}-${pane}`,
        status: 'running' as const,
        since: pane * 61,
        cpu: pane * 11,
        memory: pane * 10 * MIB,
      })),
    })),
  })),
);

export const emptyServer: State = stateOf([]);
