#!/usr/bin/env bash
# The floor that people write themselves: tmux and jq, a process for each question.
# bridge.sh SOCKET pane-count|pane-list|pane-create|pane-kill|pane-capture SESSION [ARGUMENT]
set -euo pipefail
socket=$1 command=$2 session=$3 argument=${4:-}
tmux=(tmux -S "$socket")
format='{"tmux_pane":"#{pane_id}","label":"#{@label}","command":"#{pane_current_command}"}'

case $command in
  pane-count) "${tmux[@]}" list-panes -s -t "=$session:" -F "$format" | jq -s '{ok: true, data: {count: length}}' ;;
  pane-list) "${tmux[@]}" list-panes -s -t "=$session:" -F "$format" | jq -s '{ok: true, data: {panes: .}}' ;;
  pane-create)
    pane=$("${tmux[@]}" split-window -d -P -F '#{pane_id}' -t "=$session:" 'exec cat')
    "${tmux[@]}" set-option -p -t "$pane" @label "$argument" \; select-layout -t "$pane" tiled
    jq -n --arg pane "$pane" '{ok: true, data: {tmux_pane: $pane}}'
    ;;
  pane-kill) "${tmux[@]}" kill-pane -t "$argument" && jq -n '{ok: true, data: {}}' ;;
  pane-capture) "${tmux[@]}" capture-pane -p -t "$argument" | jq -R . | jq -s '{ok: true, data: {lines: .}}' ;;
esac
