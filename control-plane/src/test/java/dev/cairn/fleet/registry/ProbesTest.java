package dev.cairn.fleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.fleet.registry.Probes.Service;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final ProbeResult UP = new ProbeResult(true, "0.11", List.of("base (/m)"), 3, null, null);
    private static final ProbeResult AWAY = ProbeResult.unreachable("refused \u0000 here");

    private final TestDatabase database = TestDatabase.empty();
    private final Probes probes = new TestExperiments(database).get(Probes.class);

    @TempDir
    private Path home;

    private Registry registry;

    @BeforeEach
    void register() {
        registry = new Registry(database.transactions(), home.resolve("token-key"), new SecureRandom());
        registry.add(ServiceKind.ENGINE, new Registration("gpu-1", "http://gpu-1:8000", null, null, null));
    }

    private ServiceAccess access() {
        return registry.access(ServiceKind.ENGINE, "gpu-1");
    }

    private LastProbe last() {
        return Objects.requireNonNull(probes.of(ServiceKind.ENGINE).get("gpu-1"));
    }

    @Test
    void aServiceIsDueOnceInAWhileForOneOfAllControlPlanes() {
        assertThat(probes.takeDue(EVERY)).containsExactly(new Service(ServiceKind.ENGINE, "gpu-1"));
        assertThat(probes.takeDue(EVERY)).isEmpty();
        assertThat(probes.of(ServiceKind.ENGINE)).as("begun, not ended").isEmpty();
        database.execute("update service_probe set begun_at = now() - interval '31 s'");
        assertThat(probes.takeDue(EVERY)).hasSize(1);
    }

    @Test
    void aResultKeepsTheTimeAtWhichItsOutcomeBegan() {
        probes.store(access(), UP);
        assertThat(last().result()).isEqualTo(UP);
        database.execute("update service_probe set since = now() - interval '1 h'");
        probes.store(access(), UP);
        assertThat(Duration.between(last().since(), Instant.now())).isGreaterThan(Duration.ofMinutes(59));
        probes.store(access(), AWAY);
        assertThat(last().result()).isEqualTo(AWAY);
        assertThat(last().since()).isEqualTo(last().at());
    }

    @Test
    void whatWasFoundAtAnEarlierAddressIsForgotten() {
        ServiceAccess before = access();
        probes.store(before, UP);
        registry.change(
                ServiceKind.ENGINE,
                "gpu-1",
                revision -> true,
                new RegistrationPatch("http://gpu-2:8000", null, null, null));
        assertThat(probes.of(ServiceKind.ENGINE)).isEmpty();
        probes.store(before, UP);
        assertThat(probes.of(ServiceKind.ENGINE)).as("it came too late").isEmpty();
        registry.remove(ServiceKind.ENGINE, "gpu-1");
        assertThat(probes.takeDue(EVERY)).isEmpty();
    }
}
