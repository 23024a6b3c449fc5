import { isExecId, isRuleId, isSessionId, isTmuxPaneId, isWindowId } from '../domain/ids.ts';
import type { StoreEvent } from './event.ts';
import type { State } from './state.ts';

/**
 * Light checks of what comes over the socket. The handshake has settled that both sides speak the same version, so
 * only the shape that `reduce` and the selectors lean on is looked at, not every field.
 */
export const isState = (value: unknown): value is State =>
  isRecord(value) &&
  isRecord(value.link) &&
  typeof value.link.kind === 'string' &&
  (value.server === null || isRecord(value.server)) &&
  isTable(value.sessions, isSession) &&
  isTable(value.windows, isWindow) &&
  isTable(value.panes, isPane) &&
  isTable(value.execs, isExec) &&
  isRecord(value.rules) &&
  Array.isArray(value.questions) &&
  Array.isArray(value.events) &&
  isRecord(value.health);

export const isStoreEvent = (value: unknown): value is StoreEvent => {
  if (!isRecord(value) || typeof value.kind !== 'string') return false;
  return EVENT_CHECKS.get(value.kind)?.(value) ?? false;
};

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTable = (value: unknown, isRow: (row: unknown) => boolean): boolean =>
  isRecord(value) && Object.values(value).every(isRow);

const isText = (value: unknown, accepts: (text: string) => boolean): boolean =>
  typeof value === 'string' && accepts(value);

const isSession = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value.sessionId, isSessionId) &&
  typeof value.name === 'string' &&
  Array.isArray(value.windows) &&
  isTable(value.numbers, (number) => typeof number === 'number');

const isWindow = (value: unknown): boolean => isRecord(value) && isText(value.windowId, isWindowId);

const isPane = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value.tmuxPane, isTmuxPaneId) &&
  isText(value.windowId, isWindowId) &&
  typeof value.status === 'string' &&
  Array.isArray(value.history) &&
  Array.isArray(value.past);

const isExec = (value: unknown): boolean =>
  isRecord(value) && isText(value.exec_id, isExecId) && isText(value.tmux_pane, isTmuxPaneId);

const isPaneItem = (value: unknown): boolean => isRecord(value) && isText(value.tmuxPane, isTmuxPaneId);

const isListOf = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isItem);

/** Exhaustive by type: a new kind of event that nobody checks does not compile. */
const CHECKS: Readonly<Record<StoreEvent['kind'], (event: Fields) => boolean>> = {
  'link.changed': ({ link }) => isRecord(link) && typeof link.kind === 'string',
  'server.changed': ({ server }) => server === null || isRecord(server),
  'session.appeared': ({ session }) => isSession(session),
  'session.changed': ({ sessionId, patch }) => isText(sessionId, isSessionId) && isRecord(patch),
  'session.vanished': ({ sessionId }) => isText(sessionId, isSessionId),
  'window.changed': ({ window }) => isWindow(window),
  'window.vanished': ({ windowId }) => isText(windowId, isWindowId),
  'pane.appeared': ({ pane }) => isPane(pane),
  'pane.changed': ({ tmuxPane, patch }) => isText(tmuxPane, isTmuxPaneId) && isRecord(patch),
  'pane.vanished': ({ tmuxPane }) => isText(tmuxPane, isTmuxPaneId),
  'exec.changed': ({ exec }) => isExec(exec),
  'rule.changed': ({ rule }) => isRecord(rule) && isText(rule.rule_id, isRuleId),
  'rule.removed': ({ ruleId }) => isText(ruleId, isRuleId),
  'questions.changed': ({ questions }) => Array.isArray(questions),
  'pattern.matched': ({ panes }) => isListOf(panes, isPaneItem),
  'metrics.sampled': ({ samples }) =>
    isListOf(samples, (sample) => isPaneItem(sample) && isRecord(sample) && isRecord(sample.metrics)),
  'output.seen': ({ panes }) => isListOf(panes, isPaneItem),
  'event.logged': ({ event }) => isRecord(event) && typeof event.seq === 'number',
  'health.changed': ({ health }) => isRecord(health),
};
const EVENT_CHECKS: ReadonlyMap<string, (event: Fields) => boolean> = new Map(Object.entries(CHECKS));
