package dev.cairn.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Main memory of this machine, or of the container that this process runs in. */
public final class MachineMemory {
    private static final Path SYSTEM = Path.of("/proc/meminfo");
    private static final Path CONTAINER = Path.of("/sys/fs/cgroup");
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");
    private static final Pattern CACHE = Pattern.compile("(?m)^inactive_file (\\d+)$");

    private MachineMemory() {}

    /** Bytes that new processes can use without swapping; empty where the system does not tell. */
    public static OptionalLong available() {
        return available(SYSTEM, CONTAINER);
    }

    static OptionalLong available(Path system, Path container) {
        return List.of(ofSystem(AVAILABLE, system), ofContainer(container)).stream()
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /** Bytes that the system or the container has; empty where the system does not tell. */
    public static OptionalLong total() {
        return total(SYSTEM, CONTAINER);
    }

    static OptionalLong total(Path system, Path container) {
        return List.of(ofSystem(TOTAL, system), whole(container.resolve("memory.max"))).stream()
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /** Source: proc_meminfo(5). */
    private static OptionalLong ofSystem(Pattern line, Path file) {
        OptionalLong kilobytes = number(line, text(file));
        return kilobytes.isEmpty() ? kilobytes : OptionalLong.of(kilobytes.getAsLong() << 10);
    }

    /** What the limit of control groups, version 2, leaves; file pages not used lately are given back first. */
    private static OptionalLong ofContainer(Path directory) {
        OptionalLong limit = whole(directory.resolve("memory.max"));
        OptionalLong used = whole(directory.resolve("memory.current"));
        if (limit.isEmpty() || used.isEmpty()) {
            return OptionalLong.empty();
        }
        long cache = number(CACHE, text(directory.resolve("memory.stat"))).orElse(0);
        return OptionalLong.of(Math.max(0, limit.getAsLong() - used.getAsLong() + cache));
    }

    /** A file with one number; {@code max} means no limit. */
    private static OptionalLong whole(Path file) {
        return number(Pattern.compile("^(\\d+)\\s*$"), text(file));
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
