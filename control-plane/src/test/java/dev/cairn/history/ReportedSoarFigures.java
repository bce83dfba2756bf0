package dev.cairn.history;

import static java.util.stream.Collectors.groupingBy;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.ports.UnitPosition;
import dev.cairn.results.OuterStepReader;
import dev.cairn.results.OuterStepView;
import dev.cairn.results.OuterStepView.SetView;
import dev.cairn.results.OuterStepView.SetView.Question;
import dev.cairn.results.OuterStepView.TrialView;
import dev.cairn.results.OuterStepView.TrialView.QuestionOutcome;
import dev.cairn.results.ResultReader;
import dev.cairn.results.TrainingStepView;
import dev.cairn.results.rollouts.RolloutFilter;
import dev.cairn.results.rollouts.RolloutPage;
import dev.cairn.results.rollouts.RolloutSearch;
import dev.cairn.results.rollouts.RolloutView;
import dev.cairn.testing.TestJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the answers about one soar run must say, from the readers that REST shows. */
final class ReportedSoarFigures {
    private final OuterStepReader reader;
    private final ResultReader results;
    private final RolloutSearch rollouts;
    private final long run;
    private final List<OuterStepView> steps;

    /**
     * An answer.
     *
     * @param shown a select list and more, from the rows of the answer, which are called q
     * @param expected the rows that it gives, in any order
     */
    record Answer(String shown, List<List<?>> expected) {}

    ReportedSoarFigures(JdbcRunner jdbc, long run) {
        this.reader = new OuterStepReader(jdbc, TestJson.MAPPER);
        this.results = new ResultReader(jdbc);
        this.rollouts = new RolloutSearch(jdbc);
        this.run = run;
        this.steps = reader.all(run);
    }

    Answer of(int question) {
        return switch (question) {
            case 1 ->
                new Answer("outer_step, question_set, reward, questions, wrong_answers from q", promotedAndWrong());
            case 2 -> new Answer("outer_step, question_set, share_wrong, reward from q", sharesWrong());
            case 5 -> new Answer("unit, position, verdict, other_verdict from q", rulesDiffer());
            case 7 ->
                new Answer(
                        "outer_step, promotions, baseline_share_correct, trained_share_correct from q",
                        learningCurve());
            case 8 -> new Answer("outer_step, variance_within_sets, variance_between_sets from q", variances());
            case 9 -> new Answer("outer_step, questions, repeated from q", repeatedQuestions());
            case 10 -> new Answer("outer_step, purpose, completions, mean_tokens, most_tokens from q", lengths());
            case 11 -> new Answer("purpose, outer_step, completions, share_truncated from q", truncation());
            case 12 -> new Answer("outer_step, reason, completions from q", rejections());
            case 13 -> new Answer("outer_step, acceptance, best_advantage, teacher_step_skipped from q", advantages());
            case 14 -> new Answer("depth, sha256 from q", descent());
            case 15 -> new Answer("outer_step, question_set, position, question, answer from q", curriculum());
            case 17 -> new Answer("problem_id, times_asked, first_solved_at_step, after_promotions from q", solved());
            case 24 -> new Answer("outer_step, question_set, reward, questions from q", bestSets());
            case 25 -> new Answer("role, outer_step, steps, skipped, mean_kl, mean_entropy from q", training());
            default -> throw new AssertionError("question " + question + " has no known answer");
        };
    }

    private List<List<?>> promotedAndWrong() {
        return promoted().stream()
                .<List<?>>map(step -> {
                    SetView best = set(step, bestSet(step));
                    return List.of(
                            step.outerStep(),
                            best.set(),
                            Objects.requireNonNull(best.reward()),
                            best.questions().size(),
                            wrong(best));
                })
                .filter(row -> !row.getLast().equals(0L))
                .toList();
    }

    private List<List<?>> sharesWrong() {
        List<List<?>> rows = new ArrayList<>();
        for (OuterStepView step : steps) {
            for (SetView set : reader.sets(run, step.outerStep())) {
                double share = (double) wrong(set) / set.questions().size();
                rows.add(List.of(step.outerStep(), set.set(), share, Objects.requireNonNull(set.reward())));
            }
        }
        return rows;
    }

    private static long wrong(SetView set) {
        return set.questions().stream()
                .filter(question -> !solved(question.question()).equals(question.answer()))
                .count();
    }

    /** The digits that a chain gives; "no chain" for other questions. */
    private static String solved(String question) {
        if (!question.matches("[0-9]([-+*][0-9])+")) {
            return "no chain";
        }
        StringBuilder digits = new StringBuilder();
        int value = question.charAt(0) - '0';
        for (int i = 1; i < question.length(); i += 2) {
            int other = question.charAt(i + 1) - '0';
            value = Math.floorMod(
                    switch (question.charAt(i)) {
                        case '+' -> value + other;
                        case '-' -> value - other;
                        default -> value * other;
                    },
                    10);
            digits.append(value);
        }
        return digits.toString();
    }

