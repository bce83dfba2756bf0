# Runs pip and says how far it is. Sourced, never run; needs common.sh.

SAY_EVERY_SECONDS=10

# What lock files say of their own size: packages, MB to download and MB on disk; 0 where they do not say.
package_count() { cat "$@" | grep -c '^[a-z].*==' || true; }
download_mb() { sum_of_sizes 's/^# Size: \([0-9]*\) MB to download.*/\1/p' "$@"; }
disk_mb() { sum_of_sizes 's/^# Size: .* \([0-9]*\) MB on disk.*/\1/p' "$@"; }
sum_of_sizes() { sed -n "$@" | awk '{ sum += $1 } END { print sum + 0 }'; }

# Where pip keeps what it has downloaded until it is installed. It is next to the environment, whose disk was checked:
# /tmp is often too small.
pip_scratch() { printf '%s\n' "$1/tmp"; }

# kB under folders; those that are not there are empty.
kilobytes_in() { { du -skc "$@" 2>/dev/null || true; } | awk 'END { print int($1 * 1.024) }'; }

# Reads pip's output and says now and then how far it is. $1: the environment, $2: MB to download, $3: MB on disk
# (0: not known).
show_pip_progress() {
  local dir=$1 download=$(($2 * 1000)) disk=$(($3 * 1000)) line status began=$SECONDS said=$SECONDS now=downloading
  while true; do
    status=0
    IFS= read -r -t 5 line || status=$?
    if ((status == 0)); then
      if [[ $line == Installing\ collected\ packages* ]]; then now=unpacking began=$SECONDS said=$SECONDS; fi
    elif ((status <= 128)); then
      break
    fi
    if ((SECONDS - said >= SAY_EVERY_SECONDS)); then
      said=$SECONDS
      case $now in
        downloading) say "  downloaded $(so_far "$(kilobytes_in "$(pip_scratch "$dir")"/pip-unpack-*)" "$download" $((SECONDS - began)))" ;;
        unpacking) say "  unpacked $(so_far "$(kilobytes_in "$dir/lib")" "$disk" $((SECONDS - began)))" ;;
      esac
    fi
  done
}

# '1.2 of 2.8 GB, about 40 s left'. $1: kB done, $2: in all (0: not known), $3: seconds so far.
so_far() {
  if (($2 == 0)); then
    printf '%s GB (%s so far)' "$(gigabytes "$1")" "$(duration "$3")"
  else
    printf '%s of %s GB%s' "$(gigabytes $(($1 < $2 ? $1 : $2)))" "$(gigabytes "$2")" "$(time_left "$1" "$2" "$3")"
  fi
}

gigabytes() { printf '%d.%d' $(($1 / 1000000)) $(($1 % 1000000 / 100000)); }

# ', about 40 s left' once a twentieth is there, from the pace so far, and rounded up as the application does. $1: done,
# $2: in all, $3: seconds so far.
time_left() {
  local left
  if (($2 > 0 && $1 * 20 >= $2 && $1 < $2)); then
    left=$(($3 * ($2 - $1) / $1))
    if ((left < 60)); then
      printf ', about %d s left' $((left <= 5 ? 5 : (left + 4) / 5 * 5))
    else
      printf ', about %d min left' $(((left + 59) / 60))
    fi
  fi
}

# $1: the environment, $2: MB to download, $3: MB on disk (0: not known); then pip's options.
pip_install() {
  local dir=$1 download=$2 disk=$3
  shift 3
  run_pip "$dir" "$@" | show_pip_progress "$dir" "$download" "$disk" || pip_failed "$dir"
}

run_pip() {
  local dir=$1
  shift
  mkdir -p "$(pip_scratch "$dir")"
  TMPDIR=$(pip_scratch "$dir") "$dir/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off "$@" 2>&1 \
    | tee -a "$dir/install.log"
}

pip_failed() {
  local dir=$1
  die "pip failed: $(grep '^ERROR' "$dir/install.log" | tail -n 1 | grep . || tail -n 1 "$dir/install.log") (full log: $dir/install.log; run the command again once that is fixed)."
}
