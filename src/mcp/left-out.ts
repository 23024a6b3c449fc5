/** Commands that are no tools, and why. Their other names are none either: one capability is one tool. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['panel', 'it needs a terminal'],
  ['demo', 'it plays in a terminal, on a tmux server of its own'],
  ['completion', 'it is for a shell'],
  ['mcp', 'it is what serves the tools'],
  ['pane-attach', "it moves a person's terminal to the pane"],
  ['pane-hold', 'it lasts as long as its call, and a client makes no second call meanwhile'],
  ['rule-answer', 'only the operator answers what a rule asks the operator'],
  ['report', 'it is the page that panectl prints when it is called alone; panectl://panes has the same'],
  ['daemon-start', 'every call starts the daemon'],
]);

/** Arguments that no tool has, and why. */
export const LEFT_OUT_ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ['pane-send-keys stdin', 'standard input carries the protocol'],
  ['pane-send-keys secret', 'what a model says is no secret any more'],
  ['metrics listen', "it opens a port to every user of the operator's machine"],
  ['pane-stream callback', 'a shell command would run beside the tier'],
]);
