import { memo, type ReactNode } from 'react';
import { Rows } from '../components/rows.tsx';
import type { World } from '../desk/world.ts';
import { span } from '../format/line.ts';
import { nearestRule } from '../format/nearness.ts';
import { ruleColumnsFor } from '../format/rule-columns.ts';
import { ruleLine } from '../format/rule-line.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

/** The rule that is nearest to firing, on a screen that has no room for all of them. */
export const TriggerLine = memo(
  ({ world, theme }: { readonly world: World; readonly theme: Theme }): ReactNode => {
    const { rules, nowMs, layout, state } = world;
    const rule = nearestRule(rules);
    if (rule === null) return null;
    const others = rules.length === 1 ? '' : `  +${rules.length - 1}`;
    const columns = ruleColumnsFor(layout.columns - 1 - others.length, layout.isTiny, [rule]);
    const lead = span(' 2 ', 'accent');
    const line = ruleLine(rule, { columns, lead, isFocused: false, panes: state.panes, nowMs, theme });
    const row = paintRagged([...line, span(others, 'dim')], layout.columns, theme);
    return <Rows width={layout.columns} rows={[row]} />;
  },
);
