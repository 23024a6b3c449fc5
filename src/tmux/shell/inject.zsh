# Sourced by a line that panectl typed into a zsh at its prompt: adds the marks, then takes the line off the screen. It
# begins with a blank, so HIST_IGNORE_SPACE keeps it out of the history; without that option zsh has no way to forget it.
__panectl_nonce=$1
typeset -g __panectl_ran=0 __panectl_code=0
source -- "${${(%):-%x}:A:h}/marks.zsh"
() {
  emulate -L zsh
  local shown=${(S)${(%%)PS1}//$'\e'\[*m/} file=${${(%):-%x}:A}
  print -n "\e[$(((${#${shown##*$'\n'}} + $#file + $#1 + 5) / ${COLUMNS:-80} + 1))A\r\e[J"
} "$1"
