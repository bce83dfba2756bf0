# Shared by the ops scripts: messages, time, the cache folder. Sourced, never run.

# The folder of the clone.
cairn_root() { cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd; }

say() { printf '%s\n' "cairn: $*" >&2; }

# Ends the script with one line that says what is wrong and what to do; DIE_STATUS is its exit status (default 1).
die() {
  printf '%s\n' "cairn: error: $*" >&2
  exit "${DIE_STATUS:-1}"
}

cairn_cache() { printf '%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}/cairn"; }

# sha256 of standard input, hex only.
sha256_hex() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d' ' -f1
}

# Seconds as people say them, as the console does.
duration() {
  if (($1 < 60)); then printf '%d s' "$1"; else printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); fi
}

# Runs a command; reports after ten seconds, then less and less often, that it is still running.
# $1: what it does.
patiently() {
  local what=$1 ticker pause=10 status=0
  shift
  (
    SECONDS=0
    exec 8<> <(:)
    while ! read -r -t "$pause" -u 8 && kill -0 "$$" 2>/dev/null; do
      say "  $what ($(duration "$SECONDS") so far)"
      pause=$((pause < 30 ? 2 * pause : 60))
    done
  ) &
  ticker=$!
  "$@" || status=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  return "$status"
}
