# Finds Python 3.11 to 3.13 and makes the environment that holds PyTorch, vLLM and Jep, once per (lock file, Python).
# Sourced, never run; needs common.sh and JAVA_HOME (Jep is compiled against the JDK).

# shellcheck source=ops/lib/pip.sh
source "$(dirname "${BASH_SOURCE[0]}")/pip.sh"

# The environment takes 6; downloads are next to it until they are installed, and in pip's cache.
readonly CAIRN_ENV_GIB=12

# Prints the real executable of a usable Python; a version manager's shim may exist and yet fail, so each is run.
python_executable() {
  "$1" -c '
import sys
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(1)
print(getattr(sys, "_base_executable", sys.executable))' 2>/dev/null
}

find_base_python() {
  local candidate found
  if [[ -n "${CAIRN_BASE_PYTHON:-}" ]]; then
    python_executable "$CAIRN_BASE_PYTHON" \
      || die "CAIRN_BASE_PYTHON=$CAIRN_BASE_PYTHON does not run or is not Python 3.11 to 3.13; set it to one that is."
    return
  fi
  for candidate in python3.11 python3.12 python3.13 python3; do
    if found=$(python_executable "$candidate"); then
      printf '%s\n' "$found"
      return
    fi
  done
  die "no Python 3.11, 3.12 or 3.13 found; install one with its headers, or set CAIRN_BASE_PYTHON."
}

# Whether engine and trainer use a GPU. Decided once, here, and passed to the application in CAIRN_DEVICE (cpu or gpu).
decide_device() {
  case ${CAIRN_DEVICE:-} in
    cpu | gpu) ;;
    '') if nvidia-smi -L 2>/dev/null | grep -q '^GPU'; then CAIRN_DEVICE=gpu; else CAIRN_DEVICE=cpu; fi ;;
    *) die "CAIRN_DEVICE=$CAIRN_DEVICE is not a device; set it to cpu or gpu, or unset it to detect the device." ;;
  esac
  export CAIRN_DEVICE
  # PyTorch would take a GPU by itself.
  if [[ "$CAIRN_DEVICE" == cpu ]]; then export CUDA_VISIBLE_DEVICES=''; fi
}

has_gpu() { [[ "$CAIRN_DEVICE" == gpu ]]; }

requirements_file() {
  if has_gpu; then printf '%s\n' "$1/python-workers/requirements-gpu.txt"; else printf '%s\n' "$1/python-workers/requirements-cpu.lock"; fi
}

# The Java and the Python half of Jep have to be of one version: the parent pom holds it.
jep_version() {
  sed -n 's:.*<jep.version>\(.*\)</jep.version>.*:\1:p' "$1/pom.xml"
}

# The key of an environment: what goes in, and which Python carries it.
environment_key() {
  local root=$1 python=$2
  {
    cat "$(requirements_file "$root")" "$root/python-workers/requirements-test.lock"
    jep_version "$root"
    "$python" -VV
  } | sha256_hex | cut -c1-16
}

# Free GiB of the file system that holds a folder, which need not exist yet.
free_gib() {
  local dir=$1
  while [[ ! -d "$dir" ]]; do dir=$(dirname "$dir"); done
  df -Pk "$dir" | awk 'NR == 2 { print int($4 / 1048576) }'
}

check_can_install() {
  local python=$1 dir=$2 gib
  command -v cc >/dev/null || die "no C compiler (cc) found, which Jep needs; install one (Debian: apt-get install gcc libc6-dev)."
  "$python" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' \
    || die "$python has no Python.h, which Jep needs; install its headers (Debian: apt-get install python3-dev)."
  "$python" -c 'import ensurepip, venv' 2>/dev/null \
    || die "$python can't make environments; install its venv module (Debian: apt-get install python3-venv)."
  gib=$(free_gib "$dir")
  ((gib >= CAIRN_ENV_GIB)) \
    || die "$gib GiB free at $dir, $CAIRN_ENV_GIB are needed for the Python environment; free some, or set XDG_CACHE_HOME to a larger disk."
}

