package dev.cairn.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.history.ReportedSoarFigures.Answer;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ports.UnitPosition;
import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.ports.UnitResult.Total;
import dev.cairn.results.ResultReader;
import dev.cairn.results.ResultReader.Half;
import dev.cairn.results.UnitView;
import dev.cairn.results.UsageReader;
import dev.cairn.results.UsageReader.Usage;
import dev.cairn.spec.RunKind;
import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the answers of the cookbook must say of finished experiments, from the readers that REST shows. */
public final class ReportedFigures {
    private static final List<Integer> TRIES = List.of(1, 4, 8, 16, 32);

    private final List<Experiment> all;
    private final Experiment asked;
    private final TestDatabase database;
    private final ResultReader results;
    private final UsageReader usage;
    private final ReportedSoarFigures soar;

    /** @param experiments all that their owner has, all finished; the first one is asked about */
    public ReportedFigures(TestDatabase database, List<ExperimentId> experiments) {
        this.database = database;
        ExperimentStore store = TestControlPlane.on(database).get(ExperimentStore.class);
        all = experiments.stream().map(id -> store.find(id).orElseThrow()).toList();
        asked = all.getFirst();
        results = new ResultReader(database.jdbc());
        usage = new UsageReader(database.jdbc());
        soar = new ReportedSoarFigures(database.jdbc(), id(only(asked, RunKind.SOAR)));
    }

    /** Fails unless each answer of the cookbook, asked by the experiments' owner, is what REST shows. */
    public void requireAnswers() {
        try (TestHistory history = TestHistory.on(database)) {
            Cookbook cookbook = cookbook(history);
            for (Path question : Cookbook.questions()) {
                ReportedRows.requireEqual(cookbook, question, of(Cookbook.number(question)));
            }
        }
    }

