/**
 * With the global window option window-size `manual`, tmux 3.3a ends with a segmentation fault when it makes a window
 * in any way but break-pane: clients_calculate_size reads `w->manual_sx`, and there is no `w` yet (resize.c).
 *
 * So the option is `largest` for the moment in which the window is made, and `manual` again, in one group of commands:
 * nothing runs between them, and a size that was calculated in between is never applied, because tmux resizes windows
 * only when the queue is empty (server_client_check_window_resize). Measured: sizes and layouts stay as they were.
 * Not `latest`, which gives a new detached session the size of some person's terminal instead of the one asked for.
 */
export const ASK_WINDOW_SIZE = ['show-options', '-gwv', 'window-size'] as const;

export const TO_LARGEST = ['set-option', '-gw', 'window-size', 'largest'] as const;

export const TO_MANUAL = ['set-option', '-gw', 'window-size', 'manual'] as const;

/** For a server that is being started, where nobody can ask first. */
export const FLIP_IF_MANUAL = [
  'if-shell',
  '-F',
  '#{==:#{window-size},manual}',
  'set-option -g @panectl_manual 1 ; set-option -gw window-size largest',
] as const;

export const UNFLIP = [
  'if-shell',
  '-F',
  '#{@panectl_manual}',
  'set-option -gu @panectl_manual ; set-option -gw window-size manual',
] as const;
