package dev.cairn.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Guesses which setting a wrong name means: a near name in its own group first, then the same name in another group. */
final class SettingSuggestion {
    /** Shorter names resemble too many others. */
    private static final int LONG_ENOUGH = 6;

    private final List<String> known;

    /** @param known dotted paths of settings and groups */
    SettingSuggestion(Collection<String> known) {
        this.known = List.copyOf(known);
    }

    Optional<String> of(String path) {
        return inItsGroup(path).or(() -> elsewhere(path)).or(() -> misspelt(path));
    }

    private Optional<String> inItsGroup(String path) {
        String last = lastName(path);
        return known.stream()
                .filter(candidate -> group(candidate).equals(group(path)))
                .filter(candidate -> startsWith(lastName(candidate), last)
                        || EditDistance.between(last, lastName(candidate)) <= Math.max(2, last.length() / 3))
                .min(Comparator.<String, Boolean>comparing(candidate -> !startsWith(lastName(candidate), last))
                        .thenComparingInt(candidate -> EditDistance.between(last, lastName(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private Optional<String> elsewhere(String path) {
        String last = lastName(path);
        int allowed = last.length() < LONG_ENOUGH ? 0 : last.length() / 4;
        return known.stream()
                .filter(candidate -> EditDistance.between(last, lastName(candidate)) <= allowed)
                .min(Comparator.<String>comparingInt(candidate -> EditDistance.between(last, lastName(candidate)))
                        .thenComparingInt(candidate -> -commonPrefix(path, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private Optional<String> misspelt(String path) {
        return known.stream()
                .filter(candidate -> EditDistance.between(path, candidate) <= 2)
                .min(Comparator.<String>comparingInt(candidate -> EditDistance.between(path, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean startsWith(String candidate, String name) {
        return name.length() > 2 && candidate.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
    }

    private static int commonPrefix(String a, String b) {
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same;
    }

    static Stream<String> lastNames(List<String> paths) {
        return paths.stream().map(SettingSuggestion::lastName);
    }

    static String group(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
