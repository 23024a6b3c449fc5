import { memo, type ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { focusedRule, type World } from '../desk/world.ts';
import { innerHeight } from '../format/frame.ts';
import type { Area } from '../format/layout.ts';
import { span } from '../format/line.ts';
import { ruleDetail, ruleTitle } from '../format/rule-detail.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

interface RuleViewProps {
  readonly world: World;
  readonly area: Area;
  readonly isUpper: boolean;
  readonly theme: Theme;
}

/** The selected trigger in full, in the place of the preview. */
export const RuleView = memo(({ world, area, isUpper, theme }: RuleViewProps): ReactNode => {
  const { state, nowMs } = world;
  const rule = focusedRule(world);
  const place = isUpper ? 'upper' : 'single';
  const width = area.width - 2;
  const lines = rule === null ? [] : ruleDetail(rule, { state, width, nowMs, theme });
  const content = {
    width: area.width,
    height: area.height,
    title: rule === null ? [span('trigger', 'plain', true)] : ruleTitle(rule, { nowMs, theme }),
    note: [],
    rows: lines.slice(0, innerHeight(area.height, place)).map((line) => paintRagged(line, width, theme)),
    place,
  } as const;
  return <Frame content={content} theme={theme} />;
});
