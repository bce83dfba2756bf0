package dev.cairn.artifacts;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The paths that rows refer to, with all their parent directories. */
record ReferencedPaths(Set<Path> paths, Set<Path> parents) {
    static ReferencedPaths of(Path root, Set<String> names) {
        Set<Path> paths = new HashSet<>();
        Set<Path> parents = new HashSet<>();
        for (String name : names) {
            Path path = root.resolve(name).normalize();
            paths.add(path);
            for (Path parent = path.getParent();
                    parent != null && parent.startsWith(root);
                    parent = parent.getParent()) {
                parents.add(parent);
            }
        }
        return new ReferencedPaths(paths, parents);
    }

    /** Whether a row refers to this artifact, something in it, or a directory above it. */
    boolean touches(Path artifact) {
        for (Path path = artifact; path != null; path = path.getParent()) {
            if (paths.contains(path)) {
                return true;
            }
        }
        return parents.contains(artifact);
    }
}
