package dev.cairn.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What HOME remembers of a child, so that a later control plane can tell it from a stranger with the same pid.
 *
 * @param pid leads the child's own session and process group
 * @param startedAtMillis when the operating system says it started, in milliseconds since 1970
 * @param stamp random; the child sees it as {@code CAIRN_STAMP} and repeats it when asked
 * @param port where it listens; 0 when it does not
 */
public record ChildRecord(String kind, long pid, long startedAtMillis, String stamp, int port) {
    /** The kernel counts from boot in ticks and the boot time in seconds moves a little with the clock. */
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

    /** The process, while it lives and is the one that was recorded. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(Processes::runs)
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
