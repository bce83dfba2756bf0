package dev.cairn.fidelity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that a run left in the database, and the disagreements found so far. */
final class Ledger {
    private static final Map<String, List<String>> KEYS = keys();

    final long run;
    final AuditSettings settings;
    final MethodsSettings methods;
    /** The run's own settings. */
    final JsonNode plan;

    final ExpectedSeeds draws;
    /** D_train, as the screening drew it. */
    final List<String> train;

    final Disagreements disagreements = new Disagreements();
    private final Connection database;
    private final Map<String, StoredTable> tables = new LinkedHashMap<>();
    private final Map<String, StoredResult> results = new HashMap<>();
    private final String rule;
    private long rolloutsSeen;
    private long tokensSeen;

    private Ledger(
            Connection database,
            long run,
            AuditSettings settings,
            MethodsSettings methods,
            JsonNode plan,
            long seed,
            List<String> train,
            String rule)
            throws SQLException {
        this.database = database;
        this.run = run;
        this.settings = settings;
        this.methods = methods;
        this.plan = plan;
        this.draws = new ExpectedSeeds(seed);
        this.train = train;
        this.rule = rule;
        for (Map.Entry<String, List<String>> table : KEYS.entrySet()) {
            tables.put(
                    table.getKey(), StoredTable.read(database, run, table.getKey(), table.getValue(), disagreements));
        }
    }

