package dev.cairn.fidelity;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A teacher's completions in one unit: which were accepted, and why the others were not.
 *
 * @param sets number of sets that they fill
 * @param questions accepted completions per set
 */
record TeacherRollouts(Ledger ledger, String unit, int sets, int questions, Seeds seeds, AnswerSeeds answerSeeds) {
    private static final String ABORTED = "ABORTED";

    /** Why a question got no answer in a second turn. */
    private static final Set<String> UNANSWERED = Set.of(ABORTED, "EMPTY_QUESTION", "QUESTION_TOO_LONG");

    /** The seed of the request for a set in a round. */
    interface Seeds {
        long of(int k, int round);
    }

    /** The seed of the request for the answer to a sample, in the teacher's second turn. */
    interface AnswerSeeds {
        long of(int k, int round, int sample);
    }

    /**
     * What became of them.
     *
     * @param sets the accepted ones, one list per set
     * @param answers of the teacher's second turn, by the key of their question
     * @param rejected numbers of the others, by reason
     * @param sampled number of all that have a row, without those answers
     */
    record Sorted(
            List<List<StoredRollout>> sets,
            Map<String, StoredRollout> answers,
            Map<String, Long> rejected,
            long sampled) {
        /** The completions of a question, in the order of the turns. */
        List<StoredRollout> turns(StoredRollout question) {
            StoredRollout answer = answers.get(question.key());
            return answer == null ? List.of(question) : List.of(question, answer);
        }

        /** Compares the numbers of a row and of the unit's result. */
        void counts(Ledger ledger, String unit, StoredRow row) {
            Map<String, Long> stored = new TreeMap<>();
            row.json("rejected")
                    .properties()
                    .forEach(reason ->
                            stored.put(reason.getKey(), reason.getValue().asLong()));
            // A completion that the engine gave up on leaves no row but its count; in a second turn its question has
            // one.
            long aborted = stored.getOrDefault(ABORTED, 0L);
            long unseen = aborted - rejected.getOrDefault(ABORTED, 0L);
            ledger.disagreements.equal(
                    "rejected", unit, "more are rejected as aborted than counted", unseen < 0, false);
            Map<String, Long> all = new TreeMap<>(rejected);
            if (aborted > 0) {
                all.put(ABORTED, aborted);
            }
            ledger.disagreements.equal("rejected", unit, "rejected", stored, all);
            row.equal("accepted", sets.stream().mapToInt(List::size).sum()).equal("attempts", sampled + unseen);
            ledger.result(unit).equal("/attempts", sampled + unseen);
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
        Map<String, StoredRollout> answers = new HashMap<>();
        List<StoredRollout> written = new ArrayList<>();
        for (StoredRollout rollout : ledger.rollouts(unit)) {
            if (ledger.settings.inTwoTurns() && rollout.purpose().equals("WRITE_ANSWER") && !written.isEmpty()) {
                sameFate(written.getLast(), rollout);
                answers.put(written.getLast().key(), rollout);
            } else {
                written.add(rollout);
            }
        }
        for (StoredRollout rollout : written) {
            number(rollout, lastSample);
            List<StoredRollout> set = accepted.get(Math.clamp(rollout.promptIndex(), 0, sets - 1));
            String rejection = rejection(rollout, set.size() == questions);
            boolean answered = ledger.settings.inTwoTurns() && (rollout.answer() != null || !unanswered(rejection));
            ledger.rollout(rollout, "has a second turn", answers.containsKey(rollout.key()), answered);
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
        return new Sorted(accepted, answers, rejected, written.size());
    }

    private static boolean unanswered(@Nullable String rejection) {
        return rejection != null && UNANSWERED.contains(rejection);
    }

    /** A question and its answer in the second turn have one fate. */
    private void sameFate(StoredRollout question, StoredRollout answer) {
        ledger.rollout(answer, "step", answer.step(), question.step());
        ledger.rollout(answer, "prompt_index", answer.promptIndex(), question.promptIndex());
        ledger.rollout(answer, "sample", answer.sample(), question.sample());
        ledger.rollout(answer, "problem_id", answer.problemId(), question.problemId());
        ledger.rollout(answer, "answer", answer.answer(), question.answer());
        ledger.rollout(answer, "verdict", answer.verdict(), question.verdict());
        ledger.rollout(answer, "rejection", answer.rejection(), question.rejection());
        ledger.rollout(answer, "reward", answer.reward(), 0.0);
        ledger.rollout(answer, "kl_penalty", answer.klPenalty(), null);
        ledger.rollout(answer, "advantage", answer.advantage(), 0.0);
        ledger.rollout(
                answer,
                "seed",
                answer.seed(),
                answerSeeds.of(question.promptIndex(), question.step(), question.sample()));
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
        if (ledger.settings.inTwoTurns() && rollout.verdict().equals("UNPARSABLE")) {
            return usable(rollout, setIsFull);
        }
        return switch (rollout.verdict()) {
            case "VERIFIED" -> usable(rollout, setIsFull);
            case "TIMED_OUT" -> "PARSE_TIMED_OUT";
            default -> "UNPARSABLE_ANSWER";
        };
    }

    private @Nullable String usable(StoredRollout rollout, boolean setIsFull) {
        return setIsFull ? "SURPLUS" : tooSimilar(rollout) ? rollout.rejection() : null;
    }

    /** Only the text shows whether it is, so the stored reason is used where the settings allow it. */
    private boolean tooSimilar(StoredRollout rollout) {
        return ledger.settings.maxSimilarity() < 1 && "TOO_SIMILAR".equals(rollout.rejection());
    }
}
