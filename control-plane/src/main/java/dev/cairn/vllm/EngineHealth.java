package dev.cairn.vllm;

import java.net.URI;

/** Whether an engine is up, as known to whatever keeps it running. */
interface EngineHealth {
    /**
     * Returns immediately while the engine is up; waits while it is being restarted.
     *
     * @throws dev.cairn.ports.PortException if it was given up; the message has the last lines of its log
     */
    void awaitUp() throws InterruptedException;

    /** A sentence that says where to find the engine's log. */
    String logLocation();

    /** The health of an engine that is not run by Cairn: it counts as up, and its log is on its own machine. */
    static EngineHealth unmanaged(URI url) {
        return new EngineHealth() {
            @Override
            public void awaitUp() {}

            @Override
            public String logLocation() {
                return "Look at the log of the vLLM server at " + url + ".";
            }
        };
    }
}
