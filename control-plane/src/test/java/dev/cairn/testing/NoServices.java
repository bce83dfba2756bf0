package dev.cairn.testing;

import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.fleet.registry.ServiceDirectory;
import dev.cairn.fleet.registry.ServiceKind;

/** A directory in which nothing is registered. */
public final class NoServices implements ServiceDirectory {
    @Override
    public ServiceAccess access(ServiceKind kind, String name) {
        throw new AssertionError("nobody registered " + name);
    }

    @Override
    public boolean isAtWork(long run, long fence) {
        return false;
    }
}
