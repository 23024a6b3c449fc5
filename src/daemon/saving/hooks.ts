import { isTmuxPaneId, type TmuxPaneId } from '../../domain/ids.ts';
import type { RuleDefinition, RuleEvent } from '../../domain/rule.ts';
import { durationText } from '../../rules/session-file/duration-text.ts';
import { scalingOf } from '../../rules/session-file/scale-rules.ts';
import type { YamlMap, YamlValue } from '../../rules/session-file/yaml-text.ts';
import { isPaused, type LiveRule } from '../rules/live-rule.ts';

export interface SavedHooks {
  readonly hooks: YamlMap;
  /** How they stand, by name or by their number in the file; those that have done nothing yet are left out. */
  readonly states: YamlMap;
  readonly leftOut: readonly string[];
}

/** `scaled` are the labels whose rules their `scale` makes. `panes` in the order of the file: a rule for one pane names it by its number there. */
export const hooksOfRules = (
  rules: readonly LiveRule[],
  panes: readonly TmuxPaneId[],
  nowMs: number,
  scaled: ReadonlySet<string>,
): SavedHooks => {
  const byKind = new Map<string, readonly LiveRule[]>();
  const leftOut: string[] = [];
  const scaling = rules.flatMap((rule) => ofScale(rule, scaled));
  for (const rule of rules) {
    if (scaling.some((each) => each.rule === rule)) continue;
    const { pane } = rule.definition.scope;
    if (pane?.startsWith('%') === true && !panes.some((id) => id === pane)) {
      leftOut.push(`trigger ${rule.name}: its pane ${pane} is not in the file`);
      continue;
    }
    const kind = pane === null ? 'on_session_created' : KIND_OF_EVENT[rule.definition.event];
    byKind.set(kind, [...(byKind.get(kind) ?? []), rule]);
  }
  const hooks = [...byKind].map(([kind, own]) => [kind, own.map((rule) => entryOf(rule, panes))] as const);
  // The file gives them their numbers in this order.
  const inOrder = [...byKind.values()].flat();
  const keyed = [...inOrder.map((rule, at) => ({ rule, key: keyOf(rule, at) })), ...scaling];
  const states = keyed.flatMap(({ rule, key }) => {
    const state = stateOf(rule, panes, nowMs);
    return Object.values(state).every((value) => value === undefined) ? [] : [[key, state]];
  });
  return { hooks: Object.fromEntries(hooks), states: Object.fromEntries(states), leftOut };
};

/** One that a pane's `scale` makes, whatever number its name has here; null for any other. */
const ofScale = (
  rule: LiveRule,
  scaled: ReadonlySet<string>,
): readonly { readonly rule: LiveRule; readonly key: string }[] => {
  const scaling = rule.source === 'file' ? scalingOf(rule.definition) : null;
  return scaling === null || !scaled.has(scaling.label) ? [] : [{ rule, key: scaling.name }];
};

/** An id is given anew when the file is loaded, so it is no name. */
const isNamed = ({ id, name }: LiveRule): boolean => name !== id;

const keyOf = (rule: LiveRule, at: number): string => (isNamed(rule) ? rule.name : String(at));

const KIND_OF_EVENT: Readonly<Record<RuleEvent, string>> = {
  ...{ created: 'on_pane_created', exit: 'on_pane_exit', pattern: 'on_pane_output' },
  ...{ metric: 'on_pane_metric', timeout: 'on_pane_timeout', silence: 'on_pane_silence' },
  bell: 'on_pane_bell',
};

const entryOf = (rule: LiveRule, panes: readonly TmuxPaneId[]): YamlMap => {
  const { definition } = rule;
  const { action, recover, fire, cooldown, max_fires: most } = definition;
  const usual = definition.event === 'metric' || definition.look === 'screen' ? 'edge' : 'each';
  return {
    name: isNamed(rule) ? rule.name : undefined,
    pane: paneOf(definition.scope.pane, panes),
    ...conditionOf(definition),
    if: definition.if ?? undefined,
    fire: fire === usual ? undefined : fire,
    cooldown: cooldown === null ? undefined : durationText(cooldown),
    max_fires: most ?? undefined,
    any_end: definition.any_end || undefined,
    confirm: definition.confirm || undefined,
    dry_run: definition.dry_run || undefined,
    ...named('then', oneOrMore(action)),
    recover: recover.length === 0 ? undefined : oneOrMore(recover),
  };
};

/** A literal with the key `then` would be taken for a promise by readers, and by lint. */
const named = (key: string, value: YamlValue): YamlMap => ({ [key]: value });

const oneOrMore = (lines: readonly string[]): string | readonly string[] =>
  lines.length === 1 ? (lines[0] ?? '') : lines;

const paneOf = (scope: string | null, panes: readonly TmuxPaneId[]): string | number | undefined => {
  if (scope === null || scope === '*') return undefined;
  return isTmuxPaneId(scope) ? panes.indexOf(scope) : scope;
};

const conditionOf = ({ event, match, look, metric, for: forMs }: RuleDefinition): YamlMap => {
  const time = forMs === null ? undefined : durationText(forMs);
  switch (event) {
    case 'pattern':
      return { pattern: match ?? undefined, scope: look === 'screen' ? look : undefined };
    case 'metric':
      return { when: metric ?? undefined, for: time };
    case 'timeout':
      return { after: time, expect: match ?? undefined };
    case 'silence':
      return { after: time };
    default:
      return {};
  }
};

const stateOf = (rule: LiveRule, panes: readonly TmuxPaneId[], nowMs: number): YamlMap => {
  const where = (is: (marks: { hasFired: boolean; hold: { hasFired: boolean } }) => boolean) => {
    const numbers = panes.flatMap((id, at) => {
      const marks = rule.marks.get(id);
      return marks !== undefined && is(marks) ? [at] : [];
    });
    return numbers.length === 0 ? undefined : numbers;
  };
  return {
    ...{ hits: rule.hits || undefined, fired: rule.fired || undefined },
    suppressed: rule.suppressed || undefined,
    last_fired_at: rule.lastFiredAt ?? undefined,
    paused: isPaused(rule, nowMs) ? untilText(rule.paused?.untilMs ?? null) : undefined,
    tripped: rule.isTripped || undefined,
    cooling_until: rule.coolingUntilMs > nowMs ? untilText(rule.coolingUntilMs) : undefined,
    fired_in: where(({ hasFired }) => hasFired),
    held_in: where(({ hold }) => hold.hasFired),
  };
};

const untilText = (untilMs: number | null): string =>
  untilMs === null ? 'forever' : new Date(untilMs).toISOString();
