# Sourced by a line that panectl typed into a bash at its prompt: adds the marks, then takes the line out of the history
# and off the screen.
__panectl_nonce=$1 __panectl_line=$(HISTTIMEFORMAT='' builtin history 1 2>/dev/null)
. "${BASH_SOURCE[0]%/*}/marks.bash"
[[ $__panectl_line =~ ^[[:space:]]*([0-9]+) && $__panectl_line == *"${BASH_SOURCE[0]}"* ]] &&
  builtin history -d "${BASH_REMATCH[1]}" 2>/dev/null
__panectl_shown=${PS1@P} __panectl_shown=${__panectl_shown##*$'\n'}
# What was typed is as long as the file's name, the nonce and five more; a prompt's colours count as nothing.
__panectl_shown=$(builtin printf '%s' "$__panectl_shown" | sed 's/\x01[^\x02]*\x02//g')
__panectl_rows=$(((${#__panectl_shown} + ${#BASH_SOURCE[0]} + ${#1} + 5) / ${COLUMNS:-80} + 1))
builtin printf '\e[%sA\r\e[J' "$__panectl_rows"
builtin unset __panectl_line __panectl_shown __panectl_rows
