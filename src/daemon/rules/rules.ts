import { AsyncResource } from 'node:async_hooks';
import type { Actor } from '../../domain/actor.ts';
import type { Event } from '../../domain/event.ts';
import { ruleId, type SessionId, type TmuxPaneId } from '../../domain/ids.ts';
import type { Rule, RuleDefinition } from '../../domain/rule.ts';
import type { Journal } from '../../journal/journal.ts';
import { RULE_LIMITS, type RuleLimits } from '../../rules/brakes.ts';
import { createCascade } from '../../rules/cascade.ts';
import type { DaemonStore, StoreChange } from '../../store/daemon-store.ts';
import type { House } from '../house.ts';
import { serverKeyOf } from '../memories.ts';
import { createRuleBook, type RuleBook } from './book.ts';
import type { CompiledRule } from './compile.ts';
import { aboutRule, type FiringNeeds, onHit, type SavedFiring } from './firing.ts';
import { createdHits, exitHits } from './happenings.ts';
import type { Hit } from './hit.ts';
import { type LiveRule, newLiveRule } from './live-rule.ts';
import { createPaneQuota, type PaneQuota } from './pane-quota.ts';
import { type Dispatch, type Performance, performAction } from './perform.ts';
import { createPublisher, type Publisher } from './publish.ts';
import { createQuestions, type Questions } from './questions.ts';
import { recallRules } from './recall.ts';
import { type Placement, placementOf } from './scopes.ts';
import { createSuppressionLog, type SuppressionLog } from './suppressions.ts';
import { stepMetrics } from './watch-metrics.ts';
import { createWatchers, type Watchers } from './watchers.ts';

/** All rules of one daemon: what they watch, when they fire, what becomes of them. */
export interface Rules {
  readonly book: RuleBook;
  readonly questions: Questions;
  /** Stands from now on. */
  add(rule: AddedRule): LiveRule;
  remove(rule: LiveRule, actor: Actor, causedBy: number | null, reason: string): void;
  /** Resolves when every new rule has seen what it begins with. */
  looked(): Promise<void>;
  /** Its counts, or whether it may act, were changed by hand. */
  changed(rule: LiveRule): void;
  /** Saves them all again: the journal may not know them any more. */
  renew(): void;
  /** Through which an action's commands go; to be told before anything can fire. */
  connect(dispatch: Dispatch): void;
  /** A pane printed something. */
  printed(tmuxPane: TmuxPaneId): void;
  /** To be told before somebody types into a pane, because of this event or of none. */
  typing(tmuxPane: TmuxPaneId, causedBy: number | null): void;
  dispose(): void;
}

export interface AddedRule {
  readonly name: string | null;
  readonly owner: Actor;
  readonly source: Rule['source'];
  readonly sessionId: SessionId;
  readonly definition: RuleDefinition;
  readonly compiled: CompiledRule;
}

export interface RulesNeeds {
  readonly store: DaemonStore;
  readonly journal: Journal;
  readonly outputs: House['outputs'];
  readonly capture: (tmuxPane: TmuxPaneId) => ReturnType<House['tmux']['capture']>;
  readonly log: House['log'];
  readonly now: () => string;
  readonly limits?: RuleLimits;
}

/** Who does not answer a question in time has said no. */
const QUESTION_MS = 60_000;

export const createRules = (needs: RulesNeeds): Rules => new Engine(needs);

class Engine implements Rules {
  readonly book = createRuleBook();
  readonly questions: Questions;
  readonly #needs: RulesNeeds;
  readonly #cascade = createCascade();
  readonly #publisher: Publisher;
  readonly #suppressions: SuppressionLog;
  readonly #firing: FiringNeeds;
  readonly #watchers: Watchers;
  readonly #quota: PaneQuota;
  readonly #stop = new AbortController();
  /** Whoever changes the store may be in the middle of a change of his own, which a rule's action is no part of. */
  readonly #outside = new AsyncResource('rules');
  readonly #endStore: () => void;
  #dispatch: Dispatch | null = null;
  #placement: Placement = new Map();
  #serverKey: string | null = null;
  #metAt = '';

