package dev.cairn.history;

import dev.cairn.history.CookbookQuery.CookbookParameter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The questions of schemas/cookbook, which are packed into this build. */
@Singleton
public final class CookbookQueries {
    private static final List<String> NAMES = List.of(
            "01-promoted-sets-with-wrong-answers",
            "02-reward-by-share-of-wrong-answers",
            "03-where-the-time-went",
            "04-cost-per-promotion-by-tau",
            "05-where-the-rules-differ",
            "06-pass-at-k-with-intervals",
            "07-learning-curve",
            "08-variance-between-repeats",
            "09-duplicate-questions",
            "10-length-of-answers",
            "11-truncation",
            "12-rejections-by-reason",
            "13-advantage-and-acceptance",
            "14-line-of-descent",
            "15-curriculum-of-the-final-policy",
            "16-problems-never-solved",
            "17-first-solved-after-promotion",
            "18-seeds-compared",
            "19-queue-waits-by-pool",
            "20-failures-by-class",
            "21-unit-durations",
            "22-tokens-per-second",
            "23-settings-that-differ",
            "24-best-sets",
            "25-kl-and-gradients",
            "26-events-before-a-failure");

    private static final Pattern PARAMETER = Pattern.compile("-- :(\\w+), (\\w+), for example ([^:\\s]+).*");
    private static final Pattern HEADING = Pattern.compile("-- (:|Index:).*");

    private final List<CookbookQuery> queries;

    public CookbookQueries() {
        this.queries = NAMES.stream().map(name -> parsed(name, read(name))).toList();
    }

    /** All questions, in the order of their numbers. */
    public List<CookbookQuery> all() {
        return queries;
    }

    private static CookbookQuery parsed(String name, String text) {
        List<String> lines = text.lines().toList();
        return new CookbookQuery(
                name,
                lines.getFirst().substring("-- ".length()),
                lines.stream()
                        .map(PARAMETER::matcher)
                        .filter(match -> match.matches())
                        .map(match -> new CookbookParameter(
                                match.group(1), match.group(2), match.group(3).replace("'", "")))
                        .toList(),
                lines.stream().filter(line -> !HEADING.matcher(line).matches()).collect(Collectors.joining("\n")));
    }

    private static String read(String name) {
        String file = "cookbook/" + name + ".sql";
        try (InputStream in = CookbookQueries.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("this build of Cairn lacks " + file + "; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
