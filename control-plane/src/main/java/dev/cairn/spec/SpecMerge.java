package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.base.FieldError;
import dev.cairn.spec.SpecFields.Leaf;
import dev.cairn.spec.SpecValues.WrongValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Merges layers of settings, checking names and types. It collects all errors instead of stopping at the first. */
final class SpecMerge {
    private static final int MOST_UNKNOWN = 20;
    private static final int LONGEST_SHOWN = 100;

    private final SpecFields fields = SpecFields.of(ExperimentSpec.class);
    private final ObjectNode tree;
    private final List<FieldError> errors = new ArrayList<>();
    private int unknown;

    SpecMerge(ObjectNode defaults) {
        this.tree = defaults;
    }

    ObjectNode tree() {
        return tree;
    }

    List<FieldError> errors() {
        if (unknown <= MOST_UNKNOWN) {
            return errors;
        }
        List<FieldError> all = new ArrayList<>(errors);
        all.add(new FieldError("", (unknown - MOST_UNKNOWN) + " more settings do not exist", null));
        return all;
    }

    /** Merges a partial spec. */
    void document(JsonNode layer) {
        if (layer.isObject()) {
            merge("", layer);
        } else {
            errors.add(new FieldError("", "the spec is " + SpecValues.shown(layer), "a JSON object"));
        }
    }

    /** Merges overrides by dotted names. */
    void overrides(Map<String, JsonNode> values) {
        values.forEach((path, value) -> {
            if (value.isObject() && fields.isGroup(path)) {
                merge(path, value);
            } else {
                put(path, value, SpecValues.Source.OVERRIDE);
            }
        });
    }

    private void merge(String path, JsonNode layer) {
        for (Map.Entry<String, JsonNode> field : layer.properties()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (field.getValue().isObject() && fields.isGroup(name)) {
                merge(name, field.getValue());
            } else {
                put(name, field.getValue(), SpecValues.Source.DOCUMENT);
            }
        }
    }

    private void put(String path, JsonNode value, SpecValues.Source source) {
        Optional<FieldError> unsupported = Unsupported.reason(path, value);
        if (unsupported.isPresent()) {
            errors.add(unsupported.get());
            return;
        }
        Optional<Leaf> leaf = fields.leaf(path);
        if (leaf.isPresent()) {
            try {
                parent(path).set(lastName(path), SpecValues.read(leaf.get(), value, source));
            } catch (WrongValueException e) {
                errors.add(new FieldError(path, String.valueOf(e.getMessage()), e.allowed()));
            }
        } else if (fields.isGroup(path)) {
            errors.add(new FieldError(
                    path, "is a group of settings, but got " + SpecValues.shown(value), "a JSON object"));
        } else {
            unknown(path);
        }
    }

    /** Reports an unknown name. Suggestions are searched only for the first few, and only these are reported. */
    private void unknown(String path) {
        unknown++;
        if (unknown > MOST_UNKNOWN) {
            return;
        }
        String shown = path.length() > LONGEST_SHOWN ? path.substring(0, LONGEST_SHOWN) + "..." : path;
        errors.add(fields.nearest(path)
                .map(nearest ->
                        new FieldError(shown, "there is no such setting; did you mean " + nearest + "?", nearest))
                .orElseGet(() -> new FieldError(
                        shown, "there is no such setting", fields.siblings(path).orElse(null))));
    }

    private ObjectNode parent(String path) {
        ObjectNode node = tree;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            node = (ObjectNode) node.get(names[i]);
        }
        return node;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
