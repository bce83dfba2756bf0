package dev.cairn.submissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks for the chat template of a model. */
final class ChatTemplates {
    private ChatTemplates() {}

    /** Whether a model's directory has a chat template, in one of the places where transformers looks for it. */
    static boolean isIn(Path directory, ObjectMapper json) {
        if (Files.isRegularFile(directory.resolve("chat_template.jinja"))) {
            return true;
        }
        try {
            JsonNode template = json.readTree(
                            directory.resolve("tokenizer_config.json").toFile())
                    .path("chat_template");
            return (template.isTextual() && !template.asText().isBlank())
                    || (template.isArray() && !template.isEmpty());
        } catch (IOException e) {
            return false;
        }
    }
}
