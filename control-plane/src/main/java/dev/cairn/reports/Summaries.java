package dev.cairn.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.reports.ExperimentSummary.Measured;
import dev.cairn.results.ResultReader;
import dev.cairn.results.TrainedStudents;
import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.OuterSettings;
import dev.cairn.soar.FlatWindow;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.RunSpec.Policy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Computes experiments' summaries from the newest generation of each run. Runs that a retry or restart replaced are not
 * counted.
 */
@Singleton
public final class Summaries {
    private final ResultReader history;
    private final ObjectMapper json;

    public Summaries(ResultReader history, ObjectMapper json) {
        this.history = history;
        this.json = json;
    }

    /**
     * The current summary of an experiment that was read with its spec, without policies whose evaluation has not
     * ended.
     */
    public ExperimentSummary of(Experiment experiment) {
        List<Measured> measured = new ArrayList<>();
        for (Run run : experiment.latestRuns()) {
            if (run.kind() == RunKind.EVALUATE && run.state() == RunState.SUCCEEDED) {
                List<ProblemScore> scores = history.evaluation(run.id().value());
                if (!scores.isEmpty()) {
                    measured.add(measured(experiment, run, scores).withDeviations(deviations(run)));
                }
            }
        }
        return ExperimentSummary.of(
                promotions(experiment), measured, notes(experiment, measured), grading(experiment), experiment.seed());
    }

    private Map<Integer, Double> deviations(Run evaluation) {
        return history.total(evaluation.id().value())
                .map(UnitResult.Total::deviations)
                .orElse(Map.of());
    }

    private Measured measured(Experiment experiment, Run evaluation, List<ProblemScore> scores) {
        String name = RunPlanner.evaluated(evaluation.name());
        Policy policy = Objects.requireNonNull(evaluation.policy(), "an evaluation has a policy");
        return switch (policy) {
            case BASE, UNTRAINED_TEACHER -> new Measured(name, 0, 0, scores);
            case TRAINED_TEACHER -> {
                int updates = ofKind(experiment, RunKind.SOAR)
                        .flatMap(run -> trainedTeacher(experiment, run))
                        .map(Checkpoint::optimizerSteps)
                        .orElse(0);
                yield new Measured(name, updates, updates, scores);
            }
            case PROMOTED ->
                ofKind(experiment, RunKind.SOAR)
                        .map(soar -> ofPromoted(name, soar, evaluation, scores))
                        .orElseGet(() -> new Measured(name, 0, 0, scores));
            case TRAINED ->
                named(experiment, name)
                        .map(train -> ofTraining(name, train, evaluation, scores))
                        .orElseGet(() -> new Measured(name, 0, 0, scores));
        };
    }

    /** The student that was promoted last, or the one that the evaluation has chosen. */
    private Measured ofPromoted(String name, Run soar, Run evaluation, List<ProblemScore> scores) {
        long run = soar.id().value();
        Optional<Integer> chosen =
                ChosenStudent.outerStep(history.candidates(evaluation.id().value()));
        if (chosen.isEmpty()) {
            int applied =
                    history.promotedStudent(run).map(Checkpoint::optimizerSteps).orElse(0);
            return new Measured(name, history.promotedSteps(run), applied, scores);
        }
        int applied = history.promotedStudents(run).stream()
                .filter(student -> student.outerStep() == chosen.get())
                .mapToInt(student -> student.student().optimizerSteps())
                .findFirst()
                .orElse(0);
        return new Measured(name, history.promotedSteps(run, chosen.get()), applied, scores)
                .withPromotedIn(chosen.get());
    }

    private Optional<Checkpoint> trainedTeacher(Experiment experiment, Run soar) {
        JsonNode step = spec(experiment).at("/methods/teacherStep");
        long run = soar.id().value();
        return step.isIntegralNumber() ? history.teacherAfter(run, step.asInt()) : history.trainedTeacher(run);
    }

    /** A method's student after its training, or several versions of it from its training. */
    private Measured ofTraining(String name, Run train, Run evaluation, List<ProblemScore> scores) {
        List<Integer> steps = history.evaluatedSteps(evaluation.id().value());
        TrainedStudents students = history.trainedStudents(train.id().value());
        Map.Entry<Integer, Checkpoint> last = steps.isEmpty()
                ? students.byStep().lastEntry()
                : students.byStep().floorEntry(steps.getLast());
        return last == null
                ? new Measured(name, 0, 0, scores)
                : new Measured(name, last.getKey(), last.getValue().optimizerSteps(), scores).withSteps(steps);
    }

