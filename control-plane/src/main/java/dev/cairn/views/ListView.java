package dev.cairn.views;

import java.time.Instant;
import java.util.List;

/**
 * A view of the list of experiments that is kept under a name.
 *
 * @param version raised by each change
 * @param owner who saved it
 * @param filter as the list takes it; empty for all
 * @param sort as the list takes it; empty for the newest first
 * @param columns in their order, by the names of their fields; what a client does not know it leaves out
 * @param shared whether everyone sees it
 */
public record ListView(
        long id,
        int version,
        String owner,
        String name,
        String filter,
        String sort,
        List<String> columns,
        boolean shared,
        Instant createdAt,
        Instant changedAt) {}
