package dev.cairn.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SignInCodesTest {
    private static final Principal TERMINAL = new Principal(3L, "local", Role.ADMIN, Scope.FULL);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource time = now::get;
    private final SignInCodes codes = new SignInCodes(time.withZone(ZoneOffset.UTC), () -> TERMINAL);

    private String code() {
        return codes.link("http://127.0.0.1:8080", "/").replaceAll(".*code=|&to=.*", "");
    }

    @Test
    void aCodeWorksOnce() {
        String code = code();
        assertThat(codes.redeem(code)).contains(TERMINAL);
        assertThat(codes.redeem(code)).isEmpty();
        assertThat(codes.redeem("guess")).isEmpty();
    }

    @Test
    void aCodeEndsAfterAQuarterOfAnHour() {
        String code = code();
        String other = code();
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(15)));
        assertThat(codes.redeem(code)).isPresent();
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(15)).plusSeconds(1));
        assertThat(codes.redeem(other)).isEmpty();
    }

    @Test
    void aLinkThatATokenMadeSignsItsHolderIn() {
        Principal ann = new Principal(7L, "ann", Role.ADMIN, Scope.FULL);
        String code = codes.link("http://127.0.0.1:8080", "/", ann).replaceAll(".*code=|&to=.*", "");
        assertThat(codes.redeem(code)).contains(ann);
    }
}
