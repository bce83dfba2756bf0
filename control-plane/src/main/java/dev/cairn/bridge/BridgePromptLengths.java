package dev.cairn.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.PromptLengths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prompts measured behind a worker link.
 *
 * @param model whose tokenizer counts
 * @param deadline of one call, which loads the tokenizer at first
 */
public record BridgePromptLengths(WorkerLink link, Path model, Duration deadline) implements PromptLengths {
    @Override
    public List<Integer> of(List<String> prompts) throws InterruptedException {
        if (prompts.isEmpty()) {
            return List.of();
        }
        ObjectNode header = JsonNodeFactory.instance.objectNode().put("model", model.toString());
        ArrayNode texts = header.putArray("prompts");
        prompts.forEach(texts::add);
        JsonNode lengths = WorkerErrors.check("lengths", link, link.call("lengths", header, Map.of(), deadline))
                .header()
                .path("lengths");
        if (lengths.size() != prompts.size()) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "lengths at worker %s returned %d numbers for %d prompts; this is a bug of the worker"
                            .formatted(link.describe(), lengths.size(), prompts.size()));
        }
        List<Integer> found = new ArrayList<>(lengths.size());
        lengths.forEach(length -> found.add(length.asInt()));
        return found;
    }
}
