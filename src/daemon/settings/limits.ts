import type { RuleLimits } from '../../rules/brakes.ts';
import type { OutputLimits } from '../output/outputs.ts';
import type { Settings } from './schema.ts';

export const outputLimitsOf = ({ output }: Settings): OutputLimits => ({
  bytesPerPane: output.bytes_per_pane,
  bytesInAll: output.bytes_in_all,
});

export const ruleLimitsOf = ({ rules }: Settings): RuleLimits => ({
  maxCascade: rules.max_cascade,
  maxFirings: rules.max_firings,
  windowMs: rules.firing_window,
  maxPanes: rules.max_panes,
  cooldownMs: rules.cooldown,
});
