package dev.cairn.fidelity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Recomputes the evaluation of a promoted student, and the choice of the student, from the rows of its completions. */
final class EvaluationAudit {
    private static final int[] KS = {1, 4, 8, 16, 32};

    private final Ledger ledger;
    private final JsonNode evaluate;
    private final List<String> heldOut;

    private EvaluationAudit(Ledger ledger, JsonNode evaluate, List<String> heldOut) {
        this.ledger = ledger;
        this.evaluate = evaluate;
        this.heldOut = heldOut.subList(0, Math.min(heldOut.size(), whole("problems")));
    }

    private record Promoted(int outerStep, String path, String sha256) {}

    /**
     * Audits an evaluation.
     *
     * @param run a succeeded run that evaluates a promoted student as its run left it
     * @param soar the run that promoted it
     */
    static Disagreements of(Connection database, long run, long soar) throws SQLException {
        Ledger ledger = Ledger.read(database, run);
        EvaluationAudit audit = new EvaluationAudit(ledger, settings(database, run), heldOut(database, run));
        List<Promoted> promoted = promoted(database, soar);
        if (audit.evaluate.path("promoted").asText().equals("BEST_ON_TRAIN") && !promoted.isEmpty()) {
            audit.choice(promoted);
        }
        audit.evaluation();
        ledger.nothingElse();
        return ledger.disagreements;
    }

    /** Section 7: among promoted students the one with the best greedy accuracy on D_train; of equals the last. */
    private void choice(List<Promoted> promoted) throws SQLException {
        Promoted best = promoted.getFirst();
        int most = -1;
        for (int i = 0; i < promoted.size(); i++) {
            int correct = candidate("candidate/" + i, promoted.get(i));
            if (correct >= most) {
                most = correct;
                best = promoted.get(i);
            }
        }
        ledger.rollouts("choose");
        ledger.table("chosen_student")
                .row()
                .equal("unit", "choose")
                .equal("t", best.outerStep())
                .equal("student_sha256", best.sha256());
        ledger.result("choose")
                .equal("/outerStep", best.outerStep())
                .equal("/student/path", best.path())
                .equal("/student/sha256", best.sha256());
    }

    private int candidate(String unit, Promoted student) throws SQLException {
        int t = student.outerStep();
        List<Boolean> outcomes = new ScoreAudit(
                        ledger, "CANDIDATE", ledger.train, slot -> ledger.draws.candidate(t, slot))
                .outcomes(ledger.rollouts(unit));
        for (int i = 0; i < ledger.train.size(); i++) {
            boolean solved = i < outcomes.size() && outcomes.get(i);
            ledger.table("candidate_outcome")
                    .row(t, i)
                    .equal("problem", ledger.train.get(i))
                    .equal("correct", solved);
            ledger.result(unit).equal("/problems/" + i, ledger.train.get(i)).equal("/correct/" + i, solved);
        }
        int correct = ScoreAudit.count(outcomes);
        ledger.table("candidate")
                .row(t)
                .equal("unit", unit)
                .equal("problems", ledger.train.size())
                .equal("correct", correct)
                .equal("student_sha256", student.sha256());
        ledger.result(unit)
                .equal("/outerStep", t)
                .equal("/student/path", student.path())
                .equal("/student/sha256", student.sha256());
        return correct;
    }

    private void evaluation() throws SQLException {
        int blocks = Math.ceilDiv(heldOut.size(), whole("blockProblems"));
        List<int[]> correctBySeed = new ArrayList<>();
        int truncated = 0;
        for (int seed = 0; seed < whole("inferenceSeeds"); seed++) {
            int[] correct = new int[heldOut.size()];
            for (int block = 0; block < blocks; block++) {
                truncated += block("evaluate/" + (seed * blocks + block), seed, block, correct);
            }
            correctBySeed.add(correct);
        }
        total(correctBySeed, truncated);
    }

