# The options that ops/run and ops/serve share, and how an option is refused. Sourced, never run; needs common.sh.

readonly USAGE_STATUS=2

port=8080
home="$HOME/.cairn"
pools=''
artifacts=''
runs=''

# The script that is run, for messages: ops/run or ops/serve.
command_name() { printf 'ops/%s\n' "$(basename "$0")"; }

bad_option() {
  printf '%s\n' "cairn: error: $1; $(command_name) --help lists the options." >&2
  exit "$USAGE_STATUS"
}

need_value() { [[ $# -ge 2 && -n "$2" ]] || bad_option "$1 needs a value"; }

# Puts the arguments into $words, with --name=value taken apart.
split_words() {
  words=()
  local word
  for word in "$@"; do
    if [[ "$word" =~ ^(--[a-z]+)=(.*)$ ]]; then
      words+=("${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}")
    else
      words+=("$word")
    fi
  done
}

# Takes one of the shared options with its value; fails where it is another one.
shared_option() {
  case $1 in
    --port) need_value "$@"; port=$2 ;;
    --home) need_value "$@"; home=$2 ;;
    --pools) need_value "$@"; pools=$2 ;;
    --artifacts) need_value "$@"; artifacts=$2 ;;
    --runs) need_value "$@"; runs=$2 ;;
    *) return 1 ;;
  esac
}

check_shared_options() {
  [[ "$port" =~ ^[0-9]{1,5}$ && $((10#$port)) -ge 1 && $((10#$port)) -le 65535 ]] \
    || bad_option "--port $port is not a port (1 to 65535)"
  port=$((10#$port))
  local pool
  [[ -z "$pools" ]] || while IFS= read -r pool; do
    [[ "$pool" =~ ^[a-z][a-z0-9-]{0,62}$ ]] \
      || bad_option "--pools $pools: '$pool' is not the name of a pool (lower-case letters, digits and hyphens, a letter first; several with commas between)"
  done < <(tr ',' '\n' <<<"$pools")
  [[ -z "$runs" || "$runs" =~ ^[1-9][0-9]{0,2}$ ]] || bad_option "--runs $runs is not a whole number from 1 to 999"
  [[ -z "$artifacts" || ! -e "$artifacts" || -d "$artifacts" ]] || bad_option "--artifacts $artifacts is not a folder"
}

# Puts the shared options into $passed, as the application takes them.
pass_shared_options() {
  passed=(--port "$port" --home "$home")
  if [[ -n "$pools" ]]; then passed+=(--pools "$pools"); fi
  if [[ -n "$runs" ]]; then passed+=(--runs "$runs"); fi
  if [[ -n "$artifacts" ]]; then passed+=(--artifacts "$artifacts"); fi
}
