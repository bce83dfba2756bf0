package dev.cairn.rest.auth;

import dev.cairn.access.Role;
import dev.cairn.access.SecretResponse;
import dev.cairn.access.SignInCodes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** New sign-in links to the console, for an admin who has a token but no signed-in browser. */
@Path("/v1/sign-in-links")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.ADMIN)
final class SignInLinksResource {
    private final SignInCodes codes;
    private final Caller caller;

    SignInLinksResource(SignInCodes codes, Caller caller) {
        this.codes = codes;
        this.caller = caller;
    }

    /**
     * A link that signs in the caller; the session belongs to the caller's token.
     *
     * @param url works once; null if the answer is a repetition, and in the audit
     * @param expiresInMinutes number of minutes after which it expires
     */
    public record SignInLink(@Nullable String url, long expiresInMinutes) implements SecretResponse {
        @Override
        public SignInLink withoutSecret() {
            return new SignInLink(null, expiresInMinutes);
        }
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Make a link that opens the console and signs in as an admin; it works once")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = SignInLink.class)))
    public Response create(@Context UriInfo address) {
        String console = address.getBaseUri().resolve("/").toString().replaceAll("/$", "");
        SignInLink made =
                new SignInLink(codes.link(console, "/", caller.principal()), SignInCodes.LIFETIME.toMinutes());
        return Response.status(Response.Status.CREATED).entity(made).build();
    }
}
