package dev.cairn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The request of the last {@code ops/run}, as stored in HOME.
 *
 * @param key idempotency key of its submission, so that no second experiment is created
 * @param settings settings by dotted name, as they were typed
 * @param problems SHA-256 of the problem file, in hexadecimal digits; null without a file
 */
record LastRun(
        String key,
        String preset,
        SortedMap<String, String> settings,
        @Nullable String problems) {
    LastRun {
        settings = new TreeMap<>(settings);
    }

    static LastRun of(String key, String preset, Map<String, String> settings, @Nullable String problems) {
        return new LastRun(key, preset, new TreeMap<>(settings), problems);
    }

    /** The differences of another request, one line each; empty if it is the same. */
    List<String> differences(LastRun other) {
        List<String> found = new ArrayList<>();
        if (!preset.equals(other.preset)) {
            found.add("preset: %s then, %s now".formatted(preset, other.preset));
        }
        SortedSet<String> names = new TreeSet<>(settings.keySet());
        names.addAll(other.settings.keySet());
        for (String name : names) {
            String then = settings.get(name);
            String now = other.settings.get(name);
            if (!Objects.equals(then, now)) {
                found.add("--set %s: %s then, %s now".formatted(name, shown(then), shown(now)));
            }
        }
        if (!Objects.equals(problems, other.problems)) {
            found.add("--problems: "
                    + (other.problems == null
                            ? "a file then, none now"
                            : problems == null ? "none then, a file now" : "the file's content has changed"));
        }
        return List.copyOf(found);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not given" : value;
    }
}
