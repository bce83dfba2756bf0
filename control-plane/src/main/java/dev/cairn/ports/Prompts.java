package dev.cairn.ports;

import dev.cairn.settings.BeyondSettings;
import dev.cairn.settings.PromptSettings;
import dev.cairn.settings.SerlSettings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The prompts of a run as they are sent: the settings' texts in the model's frame. Questions and examples that are put
 * into them lose their control tokens; the texts of the settings keep theirs.
 */
public record Prompts(PromptSettings settings, PromptFrame frame) {
    private static final String QUESTION = "{question}";
    private static final String USER = "User:";
    private static final String ASSISTANT = "Assistant:";

    /** Prompts in no frame. */
    public static Prompts of(PromptSettings settings) {
        return new Prompts(settings, PromptFrame.NONE);
    }

    /** Whether the teacher is asked for a question first, and then for the answer to it. */
    public boolean inTwoTurns() {
        return settings.twoTurns().enabled();
    }

    /** The teacher's prompt; in two turns that of the first one. */
    public String teacher() {
        return frame.around(message(inTwoTurns() ? settings.twoTurns().question() : settings.teacher()));
    }

    /** The teacher's prompt in its second turn, for the answer to a question that it wrote. */
    public String teacherAnswer(String question) {
        return asking(settings.twoTurns().answer(), question);
    }

    /** The student's prompt for one question. */
    public String forStudent(String question) {
        return asking(settings.student(), question);
    }

    /**
     * The same with a completion after it.
     *
     * @param completion a template with {@code {answer}} in place of the answer
     */
    public String answered(String question, String completion, String answer) {
        return forStudent(question) + completion.replace(BeyondSettings.ANSWER, frame.harmless(answer));
    }

    /** The prompt of a student that writes a question itself, with some problems as numbered examples. */
    public String selfInstruct(SerlSettings serl, List<String> problems) {
        String examples = IntStream.range(0, problems.size())
                .mapToObj(i -> (i + 1) + ". " + frame.harmless(problems.get(i)).strip())
                .collect(Collectors.joining("\n"));
        return frame.around(message(serl.prompt()).replace(SerlSettings.EXAMPLES, examples));
    }

    private String asking(String template, String question) {
        return frame.around(message(template).replace(QUESTION, frame.harmless(question)));
    }

    /** A chat template says whose turn it is, so a prompt in it does not. */
    private String message(String prompt) {
        if (!settings.chatTemplate()) {
            return prompt;
        }
        String message = prompt.strip();
        message = message.startsWith(USER) ? message.substring(USER.length()) : message;
        message = message.endsWith(ASSISTANT) ? message.substring(0, message.length() - ASSISTANT.length()) : message;
        return message.strip();
    }
}
