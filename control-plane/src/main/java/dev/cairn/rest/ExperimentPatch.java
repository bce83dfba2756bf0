package dev.cairn.rest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch (RFC 7396) for the changeable parts of an experiment.
 *
 * @param tags tags to set; null removes a tag, and others stay
 * @param shared whether everyone may read it in history; only its owner and admins may change this
 */
record ExperimentPatch(
        @Nullable Map<String, @Nullable String> tags,
        @Nullable Boolean shared) {}
