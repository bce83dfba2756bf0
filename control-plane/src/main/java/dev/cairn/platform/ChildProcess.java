package dev.cairn.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A running child that this control plane started. It ends with this process at the latest. */
public final class ChildProcess implements AutoCloseable {
    private final ChildProcesses children;
    private final ChildRecord childRecord;
    private final Process process;
    private final Path log;

    ChildProcess(ChildProcesses children, ChildRecord childRecord, Process process, Path log) {
        this.children = children;
        this.childRecord = childRecord;
        this.process = process;
        this.log = log;
    }

    // not called 'record', a restricted word in Java
    public ChildRecord childRecord() {
        return childRecord;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code; 128 + n for a child that signal n ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** The file that receives its standard output and error. */
    public Path log() {
        return log;
    }

    /** The end of its log, for error messages. */
    public String logTail() {
        return LogTail.of(log);
    }

    /** Ends the child and everything it started. */
    @Override
    public void close() {
        try {
            children.end(childRecord, Duration.ofSeconds(ChildWrapper.GRACE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
