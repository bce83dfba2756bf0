package dev.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and is committed.
 *
 * @param id its place in the stream; grows in the order of commits
 */
public record RunEvent(
        long id, ExperimentId experimentId, @Nullable RunId runId, EventKind kind, JsonNode payload, Instant at) {}
