package dev.cairn.rest.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Paths;

/**
 * Allows a verb after an id or a collection, as in {@code /runs/7:cancel}. The router matches only whole segments, so
 * the verb is made a segment of its own in requests, and written in its proper place in the OpenAPI document.
 */
@ApplicationScoped
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ActionPaths implements OASFilter {
    private static final Pattern ACTION = Pattern.compile("(/api/v1/[^:]*[^:/])(?::|%3[Aa])([a-z-]+)");
    private static final int AFTER_THE_ORIGIN_CHECK = 900;

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    Matcher action = ACTION.matcher(request.normalizedPath());
                    if (action.matches()) {
                        String query = request.request().query();
                        request.reroute(action.group(1) + "/:" + action.group(2) + (query == null ? "" : "?" + query));
                    } else {
                        request.next();
                    }
                },
                AFTER_THE_ORIGIN_CHECK);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Paths paths = OASFactory.createPaths();
        document.getPaths().getPathItems().forEach((path, item) -> paths.addPathItem(path.replace("/:", ":"), item));
        document.setPaths(paths);
    }
}
