package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A preset with all its settings.
 *
 * @param spec the settings that differ from the defaults
 * @param settings every setting; those that a user must give are empty
 */
public record WholePreset(String name, String title, String description, JsonNode spec, JsonNode settings) {}
