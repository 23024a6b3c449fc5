import { ordinalOf } from '../../domain/ids.ts';
import type { Rule } from '../../domain/rule.ts';
import type { State } from '../../store/state.ts';

/** Rules in the order in which they were made, so that no row ever jumps; only of one session, or null for all. */
export const shownRules = (state: State, session: string | null): readonly Rule[] => {
  const known = kept.get(state.rules);
  if (known?.session === session) return known.rules;
  const rules = Object.values(state.rules)
    .filter(({ scope }) => session === null || scope.session === session)
    .toSorted((a, b) => ordinalOf(a.rule_id) - ordinalOf(b.rule_id));
  kept.set(state.rules, { session, rules });
  return rules;
};

/** A redraw asks several times for the same table, which the store never changes in place. */
const kept = new WeakMap<
  State['rules'],
  { readonly session: string | null; readonly rules: readonly Rule[] }
>();
