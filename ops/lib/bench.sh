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

# MLflow 3.18.0 needs mlflow-skinny and mlflow-tracing; where a registry lacks 3.18.0 of these, 3.17.2 has the same
# requirements, and the package mlflow brings the whole server with it.
readonly CAIRN_MLFLOW_VERSION=3.18.0 CAIRN_MLFLOW_REQUIREMENTS=3.17.2

# Sets CAIRN_MLFLOW: the program of an environment that holds MLflow's server.
ensure_mlflow() {
  local dir
  dir="$(cairn_cache)/mlflow-$CAIRN_MLFLOW_VERSION"
  export CAIRN_MLFLOW="$dir/bin/mlflow"
  [[ -e "$dir/.complete" ]] && return
  say "installing MLflow $CAIRN_MLFLOW_VERSION, once, in $dir"
  rm -rf "$dir"
  "$(find_base_python)" -m venv "$dir" || die "an environment can't be made in $dir; read the lines above."
  pip_install "$dir" 0 0 "mlflow==$CAIRN_MLFLOW_REQUIREMENTS" 'psycopg[binary]'
  pip_install "$dir" 0 0 --no-deps "mlflow==$CAIRN_MLFLOW_VERSION"
  touch "$dir/.complete"
}
