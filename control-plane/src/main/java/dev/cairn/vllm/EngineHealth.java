package dev.cairn.vllm;

import java.net.URI;

/** Whether an engine is up, told by the part that keeps it running. */
interface EngineHealth {
    /**
     * Returns at once while the engine is up; waits while it is being restarted.
     *
     * @throws dev.cairn.ports.PortException if it will not come back, with what its log said last
     */
    void awaitUp() throws InterruptedException;

    /** A sentence telling a person where to see what the engine said. */
    String whereToLook();

    /** An engine that somebody else runs: taken as up, its log is where it runs. */
    static EngineHealth elsewhere(URI url) {
        return new EngineHealth() {
            @Override
            public void awaitUp() {}

            @Override
            public String whereToLook() {
                return "Look at the log of the vLLM server at " + url + ".";
            }
        };
    }
}
