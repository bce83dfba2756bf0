package dev.cairn.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of a settings record says about one of its components. */
final class SettingTexts {
    private static final Path SOURCES = Path.of("src", "main", "java");

    private SettingTexts() {}

    /** The text of the component's {@code @param} as Markdown; null if it has none. */
    static @Nullable String of(Class<?> record, String component) {
        String javadoc = javadoc(source(record), record.getSimpleName());
        Matcher found = Pattern.compile("@param " + component + "\\s+([^@]*?(?:\\{@[^@]*?)*)(?=\\s*@param|\\s*$)")
                .matcher(javadoc);
        return found.find() ? markdown(found.group(1)) : null;
    }

    /** What the Javadoc of an enum says about its constants, by name; those without a comment are left out. */
    static Map<String, String> ofConstants(Class<?> type) {
        Matcher body = Pattern.compile("enum " + type.getSimpleName() + " \\{(.*)", Pattern.DOTALL)
                .matcher(source(type));
        Map<String, String> texts = new LinkedHashMap<>();
        if (body.find()) {
            for (Object constant : type.getEnumConstants()) {
                Matcher found = Pattern.compile(
                                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*" + constant + "\\s*[,;}]", Pattern.DOTALL)
                        .matcher(body.group(1));
                if (found.find()) {
                    texts.put(
                            constant.toString(),
                            markdown(found.group(1)
                                    .replaceAll("\\s*\\n\\s*\\* ?", " ")
                                    .replaceAll("KlPlacement#", "")));
                }
            }
        }
        return texts;
    }

    private static String source(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        try {
            return Files.readString(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The comment before the declaration, in one line without its stars; empty if there is none. */
    private static String javadoc(String source, String record) {
        Matcher declared = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public )?record " + record + "\\(", Pattern.DOTALL)
                .matcher(source);
        return declared.find()
                ? declared.group(1).replaceAll("\\s*\\n\\s*\\* ?", " ").strip()
                : "";
    }

    private static String markdown(String text) {
        return text.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@(?:code|link) ((?:[^{}]|\\{[^{}]*\\})*)\\}", "`$1`");
    }
}
