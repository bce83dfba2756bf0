package dev.cairn.fleet.registry;

/** Finds the services that specs name. */
public interface ServiceDirectory {
    /** @throws dev.cairn.ports.PortException if it is not registered, or its token cannot be read */
    ServiceAccess access(ServiceKind kind, String name);

    /** Whether this owner still works on the run, so that resources with its fence are in use. */
    boolean isAtWork(long run, long fence);
}
