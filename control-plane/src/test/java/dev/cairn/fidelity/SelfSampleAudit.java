package dev.cairn.fidelity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recomputes questions that a student wrote and answered itself (SeRL) from the rows of its completions. */
final class SelfSampleAudit {
    private static final int BLOCK = 128;
    private static final Pattern QUESTION = Pattern.compile("(?s)<question>(.*?)</question>");

    private final Ledger ledger;
    private final Map<String, String> texts;
    /** The hard problems and the accepted questions. */
    private final List<String> known;

    /** The drafts of the round that were put to the vote. */
    private final List<String> ofRound = new ArrayList<>();

    private int accepted;

    private SelfSampleAudit(Ledger ledger, Map<String, String> texts, List<String> hard) {
        this.ledger = ledger;
        this.texts = texts;
        this.known = new ArrayList<>(hard);
    }

    static Disagreements of(Connection database, Ledger ledger) throws SQLException {
        String screen = ledger.plan.path("of").asText();
        SelfSampleAudit audit = new SelfSampleAudit(
                ledger, texts(database, ledger.run), hard(database, ledger.named(database, screen)));
        int questions = ledger.methods.whole("questions");
        for (int block = 0; block * BLOCK < questions; block++) {
            audit.block(block, Math.min(BLOCK, questions - audit.accepted));
        }
        ledger.nothingElse();
        return ledger.disagreements;
    }

    private void block(int block, int size) throws SQLException {
        String unit = "sample/" + block;
        List<StoredRollout> rollouts = ledger.rollouts(unit);
        Map<String, List<StoredRollout>> votes = rollouts.stream()
                .filter(one -> one.purpose().equals("VOTE"))
                .collect(Collectors.groupingBy(one -> one.step() + "/" + one.promptIndex()));
        Map<String, Long> rejected = new TreeMap<>();
        List<String> kept = new ArrayList<>();
        long written = 0;
        long several = 0;
        int round = 0;
        for (StoredRollout draft : rollouts) {
            if (draft.purpose().equals("VOTE")) {
                continue;
            }
            written++;
            if (draft.step() > round) {
                ofRound.clear();
                round = draft.step();
            }
            List<StoredRollout> answers =
                    Objects.requireNonNullElse(votes.remove(draft.step() + "/" + draft.promptIndex()), List.of());
            String rejection = rejection(block, draft, answers, kept.size() == size);
            String id = rejection == null ? "0." + kept.size() : "";
            ledger.rollout(draft, "rejection", draft.rejection(), rejection);
            ledger.rollout(draft, "problem_id", draft.problemId(), id);
            answers.forEach(vote -> ledger.rollout(vote, "problem_id", vote.problemId(), id));
            if (rejection == null) {
                row(unit, kept.size(), draft, answers);
                kept.add(question(draft));
                known.add(question(draft));
                several += QUESTION.matcher(text(draft)).results().count() > 1 ? 1 : 0;
            } else {
                rejected.merge(rejection, 1L, Long::sum);
            }
        }
        ledger.disagreements.equal("rollout", unit, "votes without a question", votes.size(), 0);
        ledger.disagreements.equal("rollout", unit, "accepted", kept.size(), size);
        StoredRow row = ledger.table("question_sample").row(unit);
        new TeacherRollouts.Sorted(
                        List.of(rollouts.stream()
                                .filter(one -> one.purpose().equals("WRITE") && one.rejection() == null)
                                .toList()),
                        Map.of(),
                        rejected,
                        written)
                .counts(ledger, unit, row);
        Set<String> different = new HashSet<>(
                kept.stream().map(text -> text.replaceAll("\\s+", " ")).toList());
        row.equal("duplicate_questions", kept.size() - different.size()).equal("multiple_questions", several);
        ledger.result(unit)
                .equal("/counts/duplicate", kept.size() - different.size())
                .equal("/counts/multiple", several)
                .equal("/votes/answers", votes());
        ofRound.clear();
    }

    /** Why a draft is not a question; null if it is one. The rows do not show what is too long or was given up on. */
    private @Nullable String rejection(int block, StoredRollout draft, List<StoredRollout> answers, boolean full) {
        check(draft, "WRITE", ledger.draws.selfWrite(block, draft.step(), draft.promptIndex()), 0);
        Matcher question = QUESTION.matcher(text(draft).replaceFirst("(?s)^.*</think>", ""));
        if (!question.find()) {
            return "MISSING_TAGS";
        }
        String text = question.group(1).strip();
        if (text.isEmpty()) {
            return "EMPTY_QUESTION";
        }
        if ("QUESTION_TOO_LONG".equals(draft.rejection())) {
            return "QUESTION_TOO_LONG";
        }
        double most = ledger.methods.at("/serl/maxSimilarity").asDouble();
        if (Stream.concat(known.stream(), ofRound.stream()).anyMatch(other -> rougeL(other, text) > most)) {
            return "TOO_SIMILAR";
        }
        ofRound.add(text);
        if ("ABORTED".equals(draft.rejection()) && answers.isEmpty()) {
            return "ABORTED";
        }
        return outcome(block, draft, answers, full);
    }

