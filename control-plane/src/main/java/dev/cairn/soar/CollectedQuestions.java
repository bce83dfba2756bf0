package dev.cairn.soar;

import dev.cairn.ports.Completion;
import dev.cairn.ports.QuestionCounts;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.UnitResult;
import java.util.List;
import java.util.Map;

/**
 * The questions that a teacher wrote for some sets.
 *
 * @param questions in order, set by set
 * @param completions the completions that they were read from, in the same order; in two turns two for each question
 * @param rejected completions rejected, by reason; in two turns question and answer count once
 * @param attempts number of completions sampled, counted in the same way
 * @param rollouts every completion sampled
 */
record CollectedQuestions(
        List<UnitResult.WrittenQuestion> questions,
        List<Completion> completions,
        Map<Rejection, Integer> rejected,
        int attempts,
        QuestionCounts counts,
        List<Rollout> rollouts) {}
