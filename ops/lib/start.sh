# Sets up what is missing and becomes the application. Sourced, never run; needs java.sh, python.sh, build.sh, model.sh.

# $1: the preset whose model must be there; then the application's own arguments.
start_cairn() {
  local root preset=$1
  shift
  root=$(cairn_root)
  find_java
  check_can_build "$root"
  ensure_python "$root"
  ensure_built "$root"
  ensure_models "$preset"
  # Other people's progress bars have no place among our lines; vLLM and the trainer inherit this.
  export TQDM_DISABLE=1 HF_HUB_DISABLE_PROGRESS_BARS=1
  say "starting PostgreSQL and the control plane"
  exec_application "$root" "$@"
}
