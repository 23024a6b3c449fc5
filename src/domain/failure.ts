/** Every error code of the contract (section 2) with the exit status that it means. */
export const EXIT_STATUS_OF_CODE = {
  usage: 2,
  session_not_found: 3,
  pane_not_found: 3,
  rule_not_found: 3,
  exec_not_found: 3,
  file_not_found: 3,
  session_exists: 4,
  label_exists: 4,
  label_ambiguous: 4,
  rule_exists: 4,
  pane_busy: 4,
  pane_dead: 4,
  pane_in_mode: 4,
  pane_synchronized: 4,
  pane_held: 4,
  exec_unobservable: 4,
  limit_reached: 4,
  no_space: 4,
  refused_self: 4,
  refused_foreign: 4,
  tmux_missing: 5,
  tmux_too_old: 5,
  server_gone: 5,
  daemon_unavailable: 5,
  internal: 5,
  invalid_file: 6,
  invalid_rule: 6,
  invalid_pattern: 6,
  invalid_expression: 6,
} as const;

export type FailureCode = keyof typeof EXIT_STATUS_OF_CODE;

/** What went wrong, for programs (`code`, `data`) and for people (`message`, `hint`: what to do next). */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint: string | null;
  /** True when the same call may succeed a moment later without anybody changing anything. */
  readonly retryable: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

const RETRYABLE: ReadonlySet<FailureCode> = new Set([
  'pane_busy',
  'pane_held',
  'pane_in_mode',
  'server_gone',
  'daemon_unavailable',
]);

export const failure = (
  code: FailureCode,
  message: string,
  hint: string | null = null,
  data: Readonly<Record<string, unknown>> = {},
): Failure => ({ code, message, hint, retryable: RETRYABLE.has(code), data });
