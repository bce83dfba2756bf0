package dev.cairn.fidelity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recomputes a finished SOAR run from stored answers, verdicts and outcomes, and compares every other number with the
 * result.
 *
 * <p>Taken as they are: answers, verdicts, numbers of tokens, why completions ended, hashes of tensors, and what only
 * the trainer could measure (loss, KL, entropy, gradient norm, mismatch, seconds).
 */
final class RowsAudit {
    private final Ledger ledger;
    private final List<ExpectedSession> sent = new ArrayList<>();

    private RowsAudit(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The result of an audit.
     *
     * @param disagreements empty for a run that followed the method and recorded what it did
     * @param sent what the trainer must have received, one element per session
     * @param promotedSets the sets whose questions belong to PQ, as {@code t/k}
     */
    record Report(Disagreements disagreements, List<ExpectedSession> sent, List<String> promotedSets) {}

    /** @param run a succeeded soar run */
    static Report of(Connection database, long run) throws SQLException {
        return new RowsAudit(Ledger.read(database, run)).report();
    }

    private Report report() throws SQLException {
        AuditSettings settings = ledger.settings;
        List<String> promotedSets = new ArrayList<>();
        ExpectedSession.Pointer teacher = ledger.policy("init", "teacher", 0);
        ExpectedSession.Pointer baseline = ledger.policy("init", "student", 0);
        DecisionAudit.Past window = DecisionAudit.Past.NONE;
        ledger.rollouts("init");
        for (int t = 0; t < settings.steps(); t++) {
            TeacherRollouts.Sorted sorted = new WrittenAudit(ledger, t).run();
            List<List<StoredRollout>> written = sorted.sets();
            DecisionAudit.Result decision = ledger.settings.trainsStudents()
                    ? trials(t, written, baseline, window, promotedSets.size())
                    : answers(t, written, baseline, window);
            baseline = decision.baseline();
            window = decision.window();
            if (decision.promoted()) {
                promotedSets.add(t + "/" + decision.bestSet());
                promotionQuestions(t, decision.bestSet(), written.get(decision.bestSet()));
            }
            teacher = teach(t, teacher, decision, sorted);
        }
        ledger.nothingElse();
        return new Report(ledger.disagreements, sent, promotedSets);
    }

    private DecisionAudit.Result answers(
            int t, List<List<StoredRollout>> written, ExpectedSession.Pointer student, DecisionAudit.Past window)
            throws SQLException {
        AuditSettings settings = ledger.settings;
        long[][] parts = new long[settings.sets()][1];
        if (settings.rewardsAlignment()) {
            long[] cosines = new AlignmentAudit(ledger, t).run(student, written);
            Arrays.setAll(parts, k -> new long[] {cosines[k]});
        }
        for (int k = 0; k < settings.sets() && settings.rewardsLearnability(); k++) {
            parts[k][0] = new LearnabilityAudit(ledger, t, k)
                    .run(student, written.get(k).size());
        }
        ledger.rollouts("t/" + t + "/promote");
        return new DecisionAudit(ledger, t, window, 0)
                .run(parts, new double[0], new ExpectedSession.Pointer[settings.sets()][1], student);
    }

    private DecisionAudit.Result trials(
            int t,
            List<List<StoredRollout>> written,
            ExpectedSession.Pointer baseline,
            DecisionAudit.Past window,
            int promotions)
            throws SQLException {
        AuditSettings settings = ledger.settings;
        List<String> rewardQuestions = ledger.draws.rewardQuestions(t, ledger.train, settings.rewardQuestions());
        List<Boolean> baselineCorrect = baseline(t, baseline, rewardQuestions);
        List<List<TrialAudit.Result>> trials = new ArrayList<>();
        for (int k = 0; k < settings.sets(); k++) {
            trials.add(new ArrayList<>());
        }
        int innerSteps = settings.innerSteps(promotions);
        for (int k = 0; k < settings.sets(); k++) {
            for (int j = 0; j < settings.repeatsBeforeRace(); j++) {
                trials.get(k)
                        .add(trial(t, k, j, innerSteps, baseline, written.get(k), rewardQuestions, baselineCorrect));
            }
        }
        boolean races = settings.repeatsBeforeRace() < settings.repeats();
        for (int round = 0; races; round++) {
            GainsAudit gains = gains(trials);
            DecisionAudit.Past now = window.with(0, gains.overSets(), settings.window());
            boolean[] undecided = gains.goOn(
                    settings, now.gains(), now.sums().size() == settings.window(), ledger.draws.race(t, round));
            races = false;
            for (int k = 0; k < settings.sets(); k++) {
                int j = trials.get(k).size();
                if (undecided[k] && j < settings.repeats()) {
                    trials.get(k)
                            .add(trial(
                                    t, k, j, innerSteps, baseline, written.get(k), rewardQuestions, baselineCorrect));
                    races = true;
                }
            }
        }
        ledger.rollouts("t/" + t + "/promote");
        long[][] gains = trials.stream()
                .map(ofSet -> ofSet.stream().mapToLong(TrialAudit.Result::gain).toArray())
                .toArray(long[][]::new);
        ExpectedSession.Pointer[][] students = trials.stream()
                .map(ofSet -> ofSet.stream().map(TrialAudit.Result::student).toArray(ExpectedSession.Pointer[]::new))
                .toArray(ExpectedSession.Pointer[][]::new);
        return new DecisionAudit(ledger, t, window, promotions)
                .run(gains, gains(trials).overSets(), students, baseline);
    }

    private TrialAudit.Result trial(
            int t,
            int k,
            int j,
            int innerSteps,
            ExpectedSession.Pointer baseline,
            List<StoredRollout> written,
            List<String> rewardQuestions,
            List<Boolean> baselineCorrect)
            throws SQLException {
        List<String> references =
                written.stream().map(one -> String.valueOf(one.answer())).toList();
        TrialAudit.Result trial =
                new TrialAudit(ledger, t, k, j).run(baseline, innerSteps, references, rewardQuestions, baselineCorrect);
        sent.add(trial.sent());
        return trial;
    }

    private GainsAudit gains(List<List<TrialAudit.Result>> trials) {
        return GainsAudit.of(
                trials.stream()
                        .map(ofSet ->
                                ofSet.stream().map(TrialAudit.Result::gains).toList())
                        .toList(),
                ledger.settings.rewardQuestions());
    }

    /** The reward questions that the baseline solved. */
    private List<Boolean> baseline(int t, ExpectedSession.Pointer student, List<String> rewardQuestions)
            throws SQLException {
        String unit = "t/" + t + "/baseline";
        ScoreAudit score = new ScoreAudit(ledger, "BASELINE", rewardQuestions, slot -> ledger.draws.baseline(t, slot));
        List<Boolean> outcomes = score.outcomes(ledger.rollouts(unit));
        int correct = ScoreAudit.count(outcomes);
        ledger.table("baseline")
                .row(t)
                .equal("unit", unit)
                .equal("questions", ledger.settings.rewardQuestions())
                .equal("correct", correct)
                .equal("student_sha256", student.sha256());
        ledger.result(unit).equal("/student/path", student.path()).equal("/student/sha256", student.sha256());
        for (int i = 0; i < rewardQuestions.size(); i++) {
            ledger.table("baseline_outcome")
                    .row(t, i)
                    .equal("problem", rewardQuestions.get(i))
                    .equal("correct", i < outcomes.size() && outcomes.get(i));
            ledger.result(unit)
                    .equal("/problems/" + i, rewardQuestions.get(i))
                    .equal("/correct/" + i, i < outcomes.size() && outcomes.get(i));
        }
        return IntStream.range(0, rewardQuestions.size())
                .mapToObj(i -> i < outcomes.size() && outcomes.get(i))
                .toList();
    }

    /** The questions of a promoted student's set join PQ. */
    private void promotionQuestions(int t, int k, List<StoredRollout> written) {
        for (int i = 0; i < ledger.settings.questions(); i++) {
            String answer = i < written.size() ? written.get(i).answer() : null;
            String question = ledger.table("question").row(t, k, i).text("question");
            ledger.table("promotion_question")
                    .row(t, k, i)
                    .equal("question", question)
                    .equal("answer", answer);
        }
    }

    private ExpectedSession.Pointer teach(
            int t, ExpectedSession.Pointer teacher, DecisionAudit.Result decision, TeacherRollouts.Sorted written)
            throws SQLException {
        ExpectedSession taught = new TaughtAudit(ledger, t).run(teacher, decision.gainOfSets(), written);
        sent.add(taught);
        ledger.rollouts(taught.unit());
        boolean skipped = StepAudit.skipped(taught.steps().getFirst());
        ExpectedSession.Pointer next =
                ledger.policy(taught.unit(), "teacher", teacher.optimizerSteps() + (skipped ? 0 : 1));
        if (skipped) {
            ledger.disagreements.equal("policy", taught.unit(), "sha256 unchanged", next.sha256(), teacher.sha256());
        }
        return next;
    }
}