    private @Nullable String outcome(int block, StoredRollout draft, List<StoredRollout> answers, boolean full) {
        ledger.rollout(draft, "votes", answers.size(), votes());
        long agreeing = 0;
        Map<String, Integer> byText = new HashMap<>();
        for (int sample = 0; sample < answers.size(); sample++) {
            StoredRollout vote = answers.get(sample);
            check(vote, "VOTE", ledger.draws.vote(block, draft.step(), draft.promptIndex()), sample);
            ledger.rollout(vote, "answer or none", vote.answer() == null, ScoreAudit.noAnswer(vote));
            if (vote.answer() != null) {
                byText.merge(vote.answer().strip(), 1, Integer::sum);
                if (vote.answer().strip().equals(draft.answer())) {
                    ledger.rollout(vote, "verdict", vote.verdict(), "VERIFIED");
                }
            }
            agreeing += vote.verified() ? 1 : 0;
        }
        long most = byText.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty())
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
        ledger.rollout(draft, "majority", agreeing >= most, true);
        ledger.rollout(draft, "has an answer", draft.answer() != null, most > 0);
        double share = agreeing / (double) votes();
        if (most == 0 || share < ledger.methods.at("/serl/minAgreement").asDouble()) {
            return "AGREEMENT_TOO_LOW";
        }
        if (share > ledger.methods.at("/serl/maxAgreement").asDouble()) {
            return "AGREEMENT_TOO_HIGH";
        }
        return switch (draft.verdict()) {
            case "VERIFIED" -> full ? "SURPLUS" : null;
            case "TIMED_OUT" -> "PARSE_TIMED_OUT";
            default -> "UNPARSABLE_ANSWER";
        };
    }

    private void check(StoredRollout one, String purpose, long seed, int sample) {
        ledger.rollout(one, "purpose", one.purpose(), purpose);
        ledger.rollout(one, "seed", one.seed(), seed);
        ledger.rollout(one, "sample", one.sample(), sample);
        ledger.rollout(one, "reward", one.reward(), purpose.equals("VOTE") && one.verified() ? 1.0 : 0.0);
        ledger.rollout(one, "kl_penalty", one.klPenalty(), null);
        ledger.rollout(one, "advantage", one.advantage(), 0.0);
    }

    private void row(String unit, int place, StoredRollout draft, List<StoredRollout> answers) {
        long agreeing = answers.stream().filter(StoredRollout::verified).count();
        ledger.table("sampled_question")
                .row(accepted)
                .equal("unit", unit)
                .equal("question", question(draft))
                .equal("answer", draft.answer())
                .equal("votes", votes())
                .equal("agreeing", agreeing);
        ledger.result(unit)
                .equal("/questions/" + place + "/index", accepted)
                .equal("/questions/" + place + "/question", question(draft))
                .equal("/questions/" + place + "/answer", draft.answer())
                .equal("/votes/agreeing/" + place, agreeing);
        accepted++;
    }

    private int votes() {
        return ledger.methods.at("/serl/votes").asInt();
    }

    private String text(StoredRollout rollout) {
        return texts.getOrDefault(rollout.key(), "");
    }

    private String question(StoredRollout draft) {
        Matcher question = QUESTION.matcher(text(draft));
        return question.find() ? question.group(1).strip() : "";
    }

    /** F1 over the longest common subsequence, from a whole table. */
    static double rougeL(String one, String other) {
        return rougeL(words(one), words(other));
    }

    /** The same over sequences of words. */
    static double rougeL(List<String> a, List<String> b) {
        int[][] longest = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                longest[i][j] = a.get(i).equals(b.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        // Not from precision and recall: their harmonic mean is rounded three times, and may be just above a limit of
        // 0.7.
        return longest[0][0] == 0 ? 0 : 2.0 * longest[0][0] / (a.size() + b.size());
    }

    private static List<String> words(String text) {
        return Pattern.compile("[A-Za-z0-9]+")
                .matcher(text)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Map<String, String> texts(Connection database, long run) throws SQLException {
        try (PreparedStatement select =
                database.prepareStatement("select unit || '/' || ordinal, text from rollout_text where run_id = ?")) {
            select.setLong(1, run);
            Map<String, String> texts = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    texts.put(row.getString(1), row.getString(2));
                }
            }
            return texts;
        }
    }

    private static List<String> hard(Connection database, long screen) throws SQLException {
        try (PreparedStatement select = database.prepareStatement("""
                select p.question from hard_set h join run r on r.id = h.run_id
                join experiment e on e.id = r.experiment_id
                join problem p on p.problem_set_id = e.problem_set_id and p.id = h.problem
                where h.half = 'train' and h.run_id = ?""")) {
            select.setLong(1, screen);
            List<String> questions = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    questions.add(row.getString(1));
                }
            }
            return questions;
        }
    }
}
