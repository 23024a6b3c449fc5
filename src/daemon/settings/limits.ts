import type { JournalOptions } from '../../journal/open.ts';
import type { RuleLimits } from '../../rules/brakes.ts';
import type { OutputLimits } from '../output/outputs.ts';
import type { SnapshotLimits } from '../saving/retention.ts';
import type { ReadSettings } from './read.ts';
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

/** Of a file with a mistake nobody knows what it should have said: then nothing is removed. */
export const snapshotLimitsOf = ({ settings, problems }: ReadSettings): SnapshotLimits =>
  problems.length > 0
    ? { keep: ALL, hourly: ALL, daily: ALL, maxAgeMs: ALL }
    : { ...settings.snapshots, maxAgeMs: settings.snapshots.max_age };

const ALL = Number.POSITIVE_INFINITY;

/** Room for a burst between two times that the journal looks what it may forget. */
const SLACK = 2;
const LEAST_BYTES = 64 * 1024 ** 2;

/** Of a file with a mistake nobody knows what it should have said: then nothing is forgotten. */
export const journalLimitsOf = ({
  settings,
  problems,
}: ReadSettings): Pick<JournalOptions, 'retention' | 'maxBytes'> => {
  const { max_age: maxAgeMs, max_size: maxBytes } = settings.journal;
  if (problems.length > 0) return { retention: null };
  return { retention: { maxAgeMs, maxBytes }, maxBytes: Math.max(LEAST_BYTES, maxBytes * SLACK) };
};
