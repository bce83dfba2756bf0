package dev.cairn.access;

import dev.cairn.jdbc.JdbcRunner;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Makes a repeated request take effect once. A key is reserved in its own transaction before the request is executed,
 * and gets the answer afterwards. All times are the database's.
 */
public final class IdempotencyKeys {
    /** Keys are kept for a day from their first use. */
    private static final String OLD = "reserved_at < now() - interval '24 hours'";

    /** No request takes this long: the control plane that reserved the key is dead. */
    private static final String ABANDONED = "reserved_at < now() - interval '1 minute'";

    private static final RowMapper<KeyRow> ROW = (row, context) -> new KeyRow(
            row.getBoolean("old"),
            row.getBoolean("abandoned"),
            row.getBytes("request"),
            row.getObject("status", Integer.class),
            row.getString("location"),
            row.getString("answer"));

    private final JdbcRunner jdbc;
    private final String controlPlane;

    /** @param controlPlane the name of this process, unique per process */
    public IdempotencyKeys(JdbcRunner jdbc, String controlPlane) {
        this.jdbc = jdbc;
        this.controlPlane = controlPlane;
    }

    /** A key that was used before. */
    @SuppressWarnings("ArrayRecordComponent") // compared with Arrays.equals, never as a record
    private record KeyRow(
            boolean old,
            boolean abandoned,
            byte[] request,
            @Nullable Integer status,
            @Nullable String location,
            @Nullable String answer) {}

    public Reservation reserve(IdempotentRequest use) {
        return jdbc.inTransaction("reserving an idempotency key", handle -> {
            Optional<Reservation> found = inserted(handle, use);
            // If both find nothing, the key was released in between; the next iteration inserts it.
            while (found.isEmpty()) {
                found = existing(handle, use).or(() -> inserted(handle, use));
            }
            return found.get();
        });
    }

    private Optional<Reservation> inserted(Handle handle, IdempotentRequest use) {
        return handle.createQuery("""
                        insert into idempotency_key (principal, key, request, owner)
                        values (:principal, :key, :request, :owner)
                        on conflict (principal, key) do nothing returning reservation""")
                .bind("principal", use.principal())
                .bind("key", use.key())
                .bind("request", use.request())
                .bind("owner", controlPlane)
                .mapTo(String.class)
                .findOne()
                .map(Reservation.Fresh::new);
    }

    private Optional<Reservation> existing(Handle handle, IdempotentRequest use) {
        return handle.createQuery("select request, status, location, answer, " + OLD + " as old, " + ABANDONED
                        + " as abandoned from idempotency_key where principal = :principal and key = :key for update")
                .bind("principal", use.principal())
                .bind("key", use.key())
                .map(ROW)
                .findOne()
                .map(row -> reservation(handle, use, row));
    }

    private Reservation reservation(Handle handle, IdempotentRequest use, KeyRow row) {
        if (row.old()) {
            return taken(handle, use, "reservation = gen_random_uuid(), status = null, location = null, answer = null");
        }
        if (!Arrays.equals(row.request(), use.request())) {
            return new Reservation.OtherRequest();
        }
        Integer status = row.status();
        if (status != null) {
            return new Reservation.Answered(new StoredAnswer(status, row.location(), row.answer()));
        }
        return row.abandoned() ? taken(handle, use, "reservation = reservation") : new Reservation.InFlight();
    }

    private Reservation taken(Handle handle, IdempotentRequest use, String changes) {
        return new Reservation.Fresh(handle.createQuery(
                        "update idempotency_key set request = :request, owner = :owner, reserved_at = now(), " + changes
                                + " where principal = :principal and key = :key returning reservation")
                .bind("request", use.request())
                .bind("owner", controlPlane)
                .bind("principal", use.principal())
                .bind("key", use.key())
                .mapTo(String.class)
                .one());
    }

    /**
     * Stores the answer for the next request with the key; does nothing if another control plane has taken over the
     * key.
     */
    public void answer(Reservation.Fresh reservation, StoredAnswer answer) {
        jdbc.call(
                "keeping an answer",
                handle -> handle.createUpdate("""
                        update idempotency_key set status = :status, location = :location, answer = :answer
                        where reservation = :reservation::uuid and owner = :owner and status is null""")
                        .bind("status", answer.status())
                        .bind("location", answer.location())
                        .bind("answer", answer.body())
                        .bind("reservation", reservation.id())
                        .bind("owner", controlPlane)
                        .execute());
    }

    /** Releases a key whose request was refused, and therefore did not change anything. */
    public void release(Reservation.Fresh reservation) {
        jdbc.call(
                "releasing an idempotency key",
                handle -> handle.createUpdate("""
                        delete from idempotency_key
                        where reservation = :reservation::uuid and owner = :owner and status is null""")
                        .bind("reservation", reservation.id())
                        .bind("owner", controlPlane)
                        .execute());
    }

    /** Deletes expired keys; returns their number. */
    public int sweep() {
        return jdbc.call(
                "deleting old idempotency keys", handle -> handle.execute("delete from idempotency_key where " + OLD));
    }

    /**
     * A stored answer, which can be repeated.
     *
     * @param location the Location header
     * @param body JSON
     */
    public record StoredAnswer(
            int status, @Nullable String location, @Nullable String body) {}

    /**
     * A request with an idempotency key.
     *
     * @param principal the key's owner; equal keys of different owners are different keys
     * @param request a hash of method, address and body
     */
    public record IdempotentRequest(String principal, String key, byte[] request) {
        private static final int LONGEST = 255;

        public IdempotentRequest {
            if (key.isBlank() || key.length() > LONGEST || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new IllegalArgumentException(
                        "Idempotency-Key must be 1 to " + LONGEST + " visible ASCII characters, such as a UUID");
            }
        }
    }

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
}
