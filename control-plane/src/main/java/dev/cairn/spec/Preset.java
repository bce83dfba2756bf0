package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A ready starting point.
 *
 * @param name how a request refers to it
 * @param spec a partial spec over the defaults
 */
public record Preset(String name, String title, String description, JsonNode spec) {}
