package dev.cairn.rest.runs;

import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Verdict;
import dev.cairn.rest.Constants;
import dev.cairn.results.rollouts.RolloutFilter;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which rollouts of a run to list. */
record RolloutParameters(
        @QueryParam("unit") @Parameter(description = "The unit that made it, such as t/0/write") @Nullable
        String unit,

        @QueryParam("purpose")
        @Parameter(
                description =
                        "Why it was sampled: WRITE asks for a question, WRITE_ANSWER for a teacher's answer to its own question in a second turn")
        @Schema(implementation = Rollout.Purpose.class)
        @Nullable
        String purpose,

        @QueryParam("outerStep") @Parameter(description = "The outer step, from 0") @Schema(minimum = "0") @Nullable
        Integer outerStep,

        @QueryParam("set")
        @Parameter(
                description = "The question set that the teacher was asked for, or that the student trained on, from 0")
        @Schema(minimum = "0")
        @Nullable
        Integer set,

        @QueryParam("repeat")
        @Parameter(description = "Which of the students that trained on the same set, from 0")
        @Schema(minimum = "0")
        @Nullable
        Integer repeat,

        @QueryParam("policy")
        @Parameter(
                description =
                        "The policy at work as role/unit, such as teacher/init or student/t/3/trial/1/0; in a unit that"
                                + " trains a student, that student")
        @Nullable
        String policy,

        @QueryParam("problemId")
        @Parameter(description = "Id of the problem, or of the teacher's question as set.question")
        @Nullable
        String problemId,

        @QueryParam("verdict") @Schema(implementation = Verdict.class) @Nullable
        String verdict,

        @QueryParam("rulesDiffer")
        @Parameter(description = "Whether exactly one of the two grading rules counts the answer as correct")
        @Nullable
        Boolean rulesDiffer,

        @QueryParam("minReward") @Parameter(description = "The smallest reward, before scaling") @Nullable
        Double minReward,

        @QueryParam("maxReward") @Parameter(description = "The largest reward, before scaling") @Nullable
        Double maxReward,

        @QueryParam("minTokens")
        @Parameter(description = "The smallest number of tokens")
        @Schema(minimum = "0")
        @Nullable
        Integer minTokens,

        @QueryParam("maxTokens")
        @Parameter(description = "The largest number of tokens")
        @Schema(minimum = "0")
        @Nullable
        Integer maxTokens,

        @QueryParam("finishReason") @Schema(implementation = FinishReason.class) @Nullable
        String finishReason,

        @QueryParam("rejection")
        @Parameter(description = "Why a completion that was asked for a question was not accepted")
        @Schema(implementation = Rejection.class)
        @Nullable
        String rejection,

        @QueryParam("text")
        @Parameter(
                description =
                        "A part of the completion, in capital or small letters. Completions whose text is not kept are"
                                + " not found")
        @Schema(minLength = 1, maxLength = 1000)
        @Nullable
        String text) {

    /** @throws dev.cairn.base.InvalidInputException if a value is not one of those allowed */
    RolloutFilter filter() {
        return new RolloutFilter(
                unit,
                Constants.named(Rollout.Purpose.class, "purpose", purpose),
                outerStep,
                set,
                repeat,
                policy,
                problemId,
                Constants.named(Verdict.class, "verdict", verdict),
                rulesDiffer,
                minReward,
                maxReward,
                minTokens,
                maxTokens,
                Constants.named(FinishReason.class, "finishReason", finishReason),
                Constants.named(Rejection.class, "rejection", rejection),
                text == null || text.isEmpty() ? null : text);
    }
}
