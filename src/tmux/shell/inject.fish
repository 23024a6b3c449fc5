# Sourced by a line that panectl typed into a fish at its prompt: adds the marks, then takes the line off the screen. fish
# keeps a line that begins with a blank out of its history.
set -g __panectl_nonce $argv[1]
source (dirname (status filename))/marks.fish
set -l rows (math "floor((4 + "(string length -- (status filename))" + "(string length -- $argv[1])" + 20) / $COLUMNS) + 1")
printf '\e[%sA\r\e[J' $rows
