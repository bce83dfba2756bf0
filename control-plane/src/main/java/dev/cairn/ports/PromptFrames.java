package dev.cairn.ports;

import dev.cairn.settings.PromptSettings;

/** Asks the model's tokenizer for the frame of prompts. */
@FunctionalInterface
public interface PromptFrames {
    /** @throws PortException (FIX_REQUEST) if the model has no chat template that can be used */
    PromptFrame of(PromptSettings settings) throws InterruptedException;
}
