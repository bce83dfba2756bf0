package dev.cairn.bridge;

import dev.cairn.ports.PromptFrame;
import dev.cairn.ports.PromptFrames;
import dev.cairn.settings.PromptSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Asks for the frame of prompts over a worker link.
 *
 * @param model the model with tokenizer and chat template
 * @param deadline of one call; the first call loads the tokenizer
 */
record BridgePromptFrames(WorkerLink link, Path model, Duration deadline) implements PromptFrames {
    @Override
    public PromptFrame of(PromptSettings settings) throws InterruptedException {
        Boolean thinking = switch (settings.thinking()) {
            case DEFAULT -> null;
            case ON -> true;
            case OFF -> false;
        };
        Replies.Frame found = WorkerCalls.call(
                link,
                Operation.FRAME,
                new Requests.Frame(model.toString(), settings.chatTemplate(), settings.systemPrompt(), thinking),
                deadline);
        return new PromptFrame(found.before(), found.after(), found.controls());
    }
}
