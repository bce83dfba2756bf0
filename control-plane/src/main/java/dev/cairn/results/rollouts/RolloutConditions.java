package dev.cairn.results.rollouts;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The part of a filter that is a matter of single rollouts, as SQL over {@code rollout r} and {@code rollout_text x}. */
final class RolloutConditions {
    private final RolloutFilter filter;

    RolloutConditions(RolloutFilter filter) {
        this.filter = filter;
    }

    /** Whether it needs the texts. */
    boolean readsTexts() {
        return filter.text() != null;
    }

    /** {@code and ...} for every condition. */
    String sql() {
        List<String> all = new ArrayList<>();
        add(all, filter.purpose(), "r.purpose = :purpose");
        // Of a trial's rollouts all belong to its set; the teacher's are told apart by their prompt.
        add(all, filter.set(), "(r.purpose not in ('WRITE', 'WRITE_ANSWER') or r.prompt_index = :set)");
        add(all, filter.set(), "(r.purpose <> 'ALIGNMENT' or r.problem_id like cast(:set as text) || '.%')");
        add(all, filter.problemId(), "r.problem_id = :problemId");
        add(all, filter.verdict(), "r.verdict = :verdict");
        add(
                all,
                filter.rulesDiffer(),
                "(r.other_verdict is not null and (r.verdict = 'VERIFIED') <> (r.other_verdict = 'VERIFIED')) = :rulesDiffer");
        add(all, filter.minReward(), "r.reward >= :minReward");
        add(all, filter.maxReward(), "r.reward <= :maxReward");
        add(all, filter.minTokens(), "r.completion_tokens >= :minTokens");
        add(all, filter.maxTokens(), "r.completion_tokens <= :maxTokens");
        add(all, filter.finishReason(), "r.finish_reason = :finishReason");
        add(all, filter.rejection(), "r.rejection = :rejection");
        add(all, filter.text(), "x.text ilike :text escape '!'");
        return String.join("", all);
    }

    private static void add(List<String> all, @Nullable Object value, String condition) {
        if (value != null) {
            all.add(" and " + condition);
        }
    }

    Query bind(Query query) {
        return query.bind("purpose", name(filter.purpose()))
                .bind("set", filter.set())
                .bind("problemId", filter.problemId())
                .bind("verdict", name(filter.verdict()))
                .bind("rulesDiffer", filter.rulesDiffer())
                .bind("minReward", filter.minReward())
                .bind("maxReward", filter.maxReward())
                .bind("minTokens", filter.minTokens())
                .bind("maxTokens", filter.maxTokens())
                .bind("finishReason", name(filter.finishReason()))
                .bind("rejection", name(filter.rejection()))
                .bind("text", filter.text() == null ? null : "%" + filter.text().replaceAll("[!%_]", "!$0") + "%");
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
