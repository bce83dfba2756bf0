package dev.cairn.testing;

import java.io.IOException;

/** Sends signals to processes that a test started. */
public final class Signals {
    private Signals() {}

    /** A signal, such as {@code STOP}, to one process. */
    public static void send(String signal, long pid) throws IOException, InterruptedException {
        kill(signal, Long.toString(pid));
    }

    /** A signal to a process and all that it started: it leads its own process group, as children in HOME do. */
    public static void sendToGroup(String signal, long leader) throws IOException, InterruptedException {
        kill(signal, "-" + leader);
    }

    private static void kill(String signal, String target) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-s", signal, "--", target)
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -s " + signal + " " + target + " ended with " + status);
        }
    }
}
