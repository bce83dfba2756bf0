package dev.cairn.ports;

import java.util.List;

/**
 * What a model's tokenizer wants around a prompt.
 *
 * @param before the text before a prompt, such as a chat template's beginning of the user's turn
 * @param after the text after it, such as the beginning of the assistant's turn
 * @param controls texts that the tokenizer reads as one control token, the longest first; each has two characters or more
 */
public record PromptFrame(String before, String after, List<String> controls) {
    /** Nothing around a prompt, and no control tokens. */
    public static final PromptFrame NONE = new PromptFrame("", "", List.of());

    public PromptFrame {
        controls = List.copyOf(controls);
    }

    /** The prompt as it is sent. */
    String around(String prompt) {
        return before + prompt + after;
    }

    /**
     * The text with a space inside each control token, so that the tokenizer reads ordinary characters: a question must
     * not end its turn or begin another one.
     */
    String harmless(String text) {
        String safe = text;
        for (String control : controls) {
            int second = control.offsetByCodePoints(0, 1);
            safe = safe.replace(control, control.substring(0, second) + " " + control.substring(second));
        }
        return safe;
    }
}
