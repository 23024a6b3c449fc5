import { memo, type ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import type { World } from '../desk/world.ts';
import { type FrameContent, innerHeight } from '../format/frame.ts';
import type { Area } from '../format/layout.ts';
import { span } from '../format/line.ts';
import { cursorSpan } from '../format/pane-line.ts';
import { ruleColumnsFor } from '../format/rule-columns.ts';
import { ruleLine } from '../format/rule-line.ts';
import { viewTitle } from '../format/view-title.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

interface TriggersViewProps {
  readonly world: World;
  readonly area: Area;
  /** Beneath the panes, whose border it shares, or alone in their place. */
  readonly place: Extract<FrameContent['place'], 'single' | 'lower'>;
  readonly theme: Theme;
}

/** Every rule, how near it is to firing and what became of it; only the rows that are seen are made. */
export const TriggersView = memo(({ world, area, place, theme }: TriggersViewProps): ReactNode => {
  const { ui, rules, nowMs, layout, state } = world;
  const inner = area.width - 2;
  const height = innerHeight(area.height, place);
  const columns = ruleColumnsFor(inner, layout.isTiny, rules);
  const isLit = ui.view === 'triggers';
  const { top, index } = ui.triggers;
  const rows = rules.slice(top, top + height).map((rule, at) => {
    const isFocused = isLit && top + at === index;
    const lead = cursorSpan({ isFocused, isLit, theme });
    return paintRagged(
      ruleLine(rule, { columns, lead, isFocused, panes: state.panes, nowMs, theme }),
      inner,
      theme,
    );
  });
  const count = isLit ? `${index + 1} of ${rules.length}` : `${rules.length}`;
  const content = {
    width: area.width,
    height: area.height,
    title: viewTitle('2', 'triggers', isLit),
    note: rules.length > height ? [span(count, 'dim')] : [],
    rows,
    place,
  };
  return <Frame content={content} theme={theme} />;
});
