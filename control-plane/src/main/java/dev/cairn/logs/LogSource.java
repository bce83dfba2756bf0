package dev.cairn.logs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A process that writes a log about a run. */
public enum LogSource {
    CONTROL_PLANE("control-plane", "control-plane"),
    ENGINE("engine", "vllm"),
    WORKER("worker", "worker");

    private final String wireName;
    private final String file;

    LogSource(String wireName, String file) {
        this.wireName = wireName;
        this.file = file;
    }

    /** The name as it is shown. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The name of its log in HOME, without extension; of the first one if there are several. */
    String file() {
        return file;
    }

    static Optional<LogSource> of(String word) {
        return Arrays.stream(values())
                .filter(source -> source.wireName.equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(LogSource::wireName).collect(Collectors.joining(", "));
    }
}
