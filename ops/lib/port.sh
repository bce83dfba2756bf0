# Looks what listens on a port of this machine. Sourced, never run; needs common.sh.

readonly ANSWER_SECONDS=3

# Prints who listens there: nobody, cairn or another program. Cairn refuses this request with problems of its own type.
listener() {
  local line who=nobody
  if { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then
    who=another
    printf 'GET /api/v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3 2>/dev/null || true
    while IFS= read -r -t "$ANSWER_SECONDS" line <&3 || [[ -n "$line" ]]; do
      if [[ "$line" == *cairn.dev/problems* ]]; then who=cairn; fi
    done
    exec 3>&-
  fi
  printf '%s\n' "$who"
}

# Before minutes of set-up; the application checks again. $2: what to do where Cairn listens, as a command.
check_port() {
  case $(listener "$1") in
    nobody) ;;
    cairn) die "Cairn already runs at http://127.0.0.1:$1. $2" ;;
    *) die "port $1 is used by a program that is not Cairn; choose another one with --port N, or end that program." ;;
  esac
}
