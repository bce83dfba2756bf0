package dev.cairn.rest.filters;

import dev.cairn.access.RateLimits;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.errors.ProblemDetail;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Refuses requests of a client that sends too many, and says when to retry. */
final class RateFilter {
    private final RateLimits limits;
    private final Caller caller;

    RateFilter(RateLimits limits, Caller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = FilterPriority.RATE)
    @Nullable
    Response check() {
        Optional<Duration> wait = caller.find().flatMap(principal -> limits.retryAfter(principal.name()));
        return wait.map(RateFilter::tooMany).orElse(null);
    }

    private static Response tooMany(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        Response problem = ProblemDetail.response(
                429,
                "too-many-requests",
                "Too many requests",
                "try again in " + seconds + " s; cairn.access.requests-per-second sets the limit",
                null);
        return Response.fromResponse(problem)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }
}
