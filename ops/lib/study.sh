# Runs a study on a Cairn of its own. Sourced, never run; needs common.sh, options.sh and python.sh.

study_folder() { echo "$(cairn_root)/python-workers/src/cairn_cli/studies"; }

# The studies that the clone has, with commas between.
study_names() {
  (cd "$(study_folder)" && printf '%s\n' *.json) | sed 's/\.json$//' | LC_ALL=C sort | paste -sd, - | sed 's/,/, /g'
}

is_study() { [[ "$1" != */* && -f "$(study_folder)/$1.json" ]]; }

# $1: the study; then settings as KEY=VALUE. Starts Cairn, carries the study out, and stops Cairn.
run_study() {
  local study=$1 root server status=0 setting changes=() passed
  shift
  root=$(cairn_root)
  for setting in "$@"; do changes+=(--set "$setting"); done
  pass_shared_options
  "$root/ops/serve" "${passed[@]}" &
  server=$!
  # A background process of a script ignores Ctrl-C.
  trap 'kill -TERM "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; exit 130' INT TERM
  until on_it list --limit 1 >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || { wait "$server" || exit $?; exit 1; }
    sleep 1
  done
  on_it study "$study" ${changes[@]+"${changes[@]}"} || status=$?
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  exit "$status"
}

# ops/cairn with the Cairn that run_study has started.
on_it() { "$(cairn_root)/ops/cairn" --url "http://127.0.0.1:$port" --home "$home" "$@"; }
