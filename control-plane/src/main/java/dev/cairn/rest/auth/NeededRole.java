package dev.cairn.rest.auth;

import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** The role that an operation needs, from its annotation. */
final class NeededRole {
    private NeededRole() {}

    /** Empty if there is no such annotation. */
    static Optional<String> of(SimpleResourceInfo resource) {
        Class<?> type = resource.getResourceClass();
        try {
            RolesAllowed own = type.getDeclaredMethod(resource.getMethodName(), resource.parameterTypes())
                    .getAnnotation(RolesAllowed.class);
            return Optional.ofNullable(own == null ? type.getAnnotation(RolesAllowed.class) : own)
                    .map(roles -> roles.value()[0]);
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }
}
