package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ids.RunId;
import dev.cairn.ports.Problem;
import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.BeyondSettings;
import dev.cairn.settings.InnerSettings;
import dev.cairn.settings.LoraSettings;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.settings.TrainSettings;
import dev.cairn.soar.RunContext;
import dev.cairn.soar.TrainRun;
import dev.cairn.soar.TrainingQuestions;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.Gradings;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A training step with answers that hang Math-Verify, from the completions' texts to the rows in the database: each
 * hanging answer costs its limit and is stored as timed out, and the others keep their verdicts.
 */
@Tag("real")
final class HangingAnswersTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** The pool's: for a child to act on its own timer before it is killed. */
    private static final Duration GRACE = Duration.ofMillis(500);
    /** The largest number of hanging answers in one child's chunk of 16. */
    private static final int HANGING_IN_A_CHUNK = 2;

    /** Time for a call in addition to its pairs: far less than the hanging ones take together. */
    private static final Duration BESIDE = Duration.ofSeconds(10);

    private static final Duration START = Duration.ofSeconds(30);
    /** A good answer's share of the limit, on a separate core. */
    private static final double SHARE = 1 / 40.0;

    private static final int GOOD = 10;

    private final TestDatabase database = TestDatabase.empty();
    private final TestRuns runs = new TestRuns(database);

    @Test
    void aFewAmongMany() throws Exception {
        answersThatHangCostTheirLimitAndNoOtherAnswer(20);
    }

    @Test
    @Tag("long")
    void twoHundredAmongTwoThousand() throws Exception {
        answersThatHangCostTheirLimitAndNoOtherAnswer(200);
    }

    /** One hanging answer per problem among ten good ones, each time at a different position in the middle. */
    private void answersThatHangCostTheirLimitAndNoOtherAnswer(int count) throws Exception {
        List<List<JudgedPair>> good = goodAnswers(count);
        List<Problem> problems = new ArrayList<>();
        Map<String, List<String>> texts = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String reference = good.get(i).getFirst().reference();
            Problem problem = new Problem("p%03d".formatted(i), "Question " + i + ".", reference);
            List<String> completions = new ArrayList<>();
            for (int sample = 0, next = 0; sample <= GOOD; sample++) {
                boolean hangs = sample == i % (GOOD + 1);
                String answer = hangs
                        ? hanging(i, reference)
                        : good.get(i).get(next).answer().strip();
                boolean equal = !hangs && good.get(i).get(next++).equal();
                completions.add("So it is \\boxed{" + answer + "}.");
                expected.add(row(problem, sample, answer, hangs ? "TIMED_OUT" : equal ? "VERIFIED" : "wrong"));
            }
            problems.add(problem);
            texts.put(FakeCluster.PROMPTS.forStudent(problem.question()), completions);
        }
        TimedGrader grader = new TimedGrader(new BridgeGrader(RealPython.grader(), LIMIT, BESIDE));

        trainOneStep(problems, texts, grader);

        assertThat(database.query("""
                        select problem_id, sample, answer,
                               case when verdict in ('DIFFERENT', 'UNPARSABLE') then 'wrong' else verdict end, reward
                        from rollout where purpose = 'TRAIN' order by problem_id, sample""")).isEqualTo(expected);
        assertThat(expected.stream().filter(row -> row.contains("|TIMED_OUT|")))
                .hasSize(count)
                .as("those that hold the reference, and others")
                .anyMatch(row -> row.endsWith("|20"))
                .anyMatch(row -> row.endsWith("|10"));
        Duration bound = bound(count, good);
        System.out.printf(
                "GRADED %d hanging and %d good answers in %.1f s, at most %.1f s%n",
                count, GOOD * count, grader.seconds(), bound.toMillis() / 1000.0);
        assertThat(grader.seconds()).isLessThan(bound.toMillis() / 1000.0);
    }

    /** Each hanging answer its limit, spread over the processes; the good ones five times plain Math-Verify's CPU time. */
    private static Duration bound(int hanging, List<List<JudgedPair>> good) throws Exception {
        Duration each = LIMIT.plus(GRACE);
        double plain = good.stream()
                .flatMap(List::stream)
                .mapToDouble(JudgedPair::seconds)
                .sum();
        return each.multipliedBy(hanging)
                .dividedBy(RealPython.graderProcesses())
                .plus(each.multipliedBy(HANGING_IN_A_CHUNK))
                .plus(Duration.ofMillis((long) (5000 * plain)))
                .plus(START);
    }

    /** Answers to the given number of references: correctly boxed, and far from the limit. */
    private static List<List<JudgedPair>> goodAnswers(int count) throws Exception {
        Map<String, List<JudgedPair>> byReference = JudgedPair.of(5 * count / 2 + 20, 13).stream()
                .filter(pair -> pair.reference().matches("-?\\d+|-?\\\\[dt]?frac\\{\\d+}\\{\\d+}"))
                .filter(pair -> !pair.kind().equals("broken") && !pair.answer().contains("boxed"))
                .filter(pair -> pair.seconds() < SHARE * LIMIT.toSeconds())
                .collect(Collectors.groupingBy(JudgedPair::reference, LinkedHashMap::new, Collectors.toList()));
        List<List<JudgedPair>> good = byReference.values().stream()
                .filter(pairs -> pairs.size() >= GOOD)
                .map(pairs -> pairs.subList(0, GOOD))
                .limit(count)
                .toList();
        assertThat(good).hasSize(count);
        return good;
    }

    private void trainOneStep(List<Problem> problems, Map<String, List<String>> texts, TimedGrader grader)
            throws InterruptedException {
        RunId run = runs.claimSoar();
        FakeCluster cluster = new FakeCluster(problems, new FakeScript() {});
        SoarSettings settings = new SoarSettings(
                OuterSettings.defaults(),
                new InnerSettings(1, 0, 1, problems.size(), GOOD + 1),
                RoleSettings.teacherDefaults(),
                RoleSettings.studentDefaults(),
                LoraSettings.defaults(),
                AdamSettings.defaults(),
                BeyondSettings.defaults());
        RunContext context = new RunContext(
                7,
                new ScriptedTexts(cluster.generator(), texts),
                cluster.trainer(),
                Gradings.mathVerify(grader),
                runs.journal(run),
                cluster.completionFiles(),
                FakeCluster.PROMPTS);
        new TrainRun(context, new TrainSettings(1, 1, 0), settings, new TrainingQuestions.Throughout(problems)).run();
    }

    /** Where the reference is an integer, one in which it occurs: a reward of 20 instead of 10. */
    private static String hanging(int number, String reference) {
        return reference.matches("-?[1-9]\\d+") ? HangingAnswer.holding(reference) : HangingAnswer.of(number);
    }

    private static String row(Problem problem, int sample, String answer, String verdict) {
        int reward = verdict.equals("VERIFIED") ? 120 : answer.contains(problem.answer()) ? 20 : 10;
        return "%s|%d|%s|%s|%d".formatted(problem.id(), sample, answer, verdict, reward);
    }
}
