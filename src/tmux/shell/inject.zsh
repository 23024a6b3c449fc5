# Sourced by a line that panectl typed into a zsh at its prompt: adds the marks, then takes the line off the screen. It
# begins with a blank, so HIST_IGNORE_SPACE keeps it out of the history. Without that option zsh has no way to forget it,
# but to leave it out when it writes the history to its file (HISTORY_IGNORE in zshparam(1)).
__panectl_nonce=$1
typeset -g __panectl_ran=0 __panectl_code=0
source -- "${${(%):-%x}:A:h}/marks.zsh"
() {
  emulate -L zsh
  local shown=${(S)${(%%)PS1}//$'\e'\[*m/} file=${${(%):-%x}:A}
  [[ -o hist_ignore_space ]] ||
    typeset -g HISTORY_IGNORE="(${HISTORY_IGNORE:+$HISTORY_IGNORE|}*${(b)file} *)"
  print -n "\e[$(((${#${shown##*$'\n'}} + $#file + $#1 + 5) / ${COLUMNS:-80} + 1))A\r\e[J"
} "$1"
