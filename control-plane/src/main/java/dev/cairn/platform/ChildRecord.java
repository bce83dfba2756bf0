package dev.cairn.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of a child in HOME, with which a later control plane tells it from another process with the same pid.
 *
 * @param pid process id; it leads the child's own session and process group
 * @param startedAtMillis start time according to the operating system, in milliseconds since 1970
 * @param stamp random; the child sees it as {@code CAIRN_STAMP} and repeats it when asked
 * @param port port that it listens on; 0 if none
 */
public record ChildRecord(String kind, long pid, long startedAtMillis, String stamp, int port) {
    /**
     * Tolerance of start times: the kernel counts ticks since boot, and the boot time in seconds moves a little with
     * the clock.
     */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    @JsonCreator
    public ChildRecord(
            @JsonProperty("kind") String kind,
            @JsonProperty("pid") long pid,
            @JsonProperty("startedAtMillis") long startedAtMillis,
            @JsonProperty("stamp") String stamp,
            @JsonProperty("port") int port) {
        this.kind = kind;
        this.pid = pid;
        this.startedAtMillis = startedAtMillis;
        this.stamp = stamp;
        this.port = port;
    }

    /** The process, if it lives and is the recorded one. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(Processes::isRunning)
                .filter(process ->
                        process.info().startInstant().filter(this::sameStart).isPresent());
    }

    private boolean sameStart(Instant start) {
        return Duration.between(Instant.ofEpochMilli(startedAtMillis), start)
                        .abs()
                        .compareTo(SAME_START)
                <= 0;
    }
}
