package dev.cairn.logs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Text without what looks like a secret. Neither the control plane nor its engine and worker write secrets on purpose;
 * an error of a library may quote one.
 */
final class Masked {
    private static final String MASK = "***";

    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            new Rule(Pattern.compile("\\bcairn_[A-Za-z0-9_-]{8,}"), MASK),
            new Rule(Pattern.compile("(?i)\\b(bearer)\\s+[A-Za-z0-9._~+/=-]{6,}"), "$1 " + MASK),
            new Rule(Pattern.compile("([#?&]code=)[^\\s&\"']+"), "$1" + MASK),
            new Rule(Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://[^\\s:/@]+):[^\\s@/]+@"), "$1:" + MASK + "@"),
            new Rule(
                    Pattern.compile(
                            "(?i)([\"']?\\b[a-z0-9_.-]*(?:password|passwd|pwd|secret|api[_-]?key|token)\\b[\"']?"
                                    + "\\s*[=:]\\s*)(\\[?[\"']?)(?!\\d+\\b|None\\b|null\\b|\\*\\*\\*)[^\\s\"',;)\\]}]+"),
                    "$1$2" + MASK),
            new Rule(Pattern.compile("\\b(?:hf|sk|ghp|gho)[_-][A-Za-z0-9]{16,}"), MASK));

    private Masked() {}

    static String of(String text) {
        String masked = text;
        for (Rule rule : RULES) {
            masked = rule.pattern().matcher(masked).replaceAll(rule.replacement());
        }
        return masked;
    }
}
