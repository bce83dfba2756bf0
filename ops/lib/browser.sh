# Finds a Chromium for the tests of the console. Sourced, never run; needs common.sh.

# Exports CHROMIUM, unless it names a browser already.
find_browser() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
    [[ -n "$name" ]] && CHROMIUM=$(command -v "$name") && export CHROMIUM && return
  done
  die "no Chromium found; the console is tested in one: install it (Debian: apt-get install chromium), or set CHROMIUM to a program."
}
