package dev.cairn.access;

/** What became of an idempotency key that came with a request. */
public sealed interface Reservation {
    /**
     * The request is to be carried out.
     *
     * @param id of this use of the key, kept when a dead control plane's is taken over; what the request creates carries
     *     it in a unique column, so that it is created once
     */
    record Fresh(String id) implements Reservation {}

    /** It was carried out, with this answer. */
    record Answered(StoredAnswer answer) implements Reservation {}

    /** The first request with this key is still being carried out. */
    record InFlight() implements Reservation {}

    /** The key was used for another request. */
    record OtherRequest() implements Reservation {}
}
