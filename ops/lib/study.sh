# Runs a study on a Cairn of its own. Sourced, never run; needs common.sh, options.sh and python.sh.

study_folder() { echo "$(cairn_root)/python-workers/src/cairn_cli/studies"; }

# The studies that the clone has, with commas between.
study_names() {
  (cd "$(study_folder)" && printf '%s\n' *.json) | sed 's/\.json$//' | LC_ALL=C sort | paste -sd, - | sed 's/,/, /g'
}

is_study() { [[ "$1" != */* && -f "$(study_folder)/$1.json" ]]; }

# $1: the study; then settings as KEY=VALUE. Starts Cairn, runs the study, and stops Cairn.
run_study() {
  local study=$1 status=0 setting changes=() passed
  shift
  for setting in "$@"; do changes+=(--set "$setting"); done
  pass_shared_options
  server='' client=''
  trap 'stop_study; exit 130' INT
  trap 'stop_study; exit 143' TERM
  # Both run in the background, where bash waits for them interruptibly; there they ignore Ctrl-C, so the trap ends them.
  "$(cairn_root)/ops/serve" "${passed[@]}" >&2 &
  server=$!
  wait_until_ready
  become_client study "$study" ${changes[@]+"${changes[@]}"} &
  client=$!
  wait "$client" || status=$?
  client=''
  stop_study
  exit "$status"
}

wait_until_ready() {
  local status
  while true; do
    status=0
    on_it list --limit 1 >/dev/null 2>&1 || status=$?
    ((status != 0)) || return 0
    # A refusal, and not a Cairn that is still starting, is said.
    if ((status == USAGE_STATUS)) && [[ -e "$home/admin-token" ]] && ! on_it list --limit 1 >/dev/null; then
      stop_study
      exit "$status"
    fi
    kill -0 "$server" 2>/dev/null || { wait "$server" || exit $?; exit 1; }
    sleep 1
  done
}

# Signals both before waiting for either: in a trap bash can miss that a process has ended, and wait for the other one.
stop_study() {
  local process
  for process in $client $server; do
    kill -TERM "$process" 2>/dev/null || true
  done
  for process in $client $server; do
    wait "$process" 2>/dev/null || true
  done
}

# ops/cairn with the Cairn that run_study has started.
on_it() { (become_client "$@"); }

# The same in place of this process, so that a signal reaches it.
become_client() {
  exec "$(cairn_root)/ops/cairn" --url "http://127.0.0.1:$port" --home "$home" --token-file "$home/admin-token" "$@"
}
