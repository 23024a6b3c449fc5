/** What is compared, in the order of the document. `share` of the rounds: those that take long are done less often. */
export const OPERATIONS = [
  { id: 'count', title: 'Count the panes of a session', share: 1 },
  { id: 'list', title: 'List the panes of a session', share: 1 },
  { id: 'usage', title: 'List what runs, with state, CPU and memory', share: 0.5 },
  { id: 'create', title: 'Make a pane', share: 1 },
  { id: 'capture', title: 'Read the screen of a pane', share: 1 },
  { id: 'exec', title: 'Run a line in a shell and have its end', share: 1 },
  { id: 'load-exist', title: 'Load a file of 3 windows with 4 panes: all panes exist', share: 0.35 },
  { id: 'load-run', title: 'Load the same file: all its lines have run', share: 0.35 },
  { id: 'exit', title: 'Start a process and know its exit code', share: 0.5 },
  { id: 'restart', title: 'A process is killed; it runs again', share: 0.2 },
  { id: 'react', title: 'A line is printed; what it set off runs', share: 0.5 },
] as const;

export type OperationId = (typeof OPERATIONS)[number]['id'];
