package dev.cairn.fidelity;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import dev.cairn.soar.fakes.FakeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * A world in which everything happens that rewards and decisions depend on: answers of every kind, completions cut off
 * or aborted by the engine, questions that every student solves, students that gain and lose, ties.
 */
final class VariedScript implements FakeScript {
    /** The students' level by outer step; where it falls, all rewards are below 0. */
    private static final int[] LEVELS = {1, 1, 2, 2, 4, 0, 3, 5, 5, 7};

    private static final int STEP_WITHOUT_DIFFERENCES = 3;

    private final boolean givesUp;

    /** @param givesUp whether the engine gives up on some completions */
    VariedScript(boolean givesUp) {
        this.givesUp = givesUp;
    }

    @Override
    public int solved(String origin) {
        String[] parts = origin.split("/", -1);
        if (!parts[0].equals("t")) {
            return 0;
        }
        int t = Integer.parseInt(parts[1]);
        int k = Integer.parseInt(parts[3]);
        int j = Integer.parseInt(parts[4]);
        return LEVELS[t] + (t == STEP_WITHOUT_DIFFERENCES ? 0 : (5 * k + 3 * j + 7 * t) % 4);
    }

    @Override
    public boolean sampledRight(String prompt, long draw) {
        boolean easy = Math.floorMod(prompt.hashCode(), 2) == 0;
        return easy || Math.floorMod(draw, 2) == 0;
    }

    @Override
    public String wrongText(String truth, long draw) {
        return switch (Math.floorMod(draw >> 3, 6)) {
            case 0 -> "I have no idea.";
            case 1 -> "\\boxed{" + truth + "0}";
            case 2 -> "\\boxed{x+1}";
            case 3 -> "\\boxed{slow}";
            case 4 -> "\\boxed{}";
            default -> "\\boxed{ 7 }";
        };
    }

    @Override
    public FinishReason finish(String prompt, long draw) {
        return switch (Math.floorMod(draw >> 9, 12)) {
            case 0 -> !givesUp || prompt.contains("Hard problem") ? FinishReason.STOP : FinishReason.ABORTED;
            case 1 -> FinishReason.LENGTH;
            default -> FinishReason.STOP;
        };
    }

    /** Takes too long over one answer. */
    record SlowGrader(Grader grader) implements Grader {
        @Override
        public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) throws InterruptedException {
            List<Judgement> judgements = new ArrayList<>();
            for (AnswerPair pair : pairs) {
                boolean slow = pair.answer().equals("slow");
                judgements.add(
                        slow
                                ? new Judgement(Verdict.TIMED_OUT, grading.compareRules() ? Verdict.TIMED_OUT : null)
                                : grader.verify(List.of(pair), grading).getFirst());
            }
            return judgements;
        }

        @Override
        public List<Verdict> parses(List<String> answers, GradingRule rule) throws InterruptedException {
            return grader.parses(answers, rule);
        }
    }
}
