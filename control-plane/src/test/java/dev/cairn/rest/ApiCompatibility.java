package dev.cairn.rest;

import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;

/** Compares two OpenAPI documents as a client of the older one sees the newer one. */
final class ApiCompatibility {
    private ApiCompatibility() {}

    static boolean breaks(String older, String newer) {
        ChangedOpenApi change = OpenApiCompare.fromContents(older, newer);
        return change.isIncompatible();
    }
}
