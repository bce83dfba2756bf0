# Finds a JDK 25 and exports JAVA_HOME. Sourced, never run.

is_jdk_25() {
  [[ -x "$1/bin/java" && -x "$1/bin/javac" ]] || return 1
  if [[ -r "$1/release" ]]; then
    grep -Eq '^JAVA_VERSION="25(\.|"|-)' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | grep -Eq '^(openjdk|java) version "25(\.|"|-)'
  fi
}

# Places where a JDK may be, likely ones first, one a line.
jdk_candidates() {
  [[ -n "${JAVA_HOME:-}" ]] && printf '%s\n' "$JAVA_HOME"
  local dir
  for dir in /usr/lib/jvm/*25* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25*; do
    [[ -d "$dir" ]] && printf '%s\n' "$dir"
  done
  [[ -x /usr/libexec/java_home ]] && /usr/libexec/java_home -v 25 2>/dev/null
  local java
  if java=$(command -v java); then dirname "$(dirname "$(readlink -f "$java")")"; fi
  return 0
}

find_java() {
  if [[ -n "${CAIRN_JAVA_HOME:-}" ]]; then
    is_jdk_25 "$CAIRN_JAVA_HOME" || die "CAIRN_JAVA_HOME=$CAIRN_JAVA_HOME is not a JDK 25; set it to a folder whose bin/java -version prints 25."
    export JAVA_HOME=$CAIRN_JAVA_HOME
    return
  fi
  local dir
  while IFS= read -r dir; do
    if is_jdk_25 "$dir"; then
      export JAVA_HOME=$dir
      return
    fi
  done < <(jdk_candidates)
  die "no JDK 25 found; install one (such as Temurin 25) and set CAIRN_JAVA_HOME to its folder."
}
