/** `panectl help agent`: at most 1,200 tokens, only what an agent needs and only what there is. */
export const AGENT_HELP = `panectl for agents

Run many things at once in tmux panes, know what each is doing, clean up. Every answer is one JSON object:
  {"ok": true, "data": {...}}   or   {"ok": false, "error": {"code", "message", "hint", "retryable", "data"}}
Exit status: 0 done or yes; 1 no; 2 wrong usage; 3 not found (error.data lists what exists); 4 refused or busy;
5 tmux or daemon trouble; 6 invalid pattern; 124 time ran out. The daemon starts by itself; never start tmux yourself.
<session> is a name; <pane> is a label, a number, or %N. Labels are yours to choose, and stay.

Eight commands
  session-create S [--if-missing]            a detached session with one pane, labelled main
  pane-create S LABEL [--command C]          a pane with a shell, or with one command as its process
  pane-exec S P 'command line'               type a command into the pane's shell; pane_busy while one runs
  pane-status S P                            all about a pane: status, exit_code, process, cwd, metrics
  pane-list S [--status failed] [--mine]     all panes in brief
  pane-has-pattern S P 'RE2'                 exit 0 when a line matches: {found, line, groups}
  pane-capture S P [lines] [--history]       the text of its screen: output.lines
  pane-kill S P                              end it

status: idle (a shell that has run nothing), running, completed, failed, dead (ended, no code known), unknown.
status_source says what that rests upon; exit_code is null where nobody knows it. Nothing is guessed.

Five recipes
1. Run jobs side by side
   panectl session-create ci --if-missing
   panectl pane-create ci test --command 'npm test'
   panectl pane-create ci lint --command 'npm run lint'
2. Look at all of them:  panectl pane-list ci      (each: label, status, exit_code, cpu_percent, memory_bytes)
3. Why did it fail:      panectl pane-capture ci test 80 --history --grep 'ERROR|FAIL' --context 3
4. Keep a shell and use it again
   panectl pane-create ci sh && panectl pane-exec ci sh 'make all'
   panectl pane-send-keys ci sh C-c            (interrupt; text: pane-send-keys ci sh 'yes' --literal --enter)
5. Clean up what you made:  panectl cleanup --mine     (or pane-kill, session-kill)

What you did not make is protected: refused_foreign. Ask the operator before --force.
More: panectl help, panectl help COMMAND, panectl orchestration-log, panectl pane-metrics S P.
`;