    private static Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("run_unit", List.of("unit"));
        keys.put("artifact", List.of("path"));
        keys.put("policy", List.of("unit", "role"));
        keys.put("outer_step", List.of("t"));
        keys.put("question_set", List.of("t", "k"));
        keys.put("question", List.of("t", "k", "i"));
        keys.put("learnability", List.of("t", "k", "i"));
        keys.put("reference_problem", List.of("t", "ordinal"));
        keys.put("baseline", List.of("t"));
        keys.put("baseline_outcome", List.of("t", "ordinal"));
        keys.put("trial", List.of("t", "k", "j"));
        keys.put("trial_outcome", List.of("t", "k", "j", "ordinal"));
        keys.put("training_step", List.of("unit", "step"));
        keys.put("set_reward", List.of("t", "k"));
        keys.put("set_advantage", List.of("t", "k"));
        keys.put("promotion", List.of("t"));
        keys.put("promotion_question", List.of("t", "k", "i"));
        keys.put("run_summary", List.of());
        keys.put("question_sample", List.of("unit"));
        keys.put("sampled_question", List.of("position"));
        keys.put("candidate", List.of("t"));
        keys.put("candidate_outcome", List.of("t", "ordinal"));
        keys.put("chosen_student", List.of());
        keys.put("evaluation", List.of("problem", "step", "inference_seed"));
        keys.put("evaluation_total", List.of());
        keys.put("pass_at_k", List.of("k"));
        keys.put("run_usage", List.of());
        return keys;
    }

    /** @param run a run of kind soar, sample, train or evaluate */
    static Ledger read(Connection database, long run) throws SQLException {
        try (PreparedStatement select = database.prepareStatement("""
                select case when r.kind = 'train' and coalesce(r.settings -> 'added', 'null') = 'null'
                        and e.spec #> '{hardOnly,groupSize}' <> 'null'
                    then jsonb_set(e.spec -> 'soar', '{inner,groupSize}', e.spec #> '{hardOnly,groupSize}')
                    else e.spec -> 'soar' end::text, r.seed, s.id, e.spec #>> '{grading,rule}', e.spec #>> '{methods}', r.settings::text,
                    coalesce(e.spec #>> '{prompts,twoTurns,enabled}', 'false')::boolean
                from run r
                join experiment e on e.id = r.experiment_id
                left join run s on s.experiment_id = e.id and s.name = r.settings ->> 'screen'
                where r.id = ? and r.kind in ('soar', 'sample', 'train', 'evaluate')""")) {
            select.setLong(1, run);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException(
                            "there is no run of kind soar, sample, train or evaluate with id " + run);
                }
                ObjectMapper json = new ObjectMapper();
                return new Ledger(
                        database,
                        run,
                        new AuditSettings(json.readTree(row.getString(1)), row.getBoolean(7)),
                        new MethodsSettings(json.readTree(row.getString(5))),
                        json.readTree(row.getString(6)),
                        row.getLong(2),
                        train(database, row.getLong(3)),
                        row.getString(4));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the spec of run " + run, e);
            }
        }
    }

    private static List<String> train(Connection database, long screen) throws SQLException {
        try (PreparedStatement select = database.prepareStatement(
                "select problem from hard_set where run_id = ? and half = 'train' order by ordinal")) {
            select.setLong(1, screen);
            List<String> train = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    train.add(row.getString(1));
                }
            }
            return train;
        }
    }

    /** The run of the same experiment with this name. */
    long named(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select n.id from run r join run n on n.experiment_id = r.experiment_id and n.name = ?
                where r.id = ? order by n.generation desc limit 1""")) {
            select.setString(1, name);
            select.setLong(2, run);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException("the experiment has no run named " + name);
                }
                return row.getLong(1);
            }
        }
    }

    StoredTable table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    /** A unit's rollouts, which must be as many as its row says. */
    List<StoredRollout> rollouts(String unit) throws SQLException {
        List<StoredRollout> rollouts = StoredRollout.of(database, run, unit);
        long tokens = rollouts.stream()
                .mapToLong(one -> one.promptTokens() + one.completionTokens())
                .sum();
        table("run_unit")
                .row(unit)
                .equal("rollouts", rollouts.size())
                .equal("tokens", tokens)
                .equal("rules_compared", count(rollouts, StoredRollout::compared))
                .equal("rules_differ", count(rollouts, StoredRollout::rulesDiffer));
        tokensSeen += tokens;
        for (int i = 0; i < rollouts.size(); i++) {
            rollout(rollouts.get(i), "ordinal", (long) rollouts.get(i).ordinal(), (long) i);
            rollout(rollouts.get(i), "rule", rollouts.get(i).rule(), rule);
        }
        rolloutsSeen += rollouts.size();
        return rollouts;
    }

    private static long count(List<StoredRollout> rollouts, Predicate<StoredRollout> which) {
        return rollouts.stream().filter(which).count();
    }

    /** Compares a value of a rollout. */
    void rollout(StoredRollout rollout, String column, @Nullable Object stored, @Nullable Object recomputed) {
        disagreements.equal("rollout", rollout.key(), column, stored, recomputed);
    }

    /** A policy that a unit left: its row, its file, and its name, which carries the attempt. */
    ExpectedSession.Pointer policy(String unit, String role, long optimizerSteps) {
        String path = path(unit, role);
        StoredRow policy = table("policy").row(unit, role).equal("path", path).equal("optimizer_steps", optimizerSteps);
        String sha256 = policy.text("sha256");
        table("artifact")
                .row(path)
                .equal("unit", unit)
                .equal("kind", "checkpoint")
                .equal("sha256", sha256);
        ExpectedSession.Pointer pointer = new ExpectedSession.Pointer(path, sha256, optimizerSteps);
        checkpoint(unit, "/" + role, pointer);
        return pointer;
    }

    /** A checkpoint inside a unit's result. */
    void checkpoint(String unit, String at, ExpectedSession.Pointer pointer) {
        result(unit)
                .equal(at + "/policy/path", pointer.path())
                .equal(at + "/policy/sha256", pointer.sha256())
                .equal(at + "/optimizerSteps", pointer.optimizerSteps());
    }

    StoredResult result(String unit) {
        return results.computeIfAbsent(
                unit, any -> new StoredResult(unit, table("run_unit").row(unit).json("result"), disagreements));
    }

    /** The path of a unit's file. A name contains the attempt, so that none is used twice. */
    String path(String unit, String file) {
        StoredRow attempt = table("run_unit").row(unit);
        return "r" + run + "/" + unit + "/" + file + "/f" + attempt.whole("fence") + "." + attempt.whole("attempt");
    }

    /** Reports rows that no step of the recomputation used. */
    void nothingElse() throws SQLException {
        table("run_usage").row().equal("rollouts", rolloutsSeen).equal("tokens", tokensSeen);
        tables.values().forEach(StoredTable::nothingElse);
        try (PreparedStatement count = database.prepareStatement("select count(*) from rollout where run_id = ?")) {
            count.setLong(1, run);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                disagreements.equal("rollout", "all", "count", row.getLong(1), rolloutsSeen);
            }
        }
    }
}
