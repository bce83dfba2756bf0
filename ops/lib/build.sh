# Builds the control plane with its console when sources changed. Sourced, never run; needs common.sh and JAVA_HOME.

readonly MAVEN_AT_LEAST=3.8.6

check_maven() {
  command -v mvn >/dev/null || die "mvn not found; install Maven $MAVEN_AT_LEAST or later (Debian: apt-get install maven)."
  local version
  version=$(mvn -v 2>/dev/null | sed -n $'s/\033\\[[0-9;]*m//g; s/^Apache Maven \\([0-9.]*\\).*/\\1/p')
  printf '%s\n' "$MAVEN_AT_LEAST" "$version" | sort -CV || die "Maven ${version:-of an unknown version} found, $MAVEN_AT_LEAST or later is needed; install a newer one."
}

# Maven in the clone. Its own old libraries make JDK 25 warn about sun.misc.Unsafe; the warning is of no use here. It prints escape
# codes even with colours switched off.
maven() {
  local root=$1
  shift
  (cd "$root" && MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow" mvn -B -q -Dstyle.color=never "$@" 2>&1 | sed -u $'s/\033\\[[0-9;]*[mK]//g')
}

check_node() {
  command -v node >/dev/null || die "node not found; the console is built with Node 20 or later: install it with npm."
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || die "node $(node -v) found, 20 or later is needed to build the console; install a newer one."
  command -v npm >/dev/null || die "npm not found; install it too."
}

# One hash over everything that goes into the application.
sources_hash() {
  local root=$1
  (
    cd "$root" || exit 1
    find pom.xml control-plane/pom.xml control-plane/src/main migrations schemas \
      \( -name node_modules -o -name dist -o -name .quinoa \) -prune -o -type f -print0 2>/dev/null \
      | LC_ALL=C sort -z | xargs -0 cat -- /dev/null
    find control-plane/src/main migrations schemas -name node_modules -prune -o -name dist -prune -o -type f -print 2>/dev/null | LC_ALL=C sort
    cat "$JAVA_HOME/release" 2>/dev/null || "$JAVA_HOME/bin/java" -version 2>&1 || true
  ) | sha256_hex
}

# Whether sources changed since the last build. $1: the clone, $2: their hash.
is_built() {
  [[ -f "$1/control-plane/target/quarkus-app/quarkus-run.jar" && "$(cat "$(build_stamp "$1")" 2>/dev/null)" == "$2" ]]
}

build_stamp() { printf '%s\n' "$1/control-plane/target/cairn-built.sha256"; }

# Before minutes of other set-up.
check_can_build() {
  checked_hash=$(sources_hash "$1")
  is_built "$1" "$checked_hash" && return
  check_maven
  check_node
}

ensure_built() {
  local root=$1 began=$SECONDS hash=${checked_hash:-}
  [[ -n $hash ]] || hash=$(sources_hash "$root")
  if ! is_built "$root" "$hash"; then
    check_maven
    check_node
    say "building the control plane and its console: about 40 s; some minutes the first time, because Maven and npm download what they need"
    patiently "building" maven "$root" package -Dmaven.test.skip=true || die "the build failed; the lines above say where."
    rm -f "$root"/control-plane/target/start/*.aot "$root"/control-plane/target/start/*.log || true
    printf '%s\n' "$hash" >"$(build_stamp "$root")"
    say "built in $(duration $((SECONDS - began)))"
  fi
  ensure_rehearsed "$root"
}

# Where the JVM finds the classes of an earlier start. It knows jars by their absolute paths, so a clone that was moved has none.
aot_cache() { printf '%s/control-plane/target/start/%s.aot\n' "$1" "$(printf '%s' "$1" | sha256_hex | cut -c1-12)"; }

# Starts the application once on a database of its own and ends it, so that later starts are quicker (ADR 48). Whatever goes wrong,
# Cairn starts; only an interrupt ends the start.
ensure_rehearsed() {
  local root=$1 cache failed work interrupted=''
  cache=$(aot_cache "$root")
  failed=${cache%.aot}.log
  if [[ -r $cache || -f $failed || -z ${CAIRN_PYTHON:-} ]]; then return; fi
  find "${cache%/*}" -maxdepth 1 -name 'rehearsal.*' -mmin +10 -exec rm -rf {} + 2>/dev/null || true
  if ! { mkdir -p "${cache%/*}" && work=$(mktemp -d "${cache%/*}/rehearsal.XXXXXX"); } 2>/dev/null; then
    say "${cache%/*} can't be written to, so each start takes some seconds longer"
    return
  fi
  # PostgreSQL may run as another user.
  chmod 755 "$work"
  say "preparing quick starts, once for this build: about 30 s"
  trap 'interrupted=yes' INT TERM HUP
  # Moved when it is whole, since others may start Cairn from this clone meanwhile.
  if patiently "preparing" rehearse "$root" "$work" && mv "$work/start.aot" "$cache"; then
    :
  elif [[ -z $interrupted ]]; then
    mv "$work/log" "$failed" 2>/dev/null || true
    say "that failed, so each start takes some seconds longer until the next build; $failed says why"
  fi
  end_rehearsal "$work"
  trap - INT TERM HUP
  [[ -z $interrupted ]] || exit 130
}

# $1: the clone, $2: an empty folder. The database of CAIRN_DB_URL is not for rehearsals.
rehearse() {
  CAIRN_WORKERS="$1/python-workers/src" env -u CAIRN_DB_URL -u CAIRN_DB_USER -u CAIRN_DB_PASSWORD \
    timeout --foreground -k 90 300 "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$2/start.aot" --enable-native-access=ALL-UNNAMED \
    -jar "$1/control-plane/target/quarkus-app/quarkus-run.jar" --rehearse --home "$2/home" --port "$(free_port)" >"$2/log" 2>&1
}

# Ends a PostgreSQL that outlived a killed rehearsal, and removes its folder.
end_rehearsal() {
  local pid
  if pid=$(head -n 1 "$1/home/pg/data/postmaster.pid" 2>/dev/null); then
    kill -QUIT "$pid" 2>/dev/null && sleep 1
  fi
  rm -rf "$1" || true
}

# A port that nothing listens on now.
free_port() { "$CAIRN_PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Becomes the application. $1: the clone; then the application's own arguments.
exec_application() {
  local root=$1 cache
  shift
  # A small heap at first: it grows as needed, but would never shrink while nothing is done.
  local flags=(-Xms64m --enable-native-access=ALL-UNNAMED)
  cache=$(aot_cache "$root")
  [[ ! -r $cache ]] || flags+=("-XX:AOTCache=$cache")
  exec "$JAVA_HOME/bin/java" "${flags[@]}" -jar "$root/control-plane/target/quarkus-app/quarkus-run.jar" "$@"
}
