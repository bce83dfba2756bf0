package dev.cairn.rest.edge;

import static dev.cairn.testing.Waiting.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console's pages as the packaged application serves them: each address but the first is routed to the page again. */
class AnswerHeadersTest {
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            AnswerHeaders.on(context);
            context.next();
        });
        router.get("/")
                .handler(context -> context.response()
                        .putHeader("Cache-Control", "public, immutable, max-age=86400")
                        .end("the page"));
        router.get().handler(context -> context.reroute("/"));
        server = resultOf(vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture());
    }

    @AfterEach
    void stop() throws Exception {
        resultOf(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private HttpHeaders headersOf(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + server.actualPort() + path);
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .headers();
        }
    }

    @Test
    void aPageThatIsRoutedAgainIsProtectedAndAskedForEachTimeLikeTheFirst() throws Exception {
        for (String path : new String[] {"/", "/experiments", "/experiments/1", "/sign-in"}) {
            HttpHeaders headers = headersOf(path);
            assertThat(headers.allValues("Cache-Control")).as(path).containsExactly("no-cache");
            assertThat(headers.allValues("Content-Security-Policy"))
                    .as(path)
                    .containsExactly(AnswerHeaders.CONTENT_SECURITY_POLICY);
            assertThat(headers.allValues("X-Frame-Options")).as(path).containsExactly("DENY");
            assertThat(headers.allValues("X-Content-Type-Options")).as(path).containsExactly("nosniff");
        }
    }

    @Test
    void whatIsRoutedAgainIsKeptAsTheAddressItCameWithSays() throws Exception {
        assertThat(headersOf("/api/v1/none").allValues("Cache-Control")).containsExactly("no-store");
    }
}
