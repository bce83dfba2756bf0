package dev.cairn.soar;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The rewards R[k] of an outer step's question sets by a student's answers alone, where no student is trained.
 *
 * @param student student v0, which is never promoted away
 * @param setsInParallel at least 1; results do not depend on it
 */
record AnswerRewards(RunContext context, SoarSettings settings, int t, PolicyRef student, int setsInParallel) {
    /** How learnable the questions are, one unit per set. */
    List<Double> learnabilities(List<List<Problem>> sets) throws InterruptedException {
        List<ParallelTasks.Task<UnitResult.Learnability>> tasks = new ArrayList<>();
        for (int k = 0; k < sets.size(); k++) {
            List<Problem> questions = sets.get(k);
            SetLearnability set = new SetLearnability(context, settings, t, k);
            tasks.add(() -> context.journal()
                    .once(Unit.learnability(t, set.k()), attempt -> set.run(attempt, student, questions)));
        }
        return ParallelTasks.run(tasks, setsInParallel).stream()
                .map(UnitResult.Learnability::reward)
                .toList();
    }

    /**
     * Where the gradients on the answers point, one unit for all sets.
     *
     * @param rewardQuestions Q_R
     */
    List<Double> alignments(List<List<Problem>> sets, List<Problem> rewardQuestions) throws InterruptedException {
        StepAlignment step = new StepAlignment(context, settings, t);
        return context.journal()
                .once(Unit.alignment(t), attempt -> step.run(attempt, student, sets, rewardQuestions))
                .rewards();
    }
}
