package dev.cairn.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.access.Audit;
import dev.cairn.access.Change;
import dev.cairn.access.ShownOnce;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.net.URI;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/** Puts every change that succeeded into the audit, unless its own transaction has done so: nobody can forget it. */
final class AuditFilter {
    private final Audit audit;
    private final Caller caller;
    private final Handling handling;

    AuditFilter(Audit audit, Caller caller, Handling handling) {
        this.audit = audit;
        this.caller = caller;
        this.handling = handling;
    }

    /** Before the answer is kept for its idempotency key, so that no kept answer lacks its row. */
    @ServerResponseFilter(priority = Order.AUDIT)
    void record(ContainerRequestContext request, ContainerResponseContext response, SimpleResourceInfo resource) {
        if (SafeMethods.includes(request.getMethod()) || response.getStatus() >= 300 || !handling.toRecord()) {
            return;
        }
        caller.find()
                .ifPresent(principal -> audit.record(
                        principal,
                        new Change(what(resource), target(request, response), handling.before(), after(response))));
    }

    /** As in {@code runs.cancel}. */
    private static String what(SimpleResourceInfo resource) {
        String type = resource.getResourceClass().getSimpleName();
        return type.replace("Resource", "").toLowerCase(Locale.ROOT) + "." + resource.getMethodName();
    }

    /** What was made, or else what the request names; without the verb. */
    private static String target(ContainerRequestContext request, ContainerResponseContext response) {
        URI made = response.getLocation();
        String path = made == null ? request.getUriInfo().getRequestUri().getPath() : made.getPath();
        return path.replaceFirst("/?:[a-z-]+$", "");
    }

    private @Nullable JsonNode after(ContainerResponseContext response) {
        return switch (response.getEntity()) {
            case null -> null;
            case ShownOnce once -> audit.json(once.again());
            case Object entity -> audit.json(entity);
        };
    }
}
