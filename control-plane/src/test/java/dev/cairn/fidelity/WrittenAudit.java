package dev.cairn.fidelity;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** {@code t/write}: which of the teacher's completions became the questions of which set. */
record WrittenAudit(Ledger ledger, int t) {
    /** What became of the completions. */
    TeacherRollouts.Sorted run() throws SQLException {
        String unit = "t/" + t + "/write";
        TeacherRollouts.Sorted sorted = new TeacherRollouts(
                        ledger,
                        unit,
                        ledger.settings.sets(),
                        ledger.settings.questions(),
                        (k, round) -> ledger.draws.write(t, k, round),
                        (k, round, sample) -> ledger.draws.writeAnswer(t, k, round, sample))
                .sort();
        StoredRow step = ledger.table("outer_step").row(t).equal("unit", unit);
        sorted.counts(ledger, unit, step);
        counts(unit, step, questions(unit, sorted.sets()));
        completions(unit);
        return sorted;
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
                differs(unit, k, texts, question.text("question"));
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

    /** With repetition control a set's questions differ; without it they need not. */
    private void differs(String unit, int k, Set<String> earlier, String question) {
        double most = ledger.settings.maxSimilarity();
        boolean repeats = most < 1
                && earlier.stream().anyMatch(other -> SelfSampleAudit.rougeL(symbols(other), symbols(question)) > most);
        ledger.disagreements.equal("question", unit, "set " + k + " repeats itself", repeats, false);
    }

    /** Runs of letters and digits, and every other character that is not a space. */
    private static List<String> symbols(String text) {
        String spaced = text.toLowerCase(Locale.ROOT).replaceAll("([^\\p{L}\\p{N}\\s])", " $1 ");
        return Stream.of(spaced.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
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
}
