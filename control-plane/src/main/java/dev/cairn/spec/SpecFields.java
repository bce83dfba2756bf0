package dev.cairn.spec;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The known settings: every leaf of the spec's record tree by its dotted path, with its type. */
public final class SpecFields {
    private static final int LONGEST_NAME = 100;
    private static final SpecFields EXPERIMENTS = of(ExperimentSpec.class);

    /** A setting with a single value. */
    public record Leaf(Class<?> type, boolean nullable) {}

    private final Map<String, Leaf> leaves = new LinkedHashMap<>();
    private final Set<String> groups = new LinkedHashSet<>();

    private SpecFields() {}

    /** The settings of experiments. */
    public static SpecFields ofExperiments() {
        return EXPERIMENTS;
    }

    static SpecFields of(Class<? extends Record> root) {
        SpecFields fields = new SpecFields();
        fields.add("", root);
        return fields;
    }

    public Optional<Leaf> leaf(String path) {
        return Optional.ofNullable(leaves.get(path));
    }

    /** The dotted paths of all settings, in the order of the spec's records. */
    public List<String> paths() {
        return List.copyOf(leaves.keySet());
    }

    /** Whether the path is a group of settings. */
    public boolean isGroup(String path) {
        return groups.contains(path);
    }

    /** The settings and groups directly in a group, by their dotted paths. */
    public List<String> inside(String group) {
        return Stream.concat(leaves.keySet().stream(), groups.stream())
                .filter(path -> path.startsWith(group + ".") && path.indexOf('.', group.length() + 1) < 0)
                .sorted()
                .toList();
    }

    /** The known setting that a wrong name probably means; empty if none is close, or the name is too long for a typo. */
    public Optional<String> nearest(String path) {
        return path.length() > LONGEST_NAME
                ? Optional.empty()
                : new SettingSuggestion(Stream.concat(leaves.keySet().stream(), groups.stream())
                                .toList())
                        .of(path);
    }

    /** The names that exist in the group of a wrong name; empty if there is no such group. */
    Optional<String> siblings(String path) {
        String group = SettingSuggestion.group(path);
        return groups.contains(group)
                ? Optional.of(SettingSuggestion.lastNames(inside(group)).collect(Collectors.joining(", ")))
                : Optional.empty();
    }

    private void add(String path, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
            if (component.getType().isRecord()) {
                groups.add(name);
                add(name, component.getType());
            } else {
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                leaves.put(name, new Leaf(component.getType(), nullable));
            }
        }
    }
}