    /** @return number of truncated completions */
    private int block(String unit, int seed, int block, int[] correct) throws SQLException {
        int samples = whole("samples");
        int first = block * whole("blockProblems");
        int problems = Math.min(whole("blockProblems"), heldOut.size() - first);
        List<StoredRollout> rollouts = ledger.rollouts(unit);
        ledger.disagreements.equal("rollout", unit, "count", rollouts.size(), problems * samples);
        int[] cut = new int[problems];
        for (int i = 0; i < Math.min(rollouts.size(), problems * samples); i++) {
            StoredRollout rollout = rollouts.get(i);
            int problem = i / samples;
            ledger.rollout(rollout, "purpose", rollout.purpose(), "EVALUATE");
            ledger.rollout(rollout, "prompt_index", rollout.promptIndex(), problem);
            ledger.rollout(rollout, "sample", rollout.sample(), i % samples);
            ledger.rollout(rollout, "problem_id", rollout.problemId(), heldOut.get(first + problem));
            ledger.rollout(rollout, "seed", rollout.seed(), ledger.draws.evaluate(0, seed, first + problem));
            ledger.rollout(rollout, "reward", rollout.reward(), rollout.verified() ? 1.0 : 0.0);
            correct[first + problem] += rollout.verified() ? 1 : 0;
            cut[problem] += rollout.truncated() ? 1 : 0;
        }
        ledger.result(unit).equal("/step", 0).equal("/inferenceSeed", seed);
        for (int i = 0; i < problems; i++) {
            String id = heldOut.get(first + i);
            ledger.table("evaluation")
                    .row(id, 0, seed)
                    .equal("unit", unit)
                    .equal("samples", samples)
                    .equal("correct", correct[first + i])
                    .equal("truncated", cut[i]);
            String at = "/scores/" + i;
            ledger.result(unit).equal(at + "/problem", id).equal(at + "/correct", correct[first + i]);
        }
        return IntStream.of(cut).sum();
    }

    private void total(List<int[]> correctBySeed, int truncated) throws SQLException {
        int samples = whole("samples");
        ledger.rollouts("total");
        ledger.table("evaluation_total")
                .row()
                .equal("unit", "total")
                .equal("problems", heldOut.size())
                .equal("samples", samples)
                .near("truncated_share", truncated / (double) (heldOut.size() * samples * correctBySeed.size()), 1);
        for (int k : KS) {
            if (k <= samples) {
                double[] bySeed = correctBySeed.stream()
                        .mapToDouble(correct -> IntStream.of(correct)
                                .mapToDouble(solved -> passAtK(samples, solved, k))
                                .average()
                                .orElseThrow())
                        .toArray();
                double mean = DoubleStream.of(bySeed).average().orElseThrow();
                Double deviation = bySeed.length < 2
                        ? null
                        : Math.sqrt(DoubleStream.of(bySeed)
                                        .map(one -> Math.pow(one - mean, 2))
                                        .sum()
                                / (bySeed.length - 1));
                ledger.table("pass_at_k")
                        .row(k)
                        .equal("unit", "total")
                        .near("value", mean, 1)
                        .nearOrAbsent("deviation", deviation, 1);
                ledger.result("total").near("/passAtK/" + k, mean, 1);
            }
        }
    }

    /** 1 minus the probability that k of n answers, drawn without replacement, are among the n - c wrong ones. */
    private static double passAtK(int n, int c, int k) {
        double allWrong = 1;
        for (int i = 0; i < k; i++) {
            allWrong *= Math.max(0, n - c - i) / (double) (n - i);
        }
        return 1 - allWrong;
    }

    private int whole(String name) {
        return evaluate.path(name).asInt();
    }

    private static JsonNode settings(Connection database, long run) throws SQLException {
        try (PreparedStatement select = database.prepareStatement(
                "select e.spec ->> 'evaluate' from run r join experiment e on e.id = r.experiment_id where r.id = ?")) {
            select.setLong(1, run);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new ObjectMapper().readTree(row.getString(1));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the spec of run " + run, e);
            }
        }
    }

    private static List<String> heldOut(Connection database, long run) throws SQLException {
        try (PreparedStatement select = database.prepareStatement("""
                select h.problem from run r join run s on s.experiment_id = r.experiment_id
                    and s.name = r.settings ->> 'screen'
                join hard_set h on h.run_id = s.id and h.half = 'test' where r.id = ? order by h.ordinal""")) {
            select.setLong(1, run);
            List<String> problems = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    problems.add(row.getString(1));
                }
            }
            return problems;
        }
    }

    private static List<Promoted> promoted(Connection database, long soar) throws SQLException {
        try (PreparedStatement select = database.prepareStatement(
                "select t, student_path, student_sha256 from promotion where run_id = ? and promoted order by t")) {
            select.setLong(1, soar);
            List<Promoted> promoted = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    promoted.add(new Promoted(row.getInt(1), row.getString(2), row.getString(3)));
                }
            }
            return promoted;
        }
    }
}
