package dev.cairn.fleet.registry;

import org.jspecify.annotations.Nullable;

/**
 * Everything that is needed to use a registered service.
 *
 * @param maxAdapters for an engine, see {@link RegisteredService#maxAdapters}
 * @param revision if it changes, clients for the service must be created again
 */
public record ServiceAccess(
        ServiceKind kind,
        String name,
        ServiceAddress address,
        ServiceToken token,
        @Nullable Integer maxAdapters,
        long revision) {}
