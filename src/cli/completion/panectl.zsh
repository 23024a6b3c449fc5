#compdef panectl
# zsh completion for panectl. As a file _panectl in a folder of $fpath, or in ~/.zshrc behind compinit:
#   source <(panectl completion zsh)
_panectl() {
  local -a lines values shown
  local line value note
  lines=("${(@f)$(panectl __complete zsh "${(@Q)words[2,CURRENT-1]}" "$PREFIX" </dev/null 2>/dev/null)}")
  for line in "${(@)lines[2,-1]}"; do
    value=${line%%$'\t'*} note=${line#*$'\t'}
    values+=("$value")
    if (($#value < 24)); then value=${(r:24:)value}; fi
    shown+=("$value $note")
  done
  case $lines[1] in
    files) _files ;;
    folders) _files -/ ;;
    open) compadd -S '' -l -d shown -a values ;;
    words) compadd -l -d shown -a values ;;
  esac
}
# Loaded by its name it is called for the first time; sourced it makes itself known.
if [[ ${funcstack[1]} == _panectl ]]; then _panectl "$@"; else compdef _panectl panectl; fi
