package dev.cairn.rest.openapi;

import dev.cairn.access.Role;
import dev.cairn.rest.filters.IdempotencyFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Adds to the OpenAPI document how to sign in, the role that each operation needs (from its annotation, as
 * {@code x-cairn-role}), and the Idempotency-Key of every POST.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class AccessDocument implements OASFilter {
    static final String ROLE = "x-cairn-role";

    /** Also in application.properties, from where Quarkus takes it for its own security requirements. */
    private static final String SCHEME = "token";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents()
                .addSecurityScheme(
                        SCHEME,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("The first start writes one to HOME/admin-token; POST /api/v1/tokens makes"
                                        + " others. The console has a session cookie instead."));
        for (PathItem item : document.getPaths().getPathItems().values()) {
            item.getOperations().forEach(AccessDocument::complete);
        }
    }

    private static void complete(PathItem.HttpMethod method, Operation operation) {
        Optional<String> role = role(operation);
        operation.addExtension(ROLE, role.orElse("none"));
        if (role.isEmpty()) {
            return;
        }
        if (method == PathItem.HttpMethod.POST) {
            operation.addParameter(OASFactory.createParameter()
                    .name(IdempotencyFilter.HEADER)
                    .in(Parameter.In.HEADER)
                    .description(
                            "Makes the request take effect once within a day, however often it is sent; a replay has the header "
                                    + IdempotencyFilter.REPLAYED)
                    .schema(OASFactory.createSchema()
                            .addType(org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.STRING)));
        }
    }

    private static Optional<String> role(Operation operation) {
        List<String> known = Stream.of(Role.values()).map(Role::wireName).toList();
        return Stream.ofNullable(operation.getSecurity())
                .flatMap(Collection::stream)
                .map(requirement -> requirement.getSchemes())
                .map(Map::values)
                .flatMap(Collection::stream)
                .flatMap(List::stream)
                .filter(known::contains)
                .findFirst();
    }
}
