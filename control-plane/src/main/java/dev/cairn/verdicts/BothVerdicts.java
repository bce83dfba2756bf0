package dev.cairn.verdicts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What both grading rules say.
 *
 * @param id as it was asked
 * @param boxed the answer that was found in a completion
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BothVerdicts(
        @Nullable String id,
        RuleVerdict strict,
        RuleVerdict mathVerify,
        @Nullable String boxed) {}
