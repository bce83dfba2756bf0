package dev.cairn.submissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks for the chat template of a model. */
final class ChatTemplates {
    private static final List<String> FILES = List.of("chat_template.jinja", "chat_template.json");

    private ChatTemplates() {}

    /** Whether a model's directory has a chat template, in one of the places where transformers looks for it. */
    static boolean isIn(Path directory, ObjectMapper json) {
        if (FILES.stream().anyMatch(file -> Files.isRegularFile(directory.resolve(file)))) {
            return true;
        }
        try {
            JsonNode template = json.readTree(
                            directory.resolve("tokenizer_config.json").toFile())
                    .path("chat_template");
            return template.isTextual() || (template.isArray() && !template.isEmpty());
        } catch (IOException e) {
            return false;
        }
    }
}
