package dev.cairn.rest.filters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.IdempotencyKeys.Reservation;
import dev.cairn.experiments.Submitter;
import dev.cairn.rest.auth.Caller;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the audit and the idempotency keys need to know about the current request. */
@RequestScoped
public class RequestState {
    private final ObjectMapper json;
    private final Caller caller;
    private @Nullable JsonNode before;
    private Reservation.@Nullable Fresh reservation;
    private OptionalLong intent = OptionalLong.empty();
    private Recording recording = Recording.DUE;

    private enum Recording {
        DUE,
        SETTLED
    }

    RequestState(ObjectMapper json, Caller caller) {
        this.json = json;
        this.caller = caller;
    }

    /** Sets the state before the change, for the audit. */
    public void before(Object state) {
        before = json.valueToTree(state);
    }

    /** Marks the request as recorded: it does not change anything, or its own transaction wrote the audit. */
    public void recorded() {
        recording = Recording.SETTLED;
    }

    /** The submitter of an experiment, with this use of the request's idempotency key, if it has one. */
    public Submitter submitter() {
        return new Submitter(caller.name(), reservation == null ? null : reservation.id());
    }

    Optional<Reservation.Fresh> reserved() {
        return Optional.ofNullable(reservation);
    }

    void reserved(Reservation.Fresh fresh) {
        reservation = fresh;
    }

    void announced(long number) {
        intent = OptionalLong.of(number);
    }

    /** The number of the change among the audit's intents. */
    OptionalLong intent() {
        return intent;
    }

    boolean toRecord() {
        return recording == Recording.DUE;
    }

    @Nullable
    JsonNode before() {
        return before;
    }
}
