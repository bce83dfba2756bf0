package dev.cairn.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.access.IdempotencyKeys.IdempotentRequest;
import dev.cairn.access.IdempotencyKeys.Reservation;
import dev.cairn.access.IdempotencyKeys.StoredAnswer;
import dev.cairn.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A key takes effect once, whatever dies in between. */
class IdempotencyKeysTest {
    private static final StoredAnswer ANSWER = new StoredAnswer(202, "/api/v1/experiments/1", "{}");
    private static final String A_MINUTE_LATER =
            "update idempotency_key set reserved_at = now() - interval '61 seconds'";

    private final TestDatabase database = TestDatabase.empty();
    private final IdempotencyKeys ours = new IdempotencyKeys(database.jdbc(), "ours");
    private final IdempotencyKeys theirs = new IdempotencyKeys(database.jdbc(), "theirs");

    private static IdempotentRequest use(String principal, int request) {
        byte[] hash = new byte[32];
        hash[0] = (byte) request;
        return new IdempotentRequest(principal, "key", hash);
    }

    private static Reservation.Fresh fresh(Reservation reservation) {
        assertThat(reservation).isInstanceOf(Reservation.Fresh.class);
        return (Reservation.Fresh) reservation;
    }

    @Test
    void isInFlightUntilItHasItsAnswerWhichIsThenGivenAgain() {
        Reservation.Fresh first = fresh(ours.reserve(use("ann", 1)));
        assertThat(theirs.reserve(use("ann", 1))).isEqualTo(new Reservation.InFlight());
        ours.answer(first, ANSWER);
        assertThat(theirs.reserve(use("ann", 1))).isEqualTo(new Reservation.Answered(ANSWER));
        assertThat(theirs.reserve(use("ann", 2))).isEqualTo(new Reservation.OtherRequest());
        assertThat(fresh(theirs.reserve(use("bob", 2))).id()).isNotEqualTo(first.id());
    }

    @Test
    void aDeadControlPlanesKeyIsTakenOverAndIsTheSameUse() {
        Reservation.Fresh dead = fresh(theirs.reserve(use("ann", 1)));
        database.execute(A_MINUTE_LATER);
        Reservation.Fresh taken = fresh(ours.reserve(use("ann", 1)));
        assertThat(taken).isEqualTo(dead);
        theirs.answer(dead, new StoredAnswer(500, null, null));
        theirs.release(dead);
        assertThat(ours.reserve(use("ann", 1))).isEqualTo(new Reservation.InFlight());
        ours.answer(taken, ANSWER);
        assertThat(ours.reserve(use("ann", 1))).isEqualTo(new Reservation.Answered(ANSWER));
    }

    @Test
    void aReleasedKeyIsFreeAndAnAnsweredOneIsNotReleased() {
        Reservation.Fresh refused = fresh(ours.reserve(use("ann", 1)));
        ours.release(refused);
        Reservation.Fresh next = fresh(ours.reserve(use("ann", 2)));
        assertThat(next).isNotEqualTo(refused);
        ours.answer(next, ANSWER);
        ours.release(next);
        assertThat(ours.reserve(use("ann", 2))).isEqualTo(new Reservation.Answered(ANSWER));
    }

    @Test
    void afterADayItIsAnotherUse() {
        Reservation.Fresh first = fresh(ours.reserve(use("ann", 1)));
        ours.answer(first, ANSWER);
        database.execute("update idempotency_key set reserved_at = now() - interval '25 hours'");
        assertThat(fresh(ours.reserve(use("ann", 2)))).isNotEqualTo(first);
        assertThat(ours.sweep()).isZero();
        database.execute("update idempotency_key set reserved_at = now() - interval '25 hours'");
        assertThat(ours.sweep()).isEqualTo(1);
    }

    @Test
    void aKeyIsShortVisibleAscii() {
        assertThatThrownBy(() -> new IdempotentRequest("ann", "a b", new byte[32]))
                .hasMessageContaining("Idempotency-Key");
        assertThatThrownBy(() -> new IdempotentRequest("ann", "k".repeat(256), new byte[32]))
                .hasMessageContaining("255");
        assertThatThrownBy(() -> new IdempotentRequest("ann", "", new byte[32]))
                .hasMessageContaining("Idempotency-Key");
    }
}
