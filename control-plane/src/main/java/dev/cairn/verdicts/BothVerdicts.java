package dev.cairn.verdicts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts of both grading rules.
 *
 * @param id the id of the request
 * @param boxed the answer found in the completion
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BothVerdicts(
        @Nullable String id,
        RuleVerdict strict,
        RuleVerdict mathVerify,
        @Nullable String boxed) {}
