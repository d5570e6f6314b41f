#compdef coopctl
# Completion of coopctl for zsh, made by `coopctl completion zsh`.
_coopctl() {
  local kind line
  local -a lines values shown
  lines=("${(@f)$(command coopctl --complete zsh -- "${(@)words[1,CURRENT-1]}" "${compstate[quote]}$PREFIX" 2>/dev/null)}")
  kind=$lines[1]
  case $kind in
    files|folders)
      [[ $PREFIX == -*=* ]] && compset -P '*='
      if [[ $kind == files ]]; then _files; else _files -/; fi
      ;;
    words)
      shift lines
      for line in "${(@)lines}"; do
        values+=("${line%%$'\t'*}")
        shown+=("${line#*$'\t'}")
      done
      (( $#values )) && compadd -l -V coopctl -d shown -a values
      ;;
  esac
}
if ! (( $+functions[compdef] )); then
  autoload -Uz compinit && compinit -i
fi
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _coopctl "$@"
else
  compdef _coopctl coopctl
fi
