import type { Event } from '../../src/domain/event.ts';
import type { State } from '../../src/store/state.ts';
import { agoIso, eventOf, paneIdOf } from './panel-fixture.ts';
import { farm } from './panel-scenes.ts';
import { inIso, progressOf, type RuleGiven, withRules } from './rule-fixture.ts';

const MIB = 1024 ** 2;

/** A rule in every state, of every kind: what the triggers are looked at with. */
export const EVERY_STATE: readonly RuleGiven[] = [
  {
    name: 'scale-up',
    pane: 'worker*',
    event: 'metric',
    metric: 'cpu > 80',
    for: 10_000,
    fire: 'edge',
    cooldown: 30_000,
    max_fires: 3,
    action: ['pane-create {{ session }} worker --unique --command "npm test"', "notify 'one more worker'"],
    recover: ["notify 'calm again'"],
    state: 'pending',
    hits: 12,
    fired: 1,
    suppressed: 3,
    last_fired_at: agoIso(19),
    progress: [progressOf(5, 12, 80, 0, 10), progressOf(1, 93, 80, 4, 10)],
  },
  {
    name: 'on-fail',
    event: 'exit',
    if: "status == 'failed'",
    action: ['pane-create {{ session }} debugger'],
    state: 'cooling',
    until: inIso(12),
    hits: 2,
    fired: 2,
    cooldown: 30_000,
  },
  {
    name: 'leak',
    pane: 'main',
    event: 'metric',
    metric: 'memory > 500M',
    state: 'armed',
    progress: [progressOf(0, 310 * MIB, 500 * MIB)],
  },
  {
    name: 'db-ready',
    pane: 'old-db',
    match: 'ready on port (?<port>\\d+)',
    state: 'armed',
    hits: 4,
    fired: 4,
    last_error: 'pane-exec: pane_not_found: there is no pane api in claude-poc',
    last_match: {
      rule: 'db-ready',
      pattern: 'ready on port (?<port>\\d+)',
      line: 'postgres: ready on port 5432',
      groups: { port: '5432' },
      cursor: 9,
      at: agoIso(41),
    },
  },
  { name: 'stuck', pane: 'build', event: 'timeout', for: 600_000, state: 'paused', until: inIso(480) },
  { name: 'first-error', match: 'ERROR', state: 'spent', hits: 1, fired: 1, max_fires: 1, fire: 'once' },
  { name: 'quiet', pane: '%7', event: 'silence', for: 300_000, state: 'paused' },
  { name: 'storm', match: 'retry', state: 'tripped', hits: 812, fired: 30, suppressed: 782 },
  {
    name: 'scale-down',
    pane: 'worker*',
    event: 'metric',
    metric: 'cpu < 20',
    for: 30_000,
    confirm: true,
    progress: [progressOf(1, 93, 20, 0, 30)],
  },
];

const rule = (name: string): Event['actor'] => ({ kind: 'rule', name, tmux_pane: null });
const worker = { label: 'worker', tmux_pane: paneIdOf(1), session: 'claude-poc' };
const about = (name: string) => ({ rule: name, rule_id: 'r1' });

/** A day's log: causes with consequences several levels deep, and everything that a rule can say. */
export const LOG: readonly Event[] = [
  eventOf(1, { type: 'session.created', session: 'claude-poc' }),
  eventOf(2, { type: 'rule.created', data: about('scale-up'), session: 'claude-poc' }),
  eventOf(20, { type: 'exec.started', ...worker, data: { command: 'npm test' } }),
  eventOf(60, {
    type: 'exec.ended',
    label: 'build',
    tmux_pane: paneIdOf(2),
    data: { outcome: 'failed', exit_code: 2, ended_by: 'self' },
  }),
  eventOf(61, {
    type: 'rule.fired',
    label: 'build',
    tmux_pane: paneIdOf(2),
    caused_by: 60,
    actor: rule('on-fail'),
    data: { ...about('on-fail'), reason: 'it failed' },
  }),
  eventOf(62, {
    type: 'pane.created',
    label: 'debugger',
    tmux_pane: paneIdOf(9),
    caused_by: 61,
    actor: rule('on-fail'),
  }),
  eventOf(63, {
    type: 'rule.failed',
    label: 'build',
    tmux_pane: paneIdOf(2),
    caused_by: 61,
    actor: rule('on-fail'),
    data: { ...about('on-fail'), step: 'pane-exec', code: 'pane_not_found', message: 'there is no pane api' },
  }),
  eventOf(64, { type: 'keys.sent', ...worker }),
  eventOf(70, {
    type: 'rule.fired',
    ...worker,
    actor: rule('db-ready'),
    data: { ...about('db-ready'), reason: 'a line matched', line: 'postgres: ready on port 5432' },
  }),
  eventOf(71, {
    type: 'notice.sent',
    caused_by: 70,
    actor: rule('db-ready'),
    data: { text: 'the database is up' },
  }),
  eventOf(75, {
    type: 'rule.suppressed',
    ...worker,
    actor: rule('scale-up'),
    data: { ...about('scale-up'), reason: 'cooldown', count: 3 },
  }),
  eventOf(81, {
    type: 'rule.fired',
    ...worker,
    actor: rule('scale-up'),
    data: { ...about('scale-up'), reason: 'cpu 91 %, cpu > 80' },
  }),
  eventOf(82, {
    type: 'pane.created',
    label: 'worker-2',
    tmux_pane: paneIdOf(12),
    caused_by: 81,
    actor: rule('scale-up'),
  }),
];

export const ruled: State = { ...withRules(farm, EVERY_STATE), events: LOG };

/** Far more rules than any screen has rows. */
export const manyRules: State = withRules(
  farm,
  Array.from({ length: 100 }, (_, at) => ({
    name: `rule-${at}`,
    pane: `worker-${at}`,
    event: 'metric' as const,
    metric: 'cpu > 80',
    progress: [progressOf(1, at, 80)],
    fired: at * 37,
  })),
);
