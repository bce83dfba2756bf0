# Compiles the benchmarks, which are test sources, and runs them. Sourced, never run; needs build.sh and JAVA_HOME.

# Sets CAIRN_BENCH_CLASSPATH.
ensure_bench_built() {
  local root=$1 list
  list="$root/control-plane/target/bench.classpath"
  check_maven
  say "compiling the benchmarks"
  maven "$root" test-compile dependency:build-classpath -pl control-plane -Dquarkus.quinoa=false \
    -Dmdep.includeScope=test -Dmdep.outputFile="$list" || die "the build failed; the lines above say where."
  CAIRN_BENCH_CLASSPATH="$root/control-plane/target/test-classes:$root/control-plane/target/classes:$(cat "$list")"
}

# One benchmark: its class in dev.cairn.bench, then its options.
run_benchmark() {
  local name=$1
  shift
  TQDM_DISABLE=1 "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -cp "$CAIRN_BENCH_CLASSPATH" "dev.cairn.bench.$name" "$@"
}
