package dev.cairn.fleet.registry;

import org.jspecify.annotations.Nullable;

/**
 * All that is needed to use a registered service.
 *
 * @param maxAdapters of an engine, see {@link RegisteredService#maxAdapters}
 * @param revision another one means that clients for it must be made again
 */
public record ServiceAccess(
        ServiceKind kind,
        String name,
        ServiceAddress address,
        ServiceToken token,
        @Nullable Integer maxAdapters,
        long revision) {}
