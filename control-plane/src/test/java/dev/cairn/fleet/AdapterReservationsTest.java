package dev.cairn.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.fleet.registry.ServiceAccess;
import dev.cairn.fleet.registry.ServiceAddress;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.fleet.registry.ServiceToken;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdapterReservationsTest {
    private final AdapterReservations room = new AdapterReservations();

    @Test
    void twoRunsOnOneEngineShareItsRoom() {
        room.reserve(engine("a", 10), new Claim(1, 1), 6);
        refused(Remedy.NO_ROOM, new Claim(2, 1), 6);
        assertThatCode(() -> room.reserve(engine("b", 10), new Claim(2, 1), 6)).doesNotThrowAnyException();
        room.release(new Claim(1, 1));
        assertThatCode(() -> room.reserve(engine("a", 10), new Claim(3, 1), 6)).doesNotThrowAnyException();
    }

    @Test
    void aRunThatConnectsAgainIsNotInItsOwnWay() {
        room.reserve(engine("a", 10), new Claim(1, 1), 6);
        assertThatCode(() -> room.reserve(engine("a", 10), new Claim(1, 1), 6)).doesNotThrowAnyException();
    }

    @Test
    void moreThanTheEngineHasIsForThePersonToChange() {
        refused(Remedy.FIX_REQUEST, new Claim(1, 1), 11);
        assertThatCode(() -> room.reserve(engine("a", null), new Claim(1, 1), 11))
                .doesNotThrowAnyException();
    }

    @Test
    void anAdaptersNameTellsItsOwner() {
        assertThat(AdapterOwner.of("r12/t/0/step/3/f4.1")).contains(new Claim(12, 4));
        assertThat(AdapterOwner.of("somebody-elses")).isEmpty();
        assertThat(AdapterOwner.of("r1/x")).isEmpty();
    }

    private void refused(Remedy remedy, Claim claim, int adapters) {
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> room.reserve(engine("a", 10), claim, adapters))
                .matches(e -> e.remedy() == remedy, remedy.toString());
    }

    private static ServiceAccess engine(String name, @Nullable Integer adapters) {
        return new ServiceAccess(
                ServiceKind.ENGINE, name, ServiceAddress.parse("http://127.0.0.1:1"), ServiceToken.NONE, adapters, 0);
    }
}
