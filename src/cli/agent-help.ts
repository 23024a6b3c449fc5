/** `panectl help agent`: at most 1,200 tokens, only what an agent needs and only what there is. */
export const AGENT_HELP = `panectl for agents

Run many things at once in tmux panes, know what each is doing, clean up. Every answer is one JSON object:
  {"ok": true, "data": {...}}   or   {"ok": false, "error": {"code", "message", "hint", "retryable", "data"}}
Exit status: 0 done or yes; 1 no; 2 wrong usage; 3 not found (error.data lists what exists); 4 refused or busy;
5 tmux or daemon trouble; 6 invalid pattern, rule or expression; 124 time ran out. The daemon starts by itself; never start tmux yourself.
<session> is a name; <pane> is a label, a number, or %N. Labels are yours to choose, and stay.

Eight commands
  session-create S [--if-missing]            a detached session with one pane, labelled main
  pane-create S LABEL [--command C]          a pane with a shell, or with one command as its process
  pane-exec S P 'command line' --wait        run it in the pane's shell: {outcome, exit_code, output}; exit 0, 1, 124.
                                             Without --wait at once: {exec_id}; pane_busy while one runs
  pane-watch S P 'RE2' [--timeout 30s]       until a line of the running or last command matches; 1: it ended without
  wait-any|wait-all COND...                  exit:S/P failed:S/P pattern:S/P:RE status:S/P:X ready:S/P; --timeout 10m
  pane-list S [--status failed] [--mine]     all panes in brief
  pane-tail S P [-n 50] [--since CURSOR]     its output by lines; go on with output.next_cursor
  pane-kill S P                              end it

status: idle (a shell that has run nothing), running, completed, failed, dead (ended, no code known), unknown.
exit_code is null where nobody knows it. No wait or pattern sees the echo of a command line. Nothing is guessed.

Five recipes
1. Run jobs side by side and wait for them
   panectl session-create ci --if-missing
   panectl pane-create ci test --command 'npm test'
   panectl pane-create ci lint --command 'npm run lint'
   panectl wait-all exit:ci/test exit:ci/lint --timeout 10m && panectl pane-list ci
2. Start a server, go on when it is up
   panectl pane-create ci web --command 'npm start' --ready tcp:3000 --wait ready --timeout 1m     (or log:RE, http:URL)
3. Why did it fail:  panectl pane-why ci test && panectl pane-tail ci test --grep 'ERROR|FAIL' --context 3
4. Keep a shell and use it again
   panectl pane-create ci sh && panectl pane-exec ci sh 'make all' --wait
   panectl pane-exec-timeout ci sh 5m 'make check'     (ends it when it takes longer)
   panectl pane-send-keys ci sh C-c            (interrupt; text: pane-send-keys ci sh 'yes' --literal --enter)
5. Let the daemon react instead of waiting; then clean up what you made
   panectl on-exit ci '*' "notify '{{ label }} failed'" --if "status == 'failed'"
   panectl on-metric ci 'worker*' 'cpu > 80' 'pane-create {{ session }} worker --unique' --for 10s --cooldown 30s
   panectl cleanup --mine     (or rule-remove, pane-kill, session-kill)

What you did not make is protected: refused_foreign. Ask the operator before --force.
More: panectl help, panectl help COMMAND, panectl exec-list, panectl pane-status S P, panectl orchestration-log.
`;
