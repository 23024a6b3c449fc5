/** The keys of a session file (contract, section 6). */

export const SESSION_KEYS = [
  'session_name',
  'start_directory',
  'environment',
  'before_script',
  'shell_command_before',
  'suppress_history',
  'options',
  'global_options',
  'windows',
  'group',
  'depends_on',
  'hooks',
  'panectl',
  'plugins',
  'workspace_builder',
  'workspace_builder_paths',
  'workspace_builder_options',
] as const;

export const WINDOW_KEYS = [
  'window_name',
  'window_index',
  'layout',
  'focus',
  'start_directory',
  'options',
  'options_after',
  'environment',
  'shell_command_before',
  'suppress_history',
  'window_shell',
  'panes',
] as const;

export const PANE_KEYS = [
  'label',
  'command',
  'shell_command',
  'shell_command_before',
  'start_directory',
  'focus',
  'environment',
  'metadata',
  'shell',
  'enter',
  'sleep_before',
  'sleep_after',
  'suppress_history',
  'ready',
  'depends_on',
  'restart',
  'stop',
  'scale',
] as const;

export const LINE_KEYS = ['cmd', 'enter', 'sleep_before', 'sleep_after', 'suppress_history'] as const;