    private List<List<?>> rulesDiffer() {
        return rollouts().stream()
                .filter(rollout -> !rollout.purpose().equals("WRITE")
                        && rollout.otherVerdict() != null
                        && rollout.verdict().equals("VERIFIED")
                                != rollout.otherVerdict().equals("VERIFIED"))
                .<List<?>>map(rollout ->
                        Arrays.asList(rollout.unit(), rollout.ordinal(), rollout.verdict(), rollout.otherVerdict()))
                .limit(100)
                .toList();
    }

    private List<List<?>> learningCurve() {
        return steps.stream()
                .<List<?>>map(step -> {
                    double questions = Objects.requireNonNull(step.rewardQuestions());
                    return Arrays.asList(
                            step.outerStep(),
                            step.promotions(),
                            Objects.requireNonNull(step.baselineCorrect()) / questions,
                            mean(trials(step).stream()
                                    .map(trial -> trial.correct() / questions)
                                    .toList()));
                })
                .toList();
    }

    private List<List<?>> variances() {
        return steps.stream()
                .<List<?>>map(step -> Arrays.asList(
                        step.outerStep(),
                        mean(step.rewards().stream()
                                .map(rewards -> variance(rewards.stream()
                                        .map(Objects::requireNonNull)
                                        .toList()))
                                .toList()),
                        variance(Objects.requireNonNull(step.setRewards()))))
                .toList();
    }

    private List<List<?>> repeatedQuestions() {
        Set<String> seen = new HashSet<>();
        List<List<?>> rows = new ArrayList<>();
        for (OuterStepView step : steps) {
            List<Question> questions = reader.sets(run, step.outerStep()).stream()
                    .flatMap(set -> set.questions().stream())
                    .toList();
            rows.add(List.of(
                    step.outerStep(),
                    questions.size(),
                    questions.stream()
                            .filter(question -> !seen.add(question.question()))
                            .count()));
        }
        return rows;
    }

    private List<List<?>> lengths() {
        return grouped(rollouts().stream()
                        .filter(rollout -> !rollout.purpose().equals("WRITE"))
                        .toList())
                .entrySet()
                .stream()
                .<List<?>>map(group -> Arrays.asList(
                        outerStep(group.getValue().getFirst()),
                        group.getValue().getFirst().purpose(),
                        group.getValue().size(),
                        mean(group.getValue().stream()
                                .map(rollout -> (double) rollout.completionTokens())
                                .toList()),
                        group.getValue().stream()
                                .mapToInt(RolloutView::completionTokens)
                                .max()
                                .orElseThrow()))
                .toList();
    }

    private List<List<?>> truncation() {
        return grouped(rollouts()).values().stream()
                .<List<?>>map(group -> Arrays.asList(
                        group.getFirst().purpose(),
                        outerStep(group.getFirst()),
                        group.size(),
                        mean(group.stream()
                                .map(rollout -> rollout.finishReason().equals("LENGTH") ? 1.0 : 0.0)
                                .toList())))
                .toList();
    }

    private static Map<String, List<RolloutView>> grouped(List<RolloutView> rollouts) {
        return rollouts.stream().collect(groupingBy(rollout -> rollout.purpose() + outerStep(rollout)));
    }

    private static @Nullable Integer outerStep(RolloutView rollout) {
        return UnitPosition.of(rollout.unit()).outerStep();
    }

    private List<List<?>> rejections() {
        List<List<?>> rows = new ArrayList<>();
        steps.forEach(step -> step.rejected()
                .forEach((reason, completions) -> rows.add(List.of(step.outerStep(), reason, completions))));
        return rows;
    }

    private List<List<?>> advantages() {
        return steps.stream()
                .<List<?>>map(step -> List.of(
                        step.outerStep(),
                        (double) step.accepted() / step.attempts(),
                        Collections.max(Objects.requireNonNull(step.advantages())),
                        Objects.requireNonNull(step.teacherStep()).skipped()))
                .toList();
    }

    private List<List<?>> descent() {
        List<List<?>> rows = new ArrayList<>();
        for (OuterStepView step : promoted()) {
            TrialView median = trial(step, bestSet(step), Objects.requireNonNull(step.medianRepeat()));
            rows.add(List.of(Objects.requireNonNull(step.promotions()), median.studentSha256()));
        }
        if (!rows.isEmpty()) {
            rows.add(List.of(
                    0, results.initialStudent(run).orElseThrow().policy().sha256()));
        }
        return rows;
    }

