package dev.cairn.history;

import org.jspecify.annotations.Nullable;

/** Tells a query that nobody waits for its answer any more, even while the query waits in line. */
public final class ClientLink {
    private @Nullable RunningQuery query;
    private State state = State.CONNECTED;

    private enum State {
        CONNECTED,
        GONE
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
        if (state == State.GONE) {
            asked.stop(RunningQuery.Stop.CLIENT_GONE);
        }
    }
}
