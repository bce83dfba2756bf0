package dev.cairn.fidelity;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code t/write}: which of the teacher's completions became the questions of which set. */
record WrittenAudit(Ledger ledger, int t) {
    private static final String ABORTED = "ABORTED";

    /** The accepted completions, one list per set. */
    List<List<StoredRollout>> run() throws SQLException {
        String unit = "t/" + t + "/write";
        List<List<StoredRollout>> sets = new ArrayList<>();
        for (int k = 0; k < ledger.settings.sets(); k++) {
            sets.add(new ArrayList<>());
        }
        Map<String, Long> rejected = new TreeMap<>();
        Map<String, Integer> lastSample = new HashMap<>();
        List<StoredRollout> rollouts = ledger.rollouts(unit);
        for (StoredRollout rollout : rollouts) {
            number(rollout, lastSample);
            List<StoredRollout> set = sets.get(Math.clamp(rollout.promptIndex(), 0, sets.size() - 1));
            String rejection = rejection(rollout, set.size() == ledger.settings.questions());
            same(rollout, "rejection", rollout.rejection(), rejection);
            same(
                    rollout,
                    "problem_id",
                    rollout.problemId(),
                    rejection == null ? rollout.promptIndex() + "." + set.size() : "");
            if (rejection == null) {
                set.add(rollout);
            } else {
                rejected.merge(rejection, 1L, Long::sum);
            }
        }
        step(unit, rollouts.size(), rejected, questions(unit, sets));
        return sets;
    }

    private void number(StoredRollout rollout, Map<String, Integer> lastSample) {
        same(rollout, "purpose", rollout.purpose(), "WRITE");
        same(rollout, "reward", rollout.reward(), 0.0);
        same(rollout, "kl_penalty", rollout.klPenalty(), null);
        same(rollout, "advantage", rollout.advantage(), 0.0);
        same(rollout, "answer or none", rollout.answer() == null, ScoreAudit.noAnswer(rollout));
        same(rollout, "seed", rollout.seed(), ledger.draws.write(t, rollout.promptIndex(), rollout.step()));
        int before = lastSample.getOrDefault(rollout.step() + "/" + rollout.promptIndex(), -1);
        same(rollout, "sample above the one before", rollout.sample() > before, true);
        lastSample.put(rollout.step() + "/" + rollout.promptIndex(), rollout.sample());
    }

    /**
     * Why it cannot be a question; null if it is one. Only the text shows which of the reasons without an answer
     * applies, so there the stored reason is used.
     */
    private static @Nullable String rejection(StoredRollout rollout, boolean setIsFull) {
        if (rollout.answer() == null) {
            return rollout.rejection() == null ? "has no answer" : rollout.rejection();
        }
        return switch (rollout.verdict()) {
            case "VERIFIED" -> setIsFull ? "SURPLUS" : null;
            case "TIMED_OUT" -> "PARSE_TIMED_OUT";
            default -> "UNPARSABLE_ANSWER";
        };
    }

    /** Number of questions that repeat one of their own set. */
    private int questions(String unit, List<List<StoredRollout>> sets) {
        int repeated = 0;
        int n = ledger.settings.questions();
        for (int k = 0; k < sets.size(); k++) {
            ledger.table("question_set").row(t, k);
            Set<String> texts = new HashSet<>();
            for (int i = 0; i < n; i++) {
                String answer = i < sets.get(k).size() ? sets.get(k).get(i).answer() : null;
                StoredRow question = ledger.table("question").row(t, k, i).equal("answer", answer);
                String at = "/questions/" + (k * n + i);
                repeated += texts.add(question.text("question").strip().replaceAll("\\s+", " ")) ? 0 : 1;
                ledger.result(unit)
                        .equal(at + "/index", k * n + i)
                        .equal(at + "/question", question.text("question"))
                        .equal(at + "/answer", answer);
            }
        }
        return repeated;
    }

    private void step(String unit, int sampled, Map<String, Long> rejected, int repeated) {
        StoredRow step = ledger.table("outer_step").row(t);
        Map<String, Long> stored = new TreeMap<>();
        step.json("rejected")
                .properties()
                .forEach(reason -> stored.put(reason.getKey(), reason.getValue().asLong()));
        // Completions that the engine gave up on leave no row but their count.
        long aborted = stored.getOrDefault(ABORTED, 0L);
        if (aborted > 0) {
            rejected.put(ABORTED, aborted);
        }
        ledger.disagreements.equal("outer_step", String.valueOf(t), "rejected", stored, rejected);
        step.equal("unit", unit)
                .equal("accepted", ledger.settings.sets() * ledger.settings.questions())
                .equal("attempts", sampled + aborted);
        ledger.result(unit).equal("/attempts", sampled + aborted);
        counts(unit, step, repeated);
        rejected.forEach((reason, count) -> ledger.result(unit).equal("/rejected/" + reason, count));
        completions(unit);
    }

    /** Old steps have no counts. Only the text shows several questions, so there both must agree. */
    private void counts(String unit, StoredRow step, int repeated) {
        String several = ledger.result(unit).text("/counts/multiple");
        boolean counted = !several.isEmpty();
        step.equal("multiple_questions", counted ? Long.valueOf(several) : null)
                .equal("duplicate_questions", counted ? repeated : null);
        ledger.result(unit).equal("/counts/duplicate", counted ? repeated : null);
    }

    /** The file may be in the directory with the unit's name. */
    private void completions(String unit) {
        String path = ledger.result(unit).text("/completions/path");
        boolean named = (path + "/").startsWith(ledger.path(unit, "completions") + "/");
        ledger.disagreements.equal("run_unit.result", unit, "completions' path", named, true);
        StoredRow file = ledger.table("artifact").row(path).equal("unit", unit).equal("kind", "completions");
        ledger.result(unit).equal("/completions/sha256", file.text("sha256"));
    }

    private void same(StoredRollout rollout, String column, @Nullable Object stored, @Nullable Object recomputed) {
        ledger.disagreements.equal("rollout", rollout.key(), column, stored, recomputed);
    }
}
