package dev.cairn.rest.history;

import dev.cairn.access.Principal;
import dev.cairn.access.Role;
import dev.cairn.history.Answer;
import dev.cairn.history.ClientLink;
import dev.cairn.history.HistoryQueries;
import dev.cairn.history.QueryRequest;
import dev.cairn.history.ResultFormat;
import dev.cairn.history.ResultFormats;
import dev.cairn.history.Viewer;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.filters.RequestState;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Answers of queries over history as responses, in the format that the client accepts. */
@Singleton
final class QueryAnswers {
    private static final String QUERY_ID = "Cairn-Query-Id";
    private static final String TRUNCATED_BY = "Cairn-Truncated-By";

    private final HistoryQueries queries;
    private final ResultFormats formats;
    private final Caller caller;
    private final RequestState requestState;

    QueryAnswers(HistoryQueries queries, ResultFormats formats, Caller caller, RequestState requestState) {
        this.queries = queries;
        this.formats = formats;
        this.caller = caller;
        this.requestState = requestState;
    }

    /** The shape of an answer as JSON, for the document of the interface. */
    @Schema(name = "QueryAnswer")
    record QueryAnswer(
            List<QueryColumn> columns,
            List<List<Object>> rows,
            long rowCount,
            boolean truncated,
            @Nullable String truncatedBy,
            long durationMs) {}

    /** A column and PostgreSQL's name of its type. */
    @Schema(name = "QueryColumn")
    record QueryColumn(String name, String type) {}

    /** Runs a query in the format that the client accepts; its rows are read while they are sent. */
    Response answer(QueryRequest request, HttpHeaders headers, RoutingContext routing) {
        return answer(request, format(headers.getAcceptableMediaTypes()), routing);
    }

    /** Runs a query; its rows are read while they are sent. */
    Response answer(QueryRequest request, ResultFormat format, RoutingContext routing) {
        requestState.recorded();
        ClientLink client = link(routing);
        Answer answer = queries.ask(viewer(), request, format, queries.limits(), client);
        StreamingOutput body = out -> {
            answer.writeTo(out);
            answer.cutBy().ifPresent(cut -> routing.response().putTrailer(TRUNCATED_BY, cut.wireName()));
        };
        return Response.ok(body)
                .type(answer.mediaType())
                .header(QUERY_ID, answer.id())
                .header("Trailer", TRUNCATED_BY)
                .build();
    }

    /**
     * Tells a query when its client disconnects. The stream of an answer puts its own handler in the place of this one, so
     * that the response is asked as well.
     */
    static ClientLink link(RoutingContext routing) {
        ClientLink client = new ClientLink(routing.response()::closed);
        // Not on the event loop, since the database is asked to cancel.
        routing.response().closeHandler(closed -> Thread.startVirtualThread(client::gone));
        return client;
    }

    /** The caller as a reader of history. */
    Viewer viewer() {
        Principal principal = caller.principal();
        return new Viewer(principal.name(), principal.role() == Role.ADMIN ? Sight.ALL : Sight.OWN_AND_SHARED);
    }

    private ResultFormat format(List<MediaType> accepted) {
        for (MediaType type : accepted) {
            for (ResultFormat format : formats.all()) {
                if (type.isCompatible(MediaType.valueOf(format.mediaType()))) {
                    return format;
                }
            }
        }
        throw new NotAcceptableException();
    }
}