    /** For each method whose student is evaluated during its training: the steps. */
    private List<String> versions(Experiment experiment) {
        ExperimentSpec spec = json.convertValue(spec(experiment), ExperimentSpec.class);
        List<String> notes = new ArrayList<>();
        for (Run run : experiment.latestRuns()) {
            List<Integer> steps = run.policy() == Policy.TRAINED && run.state() == RunState.SUCCEEDED
                    ? history.evaluatedSteps(run.id().value())
                    : List.of();
            if (!steps.isEmpty()) {
                String name = RunPlanner.evaluated(run.name());
                boolean fixed = spec.evaluate().checkpoints() == EvaluateSettings.Checkpoints.FIXED_STEP;
                notes.add("Scores of " + name
                        + (fixed ? " are those of its student after " : " are means over its student after ")
                        + (steps.size() == 1 ? "step " : "steps ")
                        + steps.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " of its training"
                        + (fixed || isFlat(experiment, spec, name)
                                ? "."
                                : ", the last ones: its training reward rises to the end."));
            }
        }
        return notes;
    }

    private boolean isFlat(Experiment experiment, ExperimentSpec spec, String method) {
        return named(experiment, method)
                .map(train -> history.trainedStudents(train.id().value()))
                .map(students -> FlatWindow.of(
                                students.rewards(),
                                spec.firstHardStep(method),
                                students.byStep().navigableKeySet(),
                                spec.evaluate().window())
                        .found())
                .orElse(true);
    }

    private List<String> notes(Experiment experiment, List<Measured> measured) {
        List<String> notes = new ArrayList<>();
        boolean soarEnded = ofKind(experiment, RunKind.SOAR)
                .filter(run -> run.state() == RunState.SUCCEEDED)
                .isPresent();
        boolean gated = OuterSettings.Reward.trainsStudents(
                spec(experiment).at("/soar/outer/reward").asText());
        if (soarEnded && gated && promotions(experiment) == 0) {
            boolean matched = spec(experiment).at("/hardOnly/enabled").asBoolean()
                    && !spec(experiment).at("/hardOnly/steps").isIntegralNumber();
            notes.add("No student was promoted, so "
                    + (matched ? "promoted and hard-only are" : "promoted is")
                    + " the base model without training: differences from base are sampling noise.");
        }
        notes.addAll(versions(experiment));
        experiment.latestRuns().stream()
                .filter(run -> run.policy() == Policy.PROMOTED && run.state() == RunState.SUCCEEDED)
                .map(run -> history.candidates(run.id().value()))
                .forEach(candidates -> notes.addAll(ChosenStudent.notes(
                        candidates, spec(experiment).at("/methods/soarFrom").isIntegralNumber())));
        notes.addAll(InferenceSeeds.notes(
                spec(experiment).at("/evaluate/inferenceSeeds").asInt(), measured));
        int evaluated = measured.stream().mapToInt(Measured::problems).max().orElse(0);
        int testHalf = ofKind(experiment, RunKind.SCREEN)
                .map(run -> history.hardSet(run.id().value(), ResultReader.Half.TEST)
                        .size())
                .orElse(0);
        if (evaluated > 0 && evaluated < testHalf) {
            notes.add("Evaluated on the first " + evaluated + " of the " + testHalf
                    + " held-out problems, in their random order (evaluate.problems is "
                    + spec(experiment).at("/evaluate/problems").asText() + ").");
        }
        return notes;
    }

    private GradingSummary grading(Experiment experiment) {
        GradingRule rule =
                GradingRule.valueOf(spec(experiment).at("/grading/rule").asText());
        return GradingSummary.of(
                rule,
                experiment.latestRuns().stream()
                        .collect(Collectors.groupingBy(
                                Run::kind,
                                Collectors.mapping(
                                        run -> history.ruleAgreement(run.id().value()), Collectors.toList()))));
    }

    private static JsonNode spec(Experiment experiment) {
        return Objects.requireNonNull(experiment.spec(), "a summary needs the experiment with its spec");
    }

    private static int promotions(Experiment experiment) {
        return ofKind(experiment, RunKind.SOAR).map(Run::promotions).orElse(0);
    }

    private static Optional<Run> ofKind(Experiment experiment, RunKind kind) {
        return experiment.latestRuns().stream()
                .filter(run -> run.kind() == kind)
                .findFirst();
    }

    private static Optional<Run> named(Experiment experiment, String name) {
        return experiment.latestRuns().stream()
                .filter(run -> run.name().equals(name))
                .findFirst();
    }
}
