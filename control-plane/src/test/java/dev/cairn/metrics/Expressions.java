package dev.cairn.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses PromQL as far as needed to find the names in it. */
final class Expressions {
    private static final Pattern RULE = Pattern.compile("(?m)^\\s+expr: (.+)$");
    private static final Pattern MATCHED = Pattern.compile("\\b([a-zA-Z_:][\\w:]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.$])[a-zA-Z_:][\\w:]*(?!\\w*\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "by", "on");

    private Expressions() {}

    /** A label that an expression matches by its exact value. */
    record Label(String metric, String name, String value) {}

    static List<String> ofRules(Path file) throws IOException {
        return RULE.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    static List<String> ofDashboard(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode expression : new ObjectMapper().readTree(file.toFile()).findValues("expr")) {
            found.add(expression.asText());
        }
        return found;
    }

    static Set<String> metrics(String expression) {
        String bare = GROUPING.matcher(expression.replaceAll("\\{[^}]*}", "").replaceAll("\\[[^]]*]", ""))
                .replaceAll("");
        Set<String> names = new TreeSet<>();
        NAME.matcher(bare).results().map(java.util.regex.MatchResult::group).forEach(names::add);
        names.removeAll(WORDS);
        return names;
    }

    static List<Label> labels(String expression) {
        List<Label> labels = new ArrayList<>();
        Matcher matched = MATCHED.matcher(expression);
        while (matched.find()) {
            Matcher matcher = MATCHER.matcher(matched.group(2));
            while (matcher.find()) {
                if (matcher.group(2).equals("=") && !matcher.group(3).contains("$")) {
                    labels.add(new Label(matched.group(1), matcher.group(1), matcher.group(3)));
                }
            }
        }
        return labels;
    }
}
