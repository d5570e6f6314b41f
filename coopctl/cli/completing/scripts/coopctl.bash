# Completion of coopctl for bash, made by `coopctl completion bash`.
_coopctl() {
  local kind="" line
  COMPREPLY=()
  while IFS= read -r line; do
    if [ -z "$kind" ]; then kind=$line; else COMPREPLY+=("$line"); fi
  done < <(
    _COOPCTL_LINE=${COMP_LINE:0:COMP_POINT} _COOPCTL_BREAKS=$COMP_WORDBREAKS \
      command coopctl --complete bash 2>/dev/null
  )
  case $kind in
    files) compopt -o default -o bashdefault 2>/dev/null ;;
    folders) compopt -o dirnames 2>/dev/null ;;
  esac
}
complete -F _coopctl coopctl
