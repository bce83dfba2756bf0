package dev.cairn.access;

/** The result of reserving a request's idempotency key. */
public sealed interface Reservation {
    /**
     * The request must be executed.
     *
     * @param id id of this use of the key, kept if the key of a dead control plane is taken over. What the request
     *     creates stores it in a unique column, so that it is created once
     */
    record Fresh(String id) implements Reservation {}

    /** The request was already executed, with this answer. */
    record Answered(StoredAnswer answer) implements Reservation {}

    /** The first request with this key is still being executed. */
    record InFlight() implements Reservation {}

    /** The key was already used for another request. */
    record OtherRequest() implements Reservation {}
}
