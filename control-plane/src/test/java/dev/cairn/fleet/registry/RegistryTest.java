package dev.cairn.fleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.NameTakenException;
import dev.cairn.base.RefusedException;
import dev.cairn.base.RevisionMismatchException;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.testing.Overtaken;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    private static final String SECRET = "sekret-of-the-engine";

    private final TestDatabase database = TestDatabase.empty();

    @TempDir
    private Path home;

    @Test
    void aTokenIsSealedAtRestAndOpensWithItsKeyFileOnly() throws Exception {
        Registry registry = registry("token-key");
        registry.add(ServiceKind.ENGINE, engine(SECRET));
        ServiceAccess access = registry.access(ServiceKind.ENGINE, "gpu-1");
        assertThat(access.token().text()).isEqualTo(SECRET);
        assertThat(access).asString().doesNotContain(SECRET);
        assertThat(database.query("select encode(sealed_token, 'escape'), token_key from registered_service")
                        .toString())
                .doesNotContain(SECRET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("token-key"))))
                .isEqualTo("rw-------");
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> registry("other-key").access(ServiceKind.ENGINE, "gpu-1"))
                .satisfies(e -> assertThat(e.remedy()).isEqualTo(Remedy.WAIT))
                .withMessageContaining("copy that file");
    }

    @Test
    void aTokenThatIsMovedToAnotherAddressInTheDatabaseDoesNotOpen() {
        Registry registry = registry("token-key");
        registry.add(ServiceKind.ENGINE, engine(SECRET));
        database.execute("update registered_service set address = 'http://elsewhere:1'");
        assertThatThrownBy(() -> registry.access(ServiceKind.ENGINE, "gpu-1"))
                .hasMessageContaining("sealed for another name or address");
    }

    @Test
    void aNewAddressNeedsTheTokenAgain() {
        Registry registry = registry("token-key");
        registry.add(ServiceKind.ENGINE, engine(SECRET));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> registry.change(
                        ServiceKind.ENGINE,
                        "gpu-1",
                        any -> true,
                        new RegistrationPatch("http://evil:1", null, null, null)))
                .satisfies(e -> assertThat(e.errors().getFirst().field()).isEqualTo("token"));
        registry.change(
                ServiceKind.ENGINE,
                "gpu-1",
                any -> true,
                new RegistrationPatch("http://new:1", "other", null, IntNode.valueOf(3)));
        ServiceAccess moved = registry.access(ServiceKind.ENGINE, "gpu-1");
        assertThat(moved.address()).hasToString("http://new:1");
        assertThat(moved.token().text()).isEqualTo("other");
        assertThat(moved.maxAdapters()).isEqualTo(3);
        assertThat(moved.revision()).isEqualTo(1);
        registry.change(ServiceKind.ENGINE, "gpu-1", any -> true, new RegistrationPatch(null, "", null, null));
        assertThat(registry.access(ServiceKind.ENGINE, "gpu-1").token().isNone())
                .isTrue();
    }

    @Test
    void nullRemovesTheNumberOfAdapters() {
        Registry registry = registry("token-key");
        registry.add(ServiceKind.ENGINE, engine(SECRET));
        change(registry, IntNode.valueOf(3));
        change(registry, NullNode.getInstance());
        assertThat(registry.access(ServiceKind.ENGINE, "gpu-1").maxAdapters()).isNull();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> change(registry, DoubleNode.valueOf(1.5)))
                .satisfies(e -> assertThat(e.errors().getFirst().field()).isEqualTo("maxAdapters"));
    }

    private static void change(Registry registry, JsonNode maxAdapters) {
        registry.change(ServiceKind.ENGINE, "gpu-1", any -> true, new RegistrationPatch(null, null, null, maxAdapters));
    }

    @Test
    void aChangeThatWasOvertakenIsRefusedToOneWhoExpectedTheOldRevision() {
        Registry registry = registry("token-key");
        registry.add(ServiceKind.ENGINE, engine(SECRET));
        assertThatExceptionOfType(RevisionMismatchException.class)
                .isThrownBy(() -> overtaken(registry, revision -> revision == 0));
        assertThat(registry.access(ServiceKind.ENGINE, "gpu-1").maxAdapters()).isEqualTo(9);
    }

    @Test
    void aChangeThatWasOvertakenIsLaidOverTheOtherOneWhereAnythingIsExpected() throws Exception {
        Registry registry = registry("token-key");
        RegisteredService added = registry.add(ServiceKind.ENGINE, engine(SECRET));
        RegisteredService changed = overtaken(registry, any -> true).orElseThrow();
        assertThat(changed.maxAdapters()).isEqualTo(9);
        assertThat(changed.address()).isEqualTo("http://new:1");
        assertThat(changed.revision()).isEqualTo(2);
        assertThat(changed.createdAt()).isEqualTo(added.createdAt());
        assertThat(changed.updatedAt()).isAfter(added.updatedAt());
        assertThat(registry.find(ServiceKind.ENGINE, "gpu-1")).contains(changed);
    }

    private Optional<RegisteredService> overtaken(Registry registry, LongPredicate expected) throws Exception {
        return Overtaken.by(
                database.application(),
                "update registered_service set max_adapters = 9, version = version + 1",
                () -> registry.change(
                        ServiceKind.ENGINE,
                        "gpu-1",
                        expected,
                        new RegistrationPatch("http://new:1", "other", null, null)));
    }

    @Test
    void everyMistakeOfARegistrationIsNamed() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> registry("token-key")
                        .add(
                                ServiceKind.WORKER,
                                new Registration("Gpu 1", "http://user:pw@host", "with blank", "default", 4)))
                .satisfies(e -> assertThat(e.errors())
                        .extracting(FieldError::field)
                        .containsExactly("name", "address", "token", "maxAdapters"))
                .withMessageNotContainingAny("pw", "with blank");
        assertThatThrownBy(() -> registry("token-key")
                        .add(ServiceKind.ENGINE, new Registration("gpu-1", "http://h", null, "nowhere", null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pool: there is no pool 'nowhere'");
    }

    @Test
    void whatAnUnfinishedExperimentNamesStays() {
        Registry registry = registry("token-key");
        registry.add(ServiceKind.ENGINE, engine(null));
        new TestExperiments(database).submit(Map.of("execution.engine", "gpu-1"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> registry.remove(ServiceKind.ENGINE, "gpu-1"))
                .withMessageContaining("used by experiments that have not ended");
        assertThatExceptionOfType(NameTakenException.class)
                .isThrownBy(() -> registry.add(ServiceKind.ENGINE, engine(null)))
                .withMessageContaining("already registered");
        registry.add(ServiceKind.WORKER, engine(null));
        assertThat(registry.remove(ServiceKind.WORKER, "gpu-1")).isTrue();
        assertThat(registry.list(ServiceKind.WORKER)).isEqualTo(List.of());
    }

    private static Registration engine(@org.jspecify.annotations.Nullable String token) {
        return new Registration("gpu-1", "http://127.0.0.1:9", token, null, null);
    }

    private Registry registry(String key) {
        return new Registry(database.transactions(), home.resolve(key), new SecureRandom());
    }
}