# A lock file lists everything. Jep goes last and never from a cached wheel, since one that was built for another Python
# of the same minor version loads the wrong library.
install_packages() {
  local dir=$1 root=$2 requirements tests jep
  requirements=$(requirements_file "$root") tests="$root/python-workers/requirements-test.lock"
  if has_gpu; then
    pip_install "$dir" 0 0 -r "$requirements"
    pip_install "$dir" "$(download_mb "$tests")" 0 --no-deps -r "$tests"
  else
    pip_install "$dir" "$(download_mb "$requirements" "$tests")" "$(disk_mb "$requirements" "$tests")" \
      --no-deps -r "$requirements" -r "$tests"
  fi
  jep="jep==$(jep_version "$root")"
  say "  compiling Jep, the bridge between Java and Python"
  patiently "compiling" run_pip "$dir" --no-deps --no-cache-dir "$jep" >/dev/null || pip_failed "$dir"
  rm -rf "$(pip_scratch "$dir")"
}

# What making the environment takes, for people.
environment_size() {
  local locks=("$(requirements_file "$1")" "$1/python-workers/requirements-test.lock")
  if has_gpu; then
    printf '%s\n' 'several GB, depending on your GPU'
  else
    printf '%s packages, %s GB to download, %s GB on disk\n' "$(package_count "${locks[@]}")" \
      "$(gigabytes $(($(download_mb "${locks[@]}") * 1000)))" "$(gigabytes $(($(disk_mb "${locks[@]}") * 1000)))"
  fi
}

build_environment() {
  local dir=$1 python=$2 root=$3 began=$SECONDS
  rm -rf "$dir"
  check_can_install "$python" "$dir"
  say "making the Python environment with PyTorch and vLLM, once: $(environment_size "$root")"
  say "  in $dir"
  if ! has_gpu; then say "  (1.8 GB of the download are CUDA libraries: PyTorch's only build loads them, even without a GPU)"; fi
  mkdir -p "$dir"
  "$python" -m venv "$dir" || die "$python -m venv $dir failed; read the lines above."
  install_packages "$dir" "$root"
  touch "$dir/.complete"
  say "Python environment ready after $(duration $((SECONDS - began)))"
}

# Sets CAIRN_PYTHON and CAIRN_WORKERS. A virtual environment can't be moved, so it is made in its last place; the marker
# .complete, written at the end, marks a complete one; an interrupted one lacks it.
ensure_python() {
  local root=$1 python dir file
  export CAIRN_WORKERS="$root/python-workers/src"
  decide_device
  if [[ -n "${CAIRN_PYTHON:-}" ]]; then
    "$CAIRN_PYTHON" -c '' 2>/dev/null || die "CAIRN_PYTHON=$CAIRN_PYTHON does not run; unset it to have an environment made, or set it to the bin/python of one."
    return
  fi
  for file in "$(requirements_file "$root")" "$root/python-workers/requirements-test.lock"; do
    [[ -r "$file" ]] || die "$file is missing; the clone is incomplete: git status shows what is missing."
  done
  python=$(find_base_python) || exit "${DIE_STATUS:-1}"
  dir="$(cairn_cache)/env-$(environment_key "$root" "$python")"
  if [[ ! -e "$dir/.complete" ]]; then
    command -v flock >/dev/null || die "flock not found; install util-linux."
    mkdir -p "$(cairn_cache)"
    (
      flock -n 9 || { say "another set-up of the Python environment is in progress; waiting for it"; flock 9; }
      [[ -e "$dir/.complete" ]] || build_environment "$dir" "$python" "$root"
    ) 9>"$dir.lock" || exit "${DIE_STATUS:-1}"
  fi
  export CAIRN_PYTHON="$dir/bin/python"
}
