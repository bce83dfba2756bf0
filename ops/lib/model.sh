# Makes model folders that a preset needs and that are not in the clone. Sourced, never run; needs ensure_python.

# Exports CAIRN_MODELS and, for the preset that uses it, writes SmolLM2-135M-Instruct there once.
ensure_models() {
  local preset=$1 models target
  models="$(cairn_cache)/models"
  export CAIRN_MODELS=$models
  [[ "$preset" == smollm2-gsm8k ]] || return 0
  target="$models/smollm2-135m-instruct"
  [[ -f "$target/config.json" ]] && return
  say "exporting SmolLM2-135M-Instruct to $target, once"
  PYTHONPATH="$CAIRN_WORKERS" "$CAIRN_PYTHON" -m cairn_workers.models smollm2 --out "$target" \
    || die "the export failed; the lines above say why."
}
