package dev.cairn.fidelity;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A teacher's completions in one unit: which were accepted, and why the others were not.
 *
 * @param sets number of sets that they fill
 * @param questions accepted completions per set
 */
record TeacherRollouts(Ledger ledger, String unit, int sets, int questions, Seeds seeds) {
    private static final String ABORTED = "ABORTED";

    /** The seed of the request for a set in a round. */
    interface Seeds {
        long of(int k, int round);
    }

    /**
     * What became of them.
     *
     * @param sets the accepted ones, one list per set
     * @param rejected numbers of the others, by reason
     * @param sampled number of all that have a row
     */
    record Sorted(List<List<StoredRollout>> sets, Map<String, Long> rejected, long sampled) {
        /** Compares the numbers of a row and of the unit's result. */
        void counts(Ledger ledger, String unit, StoredRow row) {
            Map<String, Long> stored = new TreeMap<>();
            row.json("rejected")
                    .properties()
                    .forEach(reason ->
                            stored.put(reason.getKey(), reason.getValue().asLong()));
            // Completions that the engine gave up on leave no row but their count.
            long aborted = stored.getOrDefault(ABORTED, 0L);
            Map<String, Long> all = new TreeMap<>(rejected);
            if (aborted > 0) {
                all.put(ABORTED, aborted);
            }
            ledger.disagreements.equal("rejected", unit, "rejected", stored, all);
            row.equal("accepted", sets.stream().mapToInt(List::size).sum()).equal("attempts", sampled + aborted);
            ledger.result(unit).equal("/attempts", sampled + aborted);
            all.forEach((reason, count) -> ledger.result(unit).equal("/rejected/" + reason, count));
        }
    }

    Sorted sort() throws SQLException {
        List<List<StoredRollout>> accepted = new ArrayList<>();
        for (int k = 0; k < sets; k++) {
            accepted.add(new ArrayList<>());
        }
        Map<String, Long> rejected = new TreeMap<>();
        Map<String, Integer> lastSample = new HashMap<>();
        List<StoredRollout> rollouts = ledger.rollouts(unit);
        for (StoredRollout rollout : rollouts) {
            number(rollout, lastSample);
            List<StoredRollout> set = accepted.get(Math.clamp(rollout.promptIndex(), 0, sets - 1));
            String rejection = rejection(rollout, set.size() == questions);
            ledger.rollout(rollout, "rejection", rollout.rejection(), rejection);
            ledger.rollout(
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
        for (List<StoredRollout> set : accepted) {
            ledger.disagreements.equal("rollout", unit, "accepted", set.size(), questions);
        }
        return new Sorted(accepted, rejected, rollouts.size());
    }

    private void number(StoredRollout rollout, Map<String, Integer> lastSample) {
        ledger.rollout(rollout, "purpose", rollout.purpose(), "WRITE");
        ledger.rollout(rollout, "reward", rollout.reward(), 0.0);
        ledger.rollout(rollout, "kl_penalty", rollout.klPenalty(), null);
        ledger.rollout(rollout, "advantage", rollout.advantage(), 0.0);
        ledger.rollout(rollout, "answer or none", rollout.answer() == null, ScoreAudit.noAnswer(rollout));
        ledger.rollout(rollout, "seed", rollout.seed(), seeds.of(rollout.promptIndex(), rollout.step()));
        int before = lastSample.getOrDefault(rollout.step() + "/" + rollout.promptIndex(), -1);
        ledger.rollout(rollout, "sample above the one before", rollout.sample() > before, true);
        lastSample.put(rollout.step() + "/" + rollout.promptIndex(), rollout.sample());
    }

    /**
     * Why it cannot be a question; null if it is one. Only the text shows which of the reasons without an answer
     * applies, so there the stored reason is used.
     */
    private @Nullable String rejection(StoredRollout rollout, boolean setIsFull) {
        if (rollout.answer() == null) {
            return rollout.rejection() == null ? "has no answer" : rollout.rejection();
        }
        return switch (rollout.verdict()) {
            case "VERIFIED" -> setIsFull ? "SURPLUS" : tooSimilar(rollout) ? rollout.rejection() : null;
            case "TIMED_OUT" -> "PARSE_TIMED_OUT";
            default -> "UNPARSABLE_ANSWER";
        };
    }
    /** Only the text shows whether it is, so the stored reason is used where the settings allow it. */
    private boolean tooSimilar(StoredRollout rollout) {
        return ledger.settings.maxSimilarity() < 1 && "TOO_SIMILAR".equals(rollout.rejection());
    }
}
