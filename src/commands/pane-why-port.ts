import type { Exec } from '../domain/exec.ts';
import type { Pane } from '../domain/pane.ts';
import type { Rule } from '../domain/rule.ts';
import type { Dependency, ProbeReport } from '../domain/service.ts';

/** The answer of `pane-why` (contract, section 4). */
export interface PaneWhy
  extends Pick<Pane, 'session' | 'pane_id' | 'tmux_pane' | 'label' | 'status' | 'service'> {
  /** One sentence. */
  readonly verdict: string;
  readonly evidence: readonly string[];
  readonly waits_for: readonly Dependency[];
  readonly last_probe: ProbeReport | null;
  readonly last_exec: Exec | null;
  readonly rules: readonly (Pick<Rule, 'event' | 'state' | 'fired' | 'last_fired_at' | 'last_error'> & {
    readonly rule: string;
  })[];
  readonly tail: readonly string[];
}
