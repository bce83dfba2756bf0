package dev.cairn.fleet.registry;

/** Where the services are that specs name. */
public interface ServiceDirectory {
    /** @throws dev.cairn.ports.PortException if it is not registered, or its token can't be read */
    ServiceAccess access(ServiceKind kind, String name);

    /** Whether this owner still works on the run, so that what carries its fence is in use. */
    boolean isAtWork(long run, long fence);
}