    private List<List<?>> curriculum() {
        List<List<?>> rows = new ArrayList<>();
        for (OuterStepView step : promoted()) {
            set(step, bestSet(step))
                    .questions()
                    .forEach(question -> rows.add(List.of(
                            step.outerStep(),
                            bestSet(step),
                            question.index(),
                            question.question(),
                            question.answer())));
        }
        return rows;
    }

    private List<List<?>> solved() {
        Map<String, List<OuterStepView>> asked = new TreeMap<>();
        Map<String, OuterStepView> first = new TreeMap<>();
        for (OuterStepView step : steps) {
            for (QuestionOutcome outcome : trial(step, 0, 0).outcomes()) {
                asked.computeIfAbsent(outcome.problemId(), any -> new ArrayList<>())
                        .add(step);
                if (outcome.baselineCorrect()) {
                    first.putIfAbsent(outcome.problemId(), step);
                }
            }
        }
        return asked.entrySet().stream()
                .<List<?>>map(entry -> {
                    OuterStepView step = first.get(entry.getKey());
                    return Arrays.asList(
                            entry.getKey(),
                            entry.getValue().size(),
                            step == null ? null : step.outerStep(),
                            step == null ? null : promotionsBefore(step));
                })
                .toList();
    }

    private static int promotionsBefore(OuterStepView step) {
        return Objects.requireNonNull(step.promotions()) - (Boolean.TRUE.equals(step.promoted()) ? 1 : 0);
    }

    private List<List<?>> bestSets() {
        record Best(int outerStep, SetView set, double reward) {}
        return steps.stream()
                .flatMap(step -> reader.sets(run, step.outerStep()).stream()
                        .map(set -> new Best(step.outerStep(), set, Objects.requireNonNull(set.reward()))))
                .sorted(Comparator.comparingDouble(Best::reward)
                        .reversed()
                        .thenComparingInt(Best::outerStep)
                        .thenComparingInt(best -> best.set().set()))
                .limit(5)
                .<List<?>>map(best -> List.of(
                        best.outerStep(),
                        best.set().set(),
                        best.reward(),
                        best.set().questions().stream()
                                .map(question -> question.question() + " = " + question.answer())
                                .collect(Collectors.joining("\n"))))
                .toList();
    }

    private List<List<?>> training() {
        return Pages.all(cursor -> results.trainingSteps(run, null, 500, cursor)).stream()
                .collect(groupingBy(
                        step -> step.role() + UnitPosition.of(step.unit()).outerStep()))
                .values()
                .stream()
                .<List<?>>map(group -> Arrays.asList(
                        group.getFirst().role(),
                        UnitPosition.of(group.getFirst().unit()).outerStep(),
                        group.size(),
                        group.stream().filter(TrainingStepView::skipped).count(),
                        mean(group.stream().map(TrainingStepView::kl).toList()),
                        mean(group.stream()
                                .filter(step -> !step.skipped())
                                .map(TrainingStepView::entropy)
                                .toList())))
                .toList();
    }

    private List<OuterStepView> promoted() {
        return steps.stream()
                .filter(step -> Boolean.TRUE.equals(step.promoted()))
                .toList();
    }

    private static int bestSet(OuterStepView step) {
        return Objects.requireNonNull(step.bestSet());
    }

    private SetView set(OuterStepView step, int k) {
        return reader.sets(run, step.outerStep()).get(k);
    }

    private TrialView trial(OuterStepView step, int k, int j) {
        return reader.trial(run, step.outerStep(), k, j).orElseThrow();
    }

    private List<TrialView> trials(OuterStepView step) {
        List<TrialView> trials = new ArrayList<>();
        for (int k = 0; k < step.rewards().size(); k++) {
            for (int j = 0; j < step.rewards().get(k).size(); j++) {
                trials.add(trial(step, k, j));
            }
        }
        return trials;
    }

    private List<RolloutView> rollouts() {
        return Pages.all(cursor -> {
            RolloutPage page = rollouts.page(run, RolloutFilter.ofUnit(null), 2000, cursor);
            return new RecordPage<>(page.items(), page.next());
        });
    }

    /** Of those that are there; null if none is. */
    private static @Nullable Double mean(List<? extends @Nullable Double> values) {
        List<Double> there = new ArrayList<>();
        for (Double value : values) {
            if (value != null) {
                there.add(value);
            }
        }
        return there.isEmpty()
                ? null
                : there.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Of a sample; null if it has one value. */
    private static @Nullable Double variance(List<Double> values) {
        if (values.size() < 2) {
            return null;
        }
        double mean = Objects.requireNonNull(mean(values));
        return values.stream()
                        .mapToDouble(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.size() - 1);
    }
}