  constructor(needs: RulesNeeds) {
    this.#needs = needs;
    const { store, log } = needs;
    this.#publisher = createPublisher({
      store,
      isKnown: (rule) => this.book.has(rule),
      save: (row) => this.#onServer((key) => needs.journal.saveRule(key, row)),
    });
    this.questions = createQuestions({
      show: (questions) => store.apply([{ kind: 'questions.changed', questions }]),
      patienceMs: QUESTION_MS,
    });
    this.#suppressions = createSuppressionLog(log);
    const limits = needs.limits ?? RULE_LIMITS;
    this.#quota = createPaneQuota(() => store.getState(), limits.maxPanes);
    this.#firing = {
      ...{ log, cascade: this.#cascade, publisher: this.#publisher, questions: this.questions },
      ...{ suppressions: this.#suppressions, limits },
      getState: () => store.getState(),
      perform: (...firing) => this.#perform(...firing),
      save: (saved) => this.#onServer((key) => needs.journal.saveFiring(key, rowOf(saved, needs.now()))),
      flush: () => needs.journal.flush(),
    };
    this.#watchers = createWatchers({
      ...{ outputs: needs.outputs, capture: needs.capture, now: needs.now },
      getState: () => store.getState(),
      onHit: (rule, hit) => this.#hit(rule, hit),
    });
    this.#endStore = store.subscribe((change) => this.#outside.runInAsyncScope(() => this.#onChange(change)));
  }

  add({ name, ...added }: AddedRule): LiveRule {
    const { journal, now } = this.#needs;
    const id = ruleId(journal.nextRuleOrdinal());
    const rule = newLiveRule({ ...added, id, name: name ?? id, createdAt: now() });
    this.book.add(rule);
    this.#outside.runInAsyncScope(() => this.#place());
    this.changed(rule);
    return rule;
  }

  remove(rule: LiveRule, actor: Actor, causedBy: number | null, reason: string): void {
    if (!this.book.has(rule)) return;
    const { journal, store, log, now } = this.#needs;
    this.book.remove(rule);
    this.questions.withdraw(rule.id);
    journal.removeRule(rule.id, now());
    store.apply([{ kind: 'rule.removed', ruleId: rule.id }]);
    const session = store.getState().sessions[rule.sessionId]?.name ?? rule.definition.scope.session;
    log({
      ...{ type: 'rule.removed', session, tmux_pane: null, pane_id: null, label: null },
      ...{ actor, caused_by: causedBy, data: { ...aboutRule(rule), reason } },
    });
    this.#outside.runInAsyncScope(() => this.#place());
  }

  changed(rule: LiveRule): void {
    this.#publisher.changed(rule);
    this.#publisher.settle();
  }

  renew(): void {
    for (const rule of this.book.all()) this.#publisher.changed(rule);
    this.#publisher.settle();
  }

  looked(): Promise<void> {
    return this.#watchers.looked();
  }

  connect(dispatch: Dispatch): void {
    this.#dispatch = dispatch;
  }

  printed(tmuxPane: TmuxPaneId): void {
    this.#watchers.printed(tmuxPane);
  }

  typing(tmuxPane: TmuxPaneId, causedBy: number | null): void {
    this.#cascade.typing(tmuxPane, causedBy);
  }

  dispose(): void {
    this.#stop.abort();
    this.#endStore();
    this.#watchers.dispose();
    this.questions.dispose();
    this.#suppressions.dispose();
    this.#publisher.dispose();
  }

  #onServer(work: (serverKey: string) => void): void {
    if (this.#serverKey !== null) work(this.#serverKey);
  }

  #hit(rule: LiveRule, hit: Hit): void {
    if (!this.book.has(rule) || this.#dispatch === null) return;
    this.#outside.runInAsyncScope(() => onHit(this.#firing, rule, hit));
  }

  async #perform(
    ...[rule, plan, values, causedBy]: Parameters<FiringNeeds['perform']>
  ): Promise<Performance> {
    const dispatch = this.#dispatch;
    if (dispatch === null) throw new Error('a rule fired before it could act');
    const pane = values.pane === null ? undefined : this.#needs.store.getState().panes[values.pane];
    const { reserve } = this.#quota;
    const acting = { dispatch, cwd: pane?.cwd ?? '/', reserve, signal: this.#stop.signal };
    return performAction(acting, rule, plan, values, causedBy);
  }

  #place(): void {
    this.#placement = placementOf(this.#needs.store.getState(), this.book.all());
    this.#watchers.place(this.#placement);
  }

  #onChange({ events }: StoreChange): void {
    if (events.some(({ kind }) => kind === 'server.changed')) this.#meet();
    if (this.book.all().length > 0 && events.some(movesScopes)) this.#place();
    else if (events.some(({ kind }) => kind === 'exec.changed')) this.#watchers.execsChanged();
    // Not at once: what has gone may still say how it ended.
    if (events.some(({ kind }) => kind === 'pane.vanished' || kind === 'session.vanished'))
      setImmediate(() => this.#endWithScope());
    for (const event of events) {
      if (event.kind === 'event.logged') this.#onEvent(event.event);
      else if (event.kind === 'metrics.sampled') this.#onSamples(event.samples);
    }
  }

  #onEvent(event: Event): void {
    this.#cascade.note(event);
    const state = this.#needs.store.getState();
    const rules = this.book.all();
    for (const [rule, hit] of exitHits(state, rules, event, this.#metAt)) this.#hit(rule, hit);
    for (const [rule, hit] of createdHits(state, rules, event)) this.#hit(rule, hit);
  }

  #onSamples(samples: Parameters<typeof stepMetrics>[2]): void {
    const needs = {
      getState: () => this.#needs.store.getState(),
      onHit: (rule: LiveRule, hit: Hit) => this.#hit(rule, hit),
      onProgress: (rule: LiveRule) => this.#publisher.changed(rule),
    };
    stepMetrics(needs, this.#placement, samples);
  }

  /** A server that was not known: its rules are recalled, and what happened before is old. */
  #meet(): void {
    const { store, journal, now } = this.#needs;
    const { server } = store.getState();
    if (server === null || serverKeyOf(server) === this.#serverKey) return;
    store.apply(this.book.all().map(({ id }) => ({ kind: 'rule.removed', ruleId: id })));
    this.book.clear();
    // Listeners to the panes of a former server have ended with it.
    this.#place();
    this.#serverKey = serverKeyOf(server);
    this.#metAt = now();
    this.#quota.begin(journal.madeByRules(this.#serverKey));
    for (const rule of recallRules(journal, this.#serverKey)) {
      this.book.add(rule);
      this.#publisher.changed(rule);
    }
    setImmediate(() => this.#endWithScope());
  }

  /** A rule of one pane ends with it, and every rule with its session. */
  #endWithScope(): void {
    const { sessions, panes, server } = this.#needs.store.getState();
    if (server === null) return;
    for (const rule of this.book.all()) {
      const { pane } = rule.definition.scope;
      const isOver =
        sessions[rule.sessionId] === undefined || (pane?.startsWith('%') === true && !(pane in panes));
      if (isOver) this.remove(rule, rule.owner, null, 'what it watched has gone');
    }
  }
}

/** After this a rule may watch other panes than before. */
const movesScopes = (event: StoreChange['events'][number]): boolean => {
  switch (event.kind) {
    case 'pane.changed':
      return event.patch.label !== undefined || event.patch.windowId !== undefined;
    case 'session.changed':
      return event.patch.numbers !== undefined;
    case 'pane.appeared':
    case 'pane.vanished':
    case 'window.changed':
    case 'session.appeared':
    case 'session.vanished':
    case 'server.changed':
      return true;
    default:
      return false;
  }
};

const rowOf = ({ rule, hit, values, seq, depth, outcome, error, created }: SavedFiring, at: string) => ({
  ...{ rule_id: rule.id, rule: rule.name, seq, at, session: values.session, tmux_pane: values.pane },
  ...{ pane_id: values.pane_id, label: values.label, line: hit.line?.text ?? null },
  ...{ outcome, error, created, depth },
});
