package dev.cairn.rest.filters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.access.Audit;
import dev.cairn.access.AuditIntents;
import dev.cairn.access.AuditedChange;
import dev.cairn.access.SecretResponse;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.auth.SafeMethods;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/**
 * Records every change in the audit, unless its own transaction has done so, so that no operation can forget it. A
 * change is announced before and recorded after, so that a control plane that dies in between leaves a trace.
 */
public final class AuditFilter {
    /** Key of the number of a request's intent, for code that ends the request outside of resources. */
    public static final String INTENT = "cairn.audit.intent";

    private static final int SERVER_ERRORS = 500;

    /** The path of one item of a list, such as {@code /v1/runs/{id}}. */
    private static final Pattern ITEM = Pattern.compile("/([a-z-]+)/\\{id[^/]*}$");

    /** What a resource changes that changes many at once. */
    private static final Pattern ITEMS = Pattern.compile("/([a-z-]+)$");

    private final Audit audit;
    private final AuditIntents intents;
    private final Caller caller;
    private final RequestState requestState;

    AuditFilter(Audit audit, AuditIntents intents, Caller caller, RequestState requestState) {
        this.audit = audit;
        this.intents = intents;
        this.caller = caller;
        this.requestState = requestState;
    }

    @ServerRequestFilter(priority = FilterPriority.ANNOUNCE)
    void announce(ContainerRequestContext request, SimpleResourceInfo resource, RoutingContext routing) {
        if (!SafeMethods.includes(request.getMethod())) {
            caller.find().ifPresent(principal -> {
                long intent = intents.announce(principal, action(resource), target(request, null));
                requestState.announced(intent);
                routing.put(INTENT, intent);
            });
        }
    }

    /** Runs before the answer is stored for its idempotency key, so that no stored answer lacks its audit row. */
    @ServerResponseFilter(priority = FilterPriority.AUDIT)
    void record(ContainerRequestContext request, ContainerResponseContext response, SimpleResourceInfo resource) {
        if (requestState.intent().isEmpty()) {
            return;
        }
        long intent = requestState.intent().getAsLong();
        boolean changed = response.getStatus() < 300;
        @Nullable JsonNode after = requestState.toRecord() ? after(response) : null;
        // Equal states are not a change, for example if a pool is set to its current settings.
        boolean same = after != null && after.equals(requestState.before());
        if (changed && requestState.toRecord() && !same) {
            AuditedChange change = new AuditedChange(
                    action(resource), target(request, response.getLocation()), requestState.before(), after);
            intents.record(intent, caller.principal(), change);
        } else if (changed || !requestState.toRecord() || response.getStatus() < SERVER_ERRORS) {
            intents.withdraw(intent);
        }
        // A failed request may have changed something nevertheless: its intent stays, and goes to the audit.
    }

    /** The audited action, such as {@code runs.cancel}: what is changed, by its path if it has one, and the verb. */
    private static String action(SimpleResourceInfo resource) {
        Class<?> type = resource.getResourceClass();
        Path path = type.getAnnotation(Path.class);
        Pattern pattern = type.getSimpleName().endsWith("BulkResource") ? ITEMS : ITEM;
        Matcher item = pattern.matcher(path == null ? "" : path.value());
        String changed = item.find()
                ? item.group(1)
                : type.getSimpleName().replace("Resource", "").toLowerCase(Locale.ROOT);
        return changed + "." + resource.getMethodName();
    }

    /** The resource that was created, or else the one that the request names, without the verb. */
    private static String target(ContainerRequestContext request, @Nullable URI made) {
        String path = made == null ? request.getUriInfo().getRequestUri().getPath() : made.getPath();
        return path.replaceFirst("/?:[a-z-]+$", "");
    }

    private @Nullable JsonNode after(ContainerResponseContext response) {
        return switch (response.getEntity()) {
            case null -> null;
            case SecretResponse once -> audit.json(once.withoutSecret());
            case Object entity -> audit.json(entity);
        };
    }
}
