package dev.cairn.history;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Tells a query that nobody waits for its answer any more, even while the query waits in line. */
public final class ClientLink {
    private final BooleanSupplier closed;
    private @Nullable RunningQuery query;
    private State state = State.CONNECTED;

    private enum State {
        CONNECTED,
        GONE
    }

    /** Of a client that never disconnects without {@link #gone}. */
    public ClientLink() {
        this(() -> false);
    }

    /** @param closed whether the client has disconnected; asked a few times per second until the query ends */
    public ClientLink(BooleanSupplier closed) {
        this.closed = closed;
    }

    /** The client has disconnected; its query is stopped, now or when it begins. */
    public synchronized void gone() {
        state = State.GONE;
        if (query != null) {
            query.stop(RunningQuery.Stop.CLIENT_GONE);
        }
    }

    synchronized void attach(RunningQuery asked) {
        query = asked;
        asked.watchClient(closed);
        if (state == State.GONE) {
            asked.stop(RunningQuery.Stop.CLIENT_GONE);
        }
    }
}
