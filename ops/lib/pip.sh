# Runs pip and says how far it is. Sourced, never run; needs common.sh.

# What a requirements file says of its own size: packages and the MB they are to download; 0 where it does not say.
package_count() { if [[ "$1" == *.lock ]]; then grep -c '^[a-z]' "$1"; else echo 0; fi; }
download_mb() { sed -n 's/^# Size: \([0-9]*\) MB to download.*/\1/p' "$1" | grep . || echo 0; }

# Reads pip's output and says every ten seconds how far it is. $1: packages, $2: MB to download (0: not known).
show_pip_progress() {
  local packages=$1 total=$(($2 * 1000)) line status began=$SECONDS said=$SECONDS collected=0 done_kb=0 coming_kb=0 now=''
  while true; do
    status=0
    IFS= read -r -t 5 line || status=$?
    if ((status == 0)); then
      if [[ $line == Collecting\ * ]]; then
        collected=$((collected + 1))
      elif [[ $line =~ Downloading\ .*\ \(([0-9]+)(\.([0-9]))?[0-9]*\ (kB|MB|GB)\) ]]; then
        done_kb=$((done_kb + coming_kb))
        coming_kb=$(kilobytes "${BASH_REMATCH[1]}" "${BASH_REMATCH[3]:-0}" "${BASH_REMATCH[4]}")
        now='downloading'
      elif [[ $line == Installing\ collected\ packages* ]]; then
        now='unpacking' began=$SECONDS
      fi
    elif ((status <= 128)); then
      break
    fi
    if ((SECONDS - said >= 10)) && [[ -n "$now" ]]; then
      said=$SECONDS
      if [[ $now == unpacking ]]; then
        say "  unpacking ($(duration $((SECONDS - began))) so far)"
      elif ((packages == 0)); then
        say "  downloading, $collected packages so far"
      else
        say "  downloading package $collected of $packages: $(gigabytes "$done_kb") of $(gigabytes "$total") GB$(time_left "$done_kb" "$total" $((SECONDS - began)))"
      fi
    fi
  done
}

kilobytes() {
  case $3 in
    kB) echo "$1" ;;
    MB) echo $(($1 * 1000 + $2 * 100)) ;;
    GB) echo $(($1 * 1000000 + $2 * 100000)) ;;
  esac
}

gigabytes() { printf '%d.%d' $(($1 / 1000000)) $(($1 % 1000000 / 100000)); }

# ', about 40 s left' once a twentieth is there, from the pace so far. $1: done, $2: in all, $3: seconds so far.
time_left() {
  if (($2 > 0 && $1 * 20 >= $2 && $1 < $2)); then printf ', about %s left' "$(duration $(($3 * ($2 - $1) / $1)))"; fi
}

# $1: the environment, $2: the requirements file that the options name; then pip's options.
pip_install() {
  local dir=$1 packages megabytes
  packages=$(package_count "$2") megabytes=$(download_mb "$2")
  shift 2
  run_pip "$dir" "$@" | show_pip_progress "$packages" "$megabytes" || pip_failed "$dir"
}

run_pip() {
  local dir=$1
  shift
  "$dir/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off "$@" 2>&1 | tee -a "$dir/install.log"
}

pip_failed() {
  local dir=$1
  die "pip failed: $(grep '^ERROR' "$dir/install.log" | tail -n 1 | grep . || tail -n 1 "$dir/install.log") (all of it: $dir/install.log; run the command again once that is fixed)."
}
