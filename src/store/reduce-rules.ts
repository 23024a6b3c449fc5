import type { RuleId } from '../domain/ids.ts';
import type { State } from './state.ts';

export const withoutRule = (state: State, ruleId: RuleId): State => {
  if (state.rules[ruleId] === undefined) return state;
  const { [ruleId]: _gone, ...rules } = state.rules;
  return { ...state, rules };
};
