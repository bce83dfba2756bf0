package dev.cairn.soar;

import dev.cairn.grading.BoxedAnswer;
import dev.cairn.grading.Reasoning;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.QuestionCounts;
import dev.cairn.ports.Rejection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a teacher wrote after reading tags and box, before a maths parser checks its answer. */
sealed interface TeacherCompletion {
    /**
     * All four tags and a box are present, or in two turns a question and a box.
     *
     * @param answer the boxed content, the reference answer
     * @param questions number of questions in the text, of which the first is used: of whole question elements, or in two
     *     turns 1 if it has none
     */
    record Accepted(String question, String answer, int questions) implements TeacherCompletion {}

    /** The completion cannot be used, and another one is sampled. */
    record Rejected(Rejection reason) implements TeacherCompletion {}

    /**
     * Takes the first {@code <question>} element after the model's reasoning, if it has any, and the first
     * {@code <answer>} element after it.
     */
    static TeacherCompletion parse(String completion) {
        String text = Reasoning.removedFrom(completion);
        Element question = Element.first(text, "question", 0);
        if (question == null) {
            return new Rejected(Rejection.MISSING_TAGS);
        }
        Element answer = Element.first(text, "answer", question.end());
        if (answer == null) {
            return new Rejected(Rejection.MISSING_TAGS);
        }
        if (question.content().isEmpty()) {
            return new Rejected(Rejection.EMPTY_QUESTION);
        }
        String boxed = BoxedAnswer.of(answer.content());
        return boxed == null || boxed.isEmpty()
                ? new Rejected(Rejection.NO_BOX)
                : new Accepted(question.content(), boxed, elements(text, "question"));
    }

    /**
     * The question of a teacher's first turn: the first {@code <question>} element after its reasoning, or all of that text
     * if it has none; empty if there is no text, or if it was cut off at the token limit.
     */
    static String question(Completion asked) {
        String text = Reasoning.removedFrom(asked.text());
        Element question = Element.first(text, "question", 0);
        if (question != null) {
            return question.content();
        }
        return asked.finish() == FinishReason.LENGTH ? "" : text.strip();
    }

    /** Takes the completion of the first turn, and that of the second, of which only a box is asked. */
    static TeacherCompletion ofTwoTurns(Completion asked, Completion answering) {
        String boxed = BoxedAnswer.of(answering.text());
        return boxed == null || boxed.isEmpty()
                ? new Rejected(Rejection.NO_BOX)
                : new Accepted(question(asked), boxed, Math.max(1, questions(asked.text())));
    }

    /** @param sets accepted completions, one list per set */
    static QuestionCounts counts(List<List<Accepted>> sets) {
        int several = 0;
        int repeated = 0;
        for (List<Accepted> set : sets) {
            Set<String> texts = new HashSet<>();
            for (Accepted accepted : set) {
                several += accepted.questions() > 1 ? 1 : 0;
                repeated += texts.add(accepted.question().replaceAll("\\s+", " ")) ? 0 : 1;
            }
        }
        return new QuestionCounts(several, repeated);
    }

    /** Number of whole question elements after the model's reasoning. */
    static int questions(String completion) {
        return elements(Reasoning.removedFrom(completion), "question");
    }

    private static int elements(String text, String tag) {
        int count = 0;
        Element next = Element.first(text, tag, 0);
        while (next != null) {
            count++;
            next = Element.first(text, tag, next.end());
        }
        return count;
    }

    /** A tag pair's trimmed content and where the closing tag ends. */
    record Element(String content, int end) {
        static @Nullable Element first(String text, String tag, int from) {
            String opening = "<" + tag + ">";
            String closing = "</" + tag + ">";
            int start = text.indexOf(opening, from);
            if (start < 0) {
                return null;
            }
            start += opening.length();
            int stop = text.indexOf(closing, start);
            return stop < 0 ? null : new Element(text.substring(start, stop).strip(), stop + closing.length());
        }
    }
}
