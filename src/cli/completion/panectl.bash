# bash completion for panectl. In ~/.bashrc:  source <(panectl completion bash)
_panectl() {
  local line=${COMP_LINE:0:COMP_POINT} index word current breaks='' prefix='' offer='' candidate
  local -a words=()
  # bash splits at : and = too; what stands together in the line is one word.
  for ((index = 0; index <= COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    if ((index == 0)) || [[ $line == [[:space:]]* ]]; then
      line=${line#"${line%%[![:space:]]*}"}
      words+=('')
    fi
    if ((index == COMP_CWORD)); then word=$line; fi
    words[${#words[@]}-1]+=$word
    line=${line:${#word}}
  done
  current=${words[${#words[@]}-1]}
  # What it splits off stands in the line already.
  for word in : = @; do [[ $COMP_WORDBREAKS == *"$word"* ]] && breaks+=$word; done
  if [[ -n $breaks && $current != [\'\"]* ]]; then prefix=${current%"${current##*[$breaks]}"}; fi
  COMPREPLY=()
  while IFS= read -r candidate; do
    if [[ -z $offer ]]; then offer=$candidate; else COMPREPLY+=("${candidate#"$prefix"}"); fi
  done < <(panectl __complete bash "${words[@]:1}" </dev/null 2>/dev/null)
  case $offer in
    files) compopt -o default -o bashdefault 2>/dev/null ;;
    folders) compopt -o dirnames 2>/dev/null ;;
    open) compopt -o nospace 2>/dev/null ;;
  esac
}
complete -F _panectl panectl
