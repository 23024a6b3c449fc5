/** What an agent needs for the loop of make, run, wait, read and clean up; `--tools core` offers these alone. */
export const CORE: readonly string[] = [
  'session-create',
  'session-list',
  'session-kill',
  'pane-create',
  'pane-list',
  'pane-status',
  'pane-exec',
  'pane-send-keys',
  'pane-watch',
  'wait-any',
  'wait-all',
  'pane-tail',
  'pane-capture',
  'pane-kill',
  'cleanup',
];
