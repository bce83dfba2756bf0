package dev.cairn.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a scrape shows: names with their labels, and the values of those. */
record Exported(Map<String, Map<String, Set<String>>> labels) {
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+.*$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Exported read(String scrape) {
        Map<String, Map<String, Set<String>>> found = new HashMap<>();
        scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                Map<String, Set<String>> ofName = found.computeIfAbsent(sample.group(1), name -> new HashMap<>());
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    ofName.computeIfAbsent(label.group(1), name -> new HashSet<>())
                            .add(label.group(2));
                }
            }
        });
        return new Exported(found);
    }

    boolean has(String name) {
        return labels.containsKey(name);
    }

    /** Whether a series with this label value is there. */
    boolean has(String name, String label, String value) {
        return labels.getOrDefault(name, Map.of()).getOrDefault(label, Set.of()).contains(value);
    }

    Set<String> ours() {
        return labels.keySet().stream()
                .filter(name -> name.startsWith("cairn_"))
                .collect(Collectors.toSet());
    }
}
