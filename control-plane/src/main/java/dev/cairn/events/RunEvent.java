package dev.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A committed event.
 *
 * @param id its position in the stream, ascending in the order of publication
 */
public record RunEvent(
        long id, ExperimentId experimentId, @Nullable RunId runId, EventKind kind, JsonNode payload, Instant at) {}
