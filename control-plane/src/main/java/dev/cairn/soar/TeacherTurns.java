package dev.cairn.soar;

import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Sampling;
import dev.cairn.settings.RoleSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws what a teacher writes in one round: question and answer in one completion, or in two turns a question and then the
 * answer to it (paper: the teacher of two turns).
 */
record TeacherTurns(RunContext context, RoleSettings teacher, RequestSeeds seeds) {
    /** The seeds of the requests. */
    interface RequestSeeds {
        /** The request for set {@code k} in a round. */
        long write(int k, int round);

        /** The request for the answer to one of its samples, in the second turn. */
        long answer(int k, int round, int sample);
    }

    /** @param setsByDraws the sets to draw for, by the number of completions that each of them gets */
    List<DrawnQuestion> draw(Generator.Serving serving, int round, Map<Integer, List<Integer>> setsByDraws)
            throws InterruptedException {
        List<DrawnCompletion> written = new ArrayList<>();
        for (Map.Entry<Integer, List<Integer>> entry : setsByDraws.entrySet()) {
            written.addAll(write(serving, round, entry.getValue(), entry.getKey()));
        }
        return context.prompts().inTwoTurns()
                ? answered(serving, written)
                : written.stream().map(TeacherTurns::whole).toList();
    }

    private List<DrawnCompletion> write(Generator.Serving serving, int round, List<Integer> sets, int draws)
            throws InterruptedException {
        List<PromptSlot> slots = sets.stream()
                .map(k -> new PromptSlot(context.prompts().teacher(), seeds.write(k, round)))
                .toList();
        List<List<Completion>> completions = serving.generate(slots, sampling(draws));
        List<DrawnCompletion> drawn = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            for (int sample = 0; sample < completions.get(i).size(); sample++) {
                drawn.add(new DrawnCompletion(
                        round,
                        sets.get(i),
                        sample,
                        slots.get(i).seed(),
                        completions.get(i).get(sample)));
            }
        }
        return drawn;
    }

    /** A completion that should have question and answer. */
    private static DrawnQuestion whole(DrawnCompletion written) {
        return new DrawnQuestion(
                written,
                null,
                written.finished()
                        ? TeacherCompletion.parse(written.completion().text())
                        : new TeacherCompletion.Rejected(Rejection.ABORTED));
    }

    /** The second turn, for every question to which an answer fits. */
    private List<DrawnQuestion> answered(Generator.Serving serving, List<DrawnCompletion> written)
            throws InterruptedException {
        List<String> questions = written.stream()
                .map(one -> one.finished() ? TeacherCompletion.question(one.completion()) : "")
                .toList();
        Set<String> fitting = Set.copyOf(context.room()
                .fitting(
                        questions.stream()
                                .filter(question -> !question.isEmpty())
                                .distinct()
                                .toList(),
                        context.prompts()::teacherAnswer,
                        teacher.maxTokens()));
        List<PromptSlot> slots = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            if (fitting.contains(questions.get(i))) {
                DrawnCompletion asked = written.get(i);
                slots.add(new PromptSlot(
                        context.prompts().teacherAnswer(questions.get(i)),
                        seeds.answer(asked.k(), asked.round(), asked.sample())));
            }
        }
        List<List<Completion>> answers = slots.isEmpty() ? List.of() : serving.generate(slots, sampling(1));
        List<DrawnQuestion> drawn = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < questions.size(); i++) {
            String question = questions.get(i);
            if (fitting.contains(question)) {
                drawn.add(pair(
                        written.get(i),
                        slots.get(next).seed(),
                        answers.get(next).getFirst()));
                next++;
            } else {
                drawn.add(unanswered(written.get(i), question));
            }
        }
        return drawn;
    }

    private static DrawnQuestion pair(DrawnCompletion asked, long seed, Completion answer) {
        DrawnCompletion answered = asked.answeredBy(seed, answer);
        return new DrawnQuestion(
                asked,
                answered,
                answered.finished()
                        ? TeacherCompletion.ofTwoTurns(asked.completion(), answer)
                        : new TeacherCompletion.Rejected(Rejection.ABORTED));
    }

    private static DrawnQuestion unanswered(DrawnCompletion written, String question) {
        Rejection reason = !written.finished()
                ? Rejection.ABORTED
                : question.isEmpty() && written.completion().finish() != FinishReason.LENGTH
                        ? Rejection.EMPTY_QUESTION
                        : Rejection.QUESTION_TOO_LONG;
        return new DrawnQuestion(written, null, new TeacherCompletion.Rejected(reason));
    }

    private Sampling sampling(int samples) {
        return new Sampling(teacher.temperature(), samples, teacher.maxTokens());
    }
}
