package dev.cairn.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.Reservation;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the audit and the idempotency keys need to know of the request that is being handled. */
@RequestScoped
public class Handling {
    private final ObjectMapper json;
    private @Nullable JsonNode before;
    private Reservation.@Nullable Fresh reservation;
    private Recording recording = Recording.DUE;

    private enum Recording {
        DUE,
        SETTLED
    }

    Handling(ObjectMapper json) {
        this.json = json;
    }

    /** What something was before it is changed, for the audit. */
    public void before(Object state) {
        before = json.valueToTree(state);
    }

    /** The request changes nothing, or what it changes is in the audit already, in the transaction of the change. */
    public void recorded() {
        recording = Recording.SETTLED;
    }

    /**
     * This use of the request's idempotency key, if it has one; whatever creates something keeps it in a unique column in
     * the same transaction.
     */
    public @Nullable String reservation() {
        return reservation == null ? null : reservation.id();
    }

    Optional<Reservation.Fresh> reserved() {
        return Optional.ofNullable(reservation);
    }

    void reserved(Reservation.Fresh fresh) {
        reservation = fresh;
    }

    boolean toRecord() {
        return recording == Recording.DUE;
    }

    @Nullable
    JsonNode before() {
        return before;
    }
}
