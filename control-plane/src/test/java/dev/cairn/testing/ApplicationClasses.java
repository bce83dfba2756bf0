package dev.cairn.testing;

import dev.cairn.config.ApplicationJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the application's own classes, where Quarkus or Hibernate would scan for them. */
final class ApplicationClasses {
    private ApplicationClasses() {}

    /** The application's classes in a package and those below it whose names end so. */
    static Stream<Class<?>> in(String inPackage, String suffix) {
        Path root = root();
        try (Stream<Path> files = Files.walk(root.resolve(inPackage.replace('.', '/')))) {
            List<String> names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(suffix + ".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
            return names.stream().map(ApplicationClasses::load);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            return Path.of(ApplicationJson.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApplicationClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
