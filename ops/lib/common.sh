# Shared by the ops scripts: messages, time, the cache folder. Sourced, never run.

# The folder of the clone.
cairn_root() { cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd; }

say() { printf '%s\n' "cairn: $*" >&2; }

# Ends the script with one line that says what is wrong and what to do.
die() {
  printf '%s\n' "cairn: error: $*" >&2
  exit 1
}

cairn_cache() { printf '%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}/cairn"; }

# sha256 of standard input, hex only.
sha256_hex() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d' ' -f1
}

duration() { printf '%dm%02ds' $(($1 / 60)) $(($1 % 60)); }
