package dev.cairn.fidelity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Recomputes a finished sample run from the rows of its completions. */
record SampleAudit(Ledger ledger, int questions) {
    private static final int BLOCK = 128;

    /** @param run a succeeded sample run */
    static Disagreements of(Connection database, long run) throws SQLException {
        Ledger ledger = Ledger.read(database, run);
        if (ledger.plan.path("policy").asText().equals("BASE")) {
            return SelfSampleAudit.of(database, ledger);
        }
        SampleAudit audit = new SampleAudit(ledger, ledger.methods.whole("questions"));
        for (int block = 0; block * BLOCK < audit.questions; block++) {
            audit.block(block);
        }
        ledger.nothingElse();
        return ledger.disagreements;
    }

    private void block(int block) throws SQLException {
        String unit = "sample/" + block;
        int size = Math.min(BLOCK, questions - block * BLOCK);
        TeacherRollouts.Sorted sorted = new TeacherRollouts(
                        ledger,
                        unit,
                        1,
                        size,
                        (k, round) -> ledger.draws.sample(block, round),
                        (k, round, sample) -> ledger.draws.sampleAnswer(block, round, sample))
                .sort();
        StoredRow row = ledger.table("question_sample").row(unit);
        sorted.counts(ledger, unit, row);
        int repeated = questions(unit, block * BLOCK, size, sorted.sets().getFirst());
        row.equal("duplicate_questions", repeated)
                .equal("multiple_questions", Long.valueOf(ledger.result(unit).text("/counts/multiple")));
        ledger.result(unit).equal("/counts/duplicate", repeated);
    }

    /** Number of questions that repeat one of their block. */
    private int questions(String unit, int first, int size, List<StoredRollout> accepted) {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < size; i++) {
            String answer = i < accepted.size() ? accepted.get(i).answer() : null;
            StoredRow question = ledger.table("sampled_question")
                    .row(first + i)
                    .equal("unit", unit)
                    .equal("answer", answer);
            texts.add(question.text("question").strip().replaceAll("\\s+", " "));
            String at = "/questions/" + i;
            ledger.result(unit)
                    .equal(at + "/index", first + i)
                    .equal(at + "/question", question.text("question"))
                    .equal(at + "/answer", answer);
        }
        return size - texts.size();
    }
}