    private Cookbook cookbook(TestHistory history) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new Cookbook(
                history,
                new Viewer(asked.owner(), Sight.OWN_AND_SHARED),
                Map.of(
                        "experiment", json.numberNode(asked.id().value()),
                        "run", json.numberNode(id(only(asked, RunKind.SOAR))),
                        "first", json.numberNode(asked.id().value()),
                        "second", json.numberNode(all.getLast().id().value()),
                        "name", json.textNode(asked.name()),
                        "since", json.textNode("2020-01-01")));
    }

    private Answer of(int question) {
        return switch (question) {
            case 3 -> new Answer("kind, unit_kind, units, seconds, training_seconds from q", whereTheTimeWent());
            case 4 ->
                new Answer(
                        "tau, runs, promotions, tokens, tokens_per_promotion, seconds_per_promotion from q", costs());
            case 6 ->
                new Answer(
                        "policy, k, pass_at_k, gain_over_base from q where k <= "
                                + spec(asked).at("/evaluate/samples").asInt(),
                        passAtK());
            case 16 -> new Answer("problem_id, samples from q", neverSolved());
            case 18 ->
                new Answer(
                        "experiment_id, seed, promotions, outer_steps_done, last_mean_reward, promoted_pass_at_1,"
                                + " gain_over_base from q",
                        seeds());
            case 19 -> new Answer("sum(waits) from q", List.of(List.of(waits())));
            case 20 -> new Answer("kind, runs from q", failures());
            case 21 -> new Answer("kind, units, longest_seconds from q", unitDurations());
            case 22 -> new Answer("engine, model, runs, tokens from q", tokens());
            case 23 -> new Answer("path, first_value, second_value from q", differentSettings());
            case 26 ->
                new Answer(
                        "count(distinct run_id) from q",
                        List.of(List.of(asked.runs().stream()
                                .filter(run -> run.state() == RunState.FAILED)
                                .count())));
            default -> soar.of(question);
        };
    }

    private List<List<?>> whereTheTimeWent() {
        List<List<?>> rows = new ArrayList<>();
        Map<RunKind, List<Run>> kinds = asked.runs().stream().collect(groupingBy(Run::kind));
        kinds.forEach((kind, runs) -> {
            Map<String, Double> training = new HashMap<>();
            runs.forEach(run -> Pages.all(cursor -> results.trainingSteps(id(run), null, 500, cursor))
                    .forEach(step -> training.merge(UnitPosition.of(step.unit()).kind(), step.seconds(), Double::sum)));
            runs.stream()
                    .flatMap(run -> units(run).stream())
                    .collect(groupingBy(UnitView::kind))
                    .forEach((unit, done) -> rows.add(List.of(
                            kind.wireName(),
                            unit,
                            done.size(),
                            done.stream().collect(summingDouble(ReportedFigures::seconds)),
                            training.getOrDefault(unit, 0.0))));
        });
        return rows;
    }

    private List<List<?>> costs() {
        List<List<?>> rows = new ArrayList<>();
        all.stream()
                .collect(groupingBy(
                        experiment -> spec(experiment).at("/soar/outer/tau").asDouble()))
                .forEach((tau, experiments) -> {
                    List<Run> runs = experiments.stream()
                            .map(experiment -> only(experiment, RunKind.SOAR))
                            .toList();
                    int promotions = runs.stream()
                            .mapToInt(run -> Objects.requireNonNull(run.promotions()))
                            .sum();
                    List<Usage> used =
                            runs.stream().map(run -> usage.ofRun(id(run))).toList();
                    double tokens = used.stream().mapToDouble(Usage::tokens).sum();
                    double seconds = used.stream().mapToDouble(Usage::seconds).sum();
                    rows.add(Arrays.asList(
                            tau,
                            runs.size(),
                            promotions,
                            tokens,
                            promotions == 0 ? null : tokens / promotions,
                            promotions == 0 ? null : seconds / promotions));
                });
        return rows;
    }

    private List<List<?>> passAtK() {
        Map<String, Total> totals = totals(asked);
        Map<Integer, Double> base = Objects.requireNonNull(totals.get("BASE")).passAtK();
        List<List<?>> rows = new ArrayList<>();
        totals.forEach((policy, total) -> total.passAtK().forEach((k, value) -> {
            if (TRIES.contains(k)) {
                rows.add(List.of(policy, k, value, value - Objects.requireNonNull(base.get(k))));
            }
        }));
        return rows;
    }

    private List<List<?>> neverSolved() {
        List<String> heldOut = results.hardSet(id(only(asked, RunKind.SCREEN)), Half.TEST);
        Map<String, List<ProblemScore>> scores = new TreeMap<>();
        evaluations(asked)
                .forEach(run -> results.evaluation(id(run))
                        .forEach(score -> scores.computeIfAbsent(score.problem(), any -> new ArrayList<>())
                                .add(score)));
        List<List<?>> rows = new ArrayList<>();
        scores.forEach((problem, of) -> {
            if (heldOut.contains(problem) && of.stream().allMatch(score -> score.correct() == 0)) {
                rows.add(List.of(
                        problem, of.stream().mapToInt(ProblemScore::samples).sum()));
            }
        });
        return rows;
    }

    private List<List<?>> seeds() {
        return all.stream()
                .filter(experiment -> experiment.name().equals(asked.name()))
                .<List<?>>map(experiment -> {
                    Map<String, Total> totals = totals(experiment);
                    double promoted = at1(totals, "PROMOTED");
                    return Arrays.asList(
                            experiment.id().value(),
                            experiment.seed(),
                            experiment.promotions(),
                            experiment.outerStepsDone(),
                            experiment.lastMeanReward(),
                            promoted,
                            promoted - at1(totals, "BASE"));
                })
                .toList();
    }

    /** How often a run left the queue, after the record of its states. */
    private long waits() {
        return database.number(
                "select count(*) from run_event where kind = 'run.state' and payload ->> 'state' = 'running'"
                        + " and experiment_id = any (array"
                        + all.stream().map(Experiment::id).toList() + ")");
    }

    private List<List<?>> failures() {
        return all.stream()
                .flatMap(experiment -> experiment.runs().stream())
                .filter(run -> run.state() == RunState.FAILED)
                .collect(groupingBy(run -> List.of(run.kind().wireName(), String.valueOf(run.failure()))))
                .entrySet()
                .stream()
                .<List<?>>map(entry ->
                        List.of(entry.getKey().getFirst(), entry.getValue().size()))
                .toList();
    }

    private List<List<?>> unitDurations() {
        return asked.runs().stream()
                .flatMap(run -> units(run).stream())
                .collect(groupingBy(UnitView::kind))
                .entrySet()
                .stream()
                .<List<?>>map(entry -> List.of(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().stream()
                                .mapToDouble(ReportedFigures::seconds)
                                .max()
                                .orElseThrow()))
                .toList();
    }

    private List<List<?>> tokens() {
        return all.stream()
                .collect(groupingBy(experiment -> List.of(
                        spec(experiment).at("/execution/engine").asText("local"),
                        spec(experiment).at("/model/path").asText())))
                .entrySet()
                .stream()
                .<List<?>>map(entry -> List.of(
                        entry.getKey().getFirst(),
                        entry.getKey().getLast(),
                        // A run that takes over a screening does no work of its own.
                        entry.getValue().stream()
                                .flatMap(experiment -> experiment.runs().stream())
                                .filter(run -> usage.ofRun(id(run)).seconds() > 0)
                                .count(),
                        entry.getValue().stream()
                                .mapToLong(experiment -> usage.ofExperiment(
                                                experiment.id().value())
                                        .tokens())
                                .sum()))
                .toList();
    }

    private List<List<?>> differentSettings() {
        Map<String, String> first = leaves(spec(asked));
        Map<String, String> second = leaves(spec(all.getLast()));
        List<List<?>> rows = new ArrayList<>();
        first.forEach((path, value) -> {
            String other = String.valueOf(second.get(path));
            if (!value.equals(other)) {
                rows.add(List.of(path, value, other));
            }
        });
        second.forEach((path, value) -> {
            if (!first.containsKey(path)) {
                rows.add(List.of(path, "null", value));
            }
        });
        return rows;
    }

    private static Map<String, String> leaves(JsonNode spec) {
        Map<String, String> leaves = new LinkedHashMap<>();
        spec.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                leaves(field.getValue()).forEach((path, value) -> leaves.put(field.getKey() + "." + path, value));
            } else {
                JsonNode value = field.getValue();
                leaves.put(field.getKey(), value.isArray() ? value.toString() : value.asText());
            }
        });
        return leaves;
    }

    private Map<String, Total> totals(Experiment experiment) {
        Map<String, Total> totals = new TreeMap<>();
        evaluations(experiment)
                .forEach(run -> totals.put(
                        String.valueOf(run.policy()), results.total(id(run)).orElseThrow()));
        return totals;
    }

    private static double at1(Map<String, Total> totals, String policy) {
        return Objects.requireNonNull(
                Objects.requireNonNull(totals.get(policy)).passAtK().get(1));
    }

    private static List<Run> evaluations(Experiment experiment) {
        return experiment.runs().stream()
                .filter(run -> run.kind() == RunKind.EVALUATE)
                .toList();
    }

    private List<UnitView> units(Run run) {
        return Pages.all(cursor -> results.units(id(run), 500, cursor));
    }

    private static double seconds(UnitView unit) {
        return Duration.between(unit.startedAt(), unit.endedAt()).toNanos() / 1e9;
    }

    private static Run only(Experiment experiment, RunKind kind) {
        List<Run> runs =
                experiment.runs().stream().filter(run -> run.kind() == kind).toList();
        if (runs.size() != 1) {
            throw new AssertionError(runs.size() + " runs of kind " + kind);
        }
        return runs.getFirst();
    }

    private static JsonNode spec(Experiment experiment) {
        return Objects.requireNonNull(experiment.spec());
    }

    private static long id(Run run) {
        return run.id().value();
    }
}
