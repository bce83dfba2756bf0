package dev.cairn.rest.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.Role;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.history.QueryRequest;
import dev.cairn.history.ResultFormat;
import dev.cairn.history.ResultFormats;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Answers of queries as files by a plain link, which browsers write to disk as they arrive. */
@Path("/v1/history")
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class DownloadsResource {
    private static final TypeReference<Map<String, @Nullable JsonNode>> PARAMETERS = new TypeReference<>() {};

    private final QueryAnswers answers;
    private final ResultFormats formats;
    private final ObjectMapper json;

    DownloadsResource(QueryAnswers answers, ResultFormats formats, ObjectMapper json) {
        this.answers = answers;
        this.formats = formats;
        this.json = json;
    }

    @GET
    @Path("/:download")
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "Run a query as history:query does, and answer with a file to save",
            description = "An answer that breaks off is not a whole file; its record says why.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response download(
            @QueryParam("sql") @Parameter(description = "One SELECT, WITH, VALUES or TABLE", required = true) @Nullable
                    String sql,
            @QueryParam("parameters")
                    @Parameter(description = "Values of its parameters by name: a JSON object")
                    @DefaultValue("{}")
                    String parameters,
            @QueryParam("format") @Parameter(description = "csv, ndjson, json, parquet or arrow") @DefaultValue("csv")
                    String format,
            @QueryParam("fileName")
                    @Parameter(description = "Name of the file without its ending")
                    @DefaultValue("answer")
                    @Schema(pattern = "[A-Za-z0-9_.-]{1,100}")
                    String fileName,
            @Context RoutingContext routing) {
        if (sql == null) {
            throw new InvalidInputException(Subject.SQL, new FieldError("sql", "is missing", "a query"));
        }
        if (!fileName.matches("[A-Za-z0-9_.-]{1,100}")) {
            throw new InvalidInputException(
                    Subject.SQL, new FieldError("fileName", "is not valid", "1 to 100 letters, digits, _, . and -"));
        }
        QueryRequest request = new QueryRequest(sql, values(parameters), null, null);
        ResultFormat chosen = chosen(format);
        if (HttpMethod.HEAD.equals(routing.request().method())) {
            // Nobody writes its body, so the query must not begin.
            return Response.ok().type(chosen.mediaType()).build();
        }
        return Response.fromResponse(answers.answer(request, chosen, routing))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + fileName + "." + chosen.name() + "\"")
                .build();
    }

    private ResultFormat chosen(String name) {
        return formats.all().stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        Subject.SQL,
                        new FieldError(
                                "format",
                                "is '" + name + "'",
                                formats.all().stream().map(ResultFormat::name).collect(Collectors.joining(", ")))));
    }

    private Map<String, @Nullable JsonNode> values(String parameters) {
        try {
            Map<String, @Nullable JsonNode> read = json.readValue(parameters, PARAMETERS);
            if (read != null) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // Said below; the message of the parser names classes.
        }
        throw new InvalidInputException(Subject.SQL, new FieldError("parameters", "can't be read", "a JSON object"));
    }
}
