# Builds the control plane with its console when sources changed. Sourced, never run; needs common.sh and JAVA_HOME.

check_maven() {
  command -v mvn >/dev/null || die "mvn not found; install Maven 3.8.6 or later (Debian: apt-get install maven)."
}

# Maven in the clone. Its own old libraries make JDK 25 warn about sun.misc.Unsafe; that helps nobody here. It prints escape
# codes also where it was told to use no colours.
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
  command -v npm >/dev/null || die "npm not found; install it beside node."
}

# One hash over everything that goes into the application.
sources_hash() {
  local root=$1
  (
    cd "$root" || exit 1
    find pom.xml control-plane/pom.xml control-plane/src/main migrations \
      \( -name node_modules -o -name dist -o -name .quinoa \) -prune -o -type f -print0 2>/dev/null \
      | LC_ALL=C sort -z | xargs -0 cat -- /dev/null
    find control-plane/src/main migrations -name node_modules -prune -o -name dist -prune -o -type f -print | LC_ALL=C sort
    "$JAVA_HOME/bin/java" -version 2>&1
  ) | sha256_hex
}

ensure_built() {
  local root=$1 stamp hash began=$SECONDS
  stamp="$root/control-plane/target/cairn-built.sha256"
  hash=$(sources_hash "$root")
  [[ -f "$root/control-plane/target/quarkus-app/quarkus-run.jar" && "$(cat "$stamp" 2>/dev/null)" == "$hash" ]] && return
  check_maven
  check_node
  say "building the control plane and its console: about 40 s; the first time some minutes, as Maven and npm download what they need"
  patiently "building" maven "$root" package -Dmaven.test.skip=true || die "the build failed; the lines above say where."
  printf '%s\n' "$hash" >"$stamp"
  say "built in $(duration $((SECONDS - began)))"
}
