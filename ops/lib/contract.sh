# Makes the small environment that holds Schemathesis, once per (lock file, Python). Sourced, never run; needs python.sh.

# Exports CAIRN_SCHEMATHESIS, which the contract test looks for.
ensure_schemathesis() {
  local root=$1 python dir lock
  lock="$root/python-workers/requirements-contract.lock"
  if [[ -n "${CAIRN_SCHEMATHESIS:-}" ]]; then
    "$CAIRN_SCHEMATHESIS" --version >/dev/null 2>&1 || die "CAIRN_SCHEMATHESIS=$CAIRN_SCHEMATHESIS does not run; unset it to have one installed."
    return
  fi
  python=$(find_base_python) || exit 1
  dir="$(cairn_cache)/contract-$({ cat "$lock"; "$python" -VV; } | sha256_hex | cut -c1-16)"
  mkdir -p "$(cairn_cache)"
  (
    flock 9
    if [[ ! -e "$dir/.complete" ]]; then
      rm -rf "$dir"
      say "installing Schemathesis in $dir, once"
      "$python" -m venv "$dir" || die "$python -m venv $dir failed; read the lines above."
      pip_install "$dir" "$(download_mb "$lock")" "$(disk_mb "$lock")" --no-deps -r "$lock"
      rm -rf "$(pip_scratch "$dir")"
      touch "$dir/.complete"
    fi
  ) 9>"$dir.lock" || exit 1
  export CAIRN_SCHEMATHESIS="$dir/bin/schemathesis"
}
