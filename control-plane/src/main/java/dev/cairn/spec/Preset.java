package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A predefined starting point.
 *
 * @param name the name that requests use
 * @param spec a partial spec that overrides the defaults
 */
public record Preset(String name, String title, String description, JsonNode spec) {}
