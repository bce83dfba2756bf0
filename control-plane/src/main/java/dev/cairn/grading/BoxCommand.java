package dev.cairn.grading;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The TeX commands that box an answer, and what they box when no brace follows. */
final class BoxCommand {
    private static final List<String> COMMANDS = List.of("\\boxed", "\\fbox");

    private static final String GROUP = "\\{[^{}]*+\\}";
    private static final String ARGUMENT = "(?:" + GROUP + "|[0-9A-Za-z])";

    /**
     * TeX boxes only the next token. People mean the whole number, a single letter, or a command with its arguments. A
     * word after a mention of the command is not an answer.
     */
    private static final Pattern BARE = Pattern.compile("-?[0-9]++(?:[.,][0-9]++)*+|[A-Za-z](?![A-Za-z])"
            + "|\\\\(?:[dtc]?frac|d?binom)\\s*+" + ARGUMENT + "\\s*+" + ARGUMENT
            + "|\\\\sqrt(?:\\[[^\\[\\]]*+\\])?+\\s*+" + ARGUMENT
            + "|\\\\(?:text|textbf|mathrm|mathbf|mbox)\\s*+" + GROUP
            + "|\\\\(?:pi|infty|emptyset|varnothing)(?![A-Za-z])");

    private BoxCommand() {}

    /** The index after the box command that starts at {@code at}; -1 if none starts there. */
    static int endingAt(String text, int at) {
        for (String command : COMMANDS) {
            if (text.startsWith(command, at)) {
                int after = at + command.length();
                return after < text.length() && isLetter(text.charAt(after)) ? -1 : after;
            }
        }
        return -1;
    }

    /**
     * The index after the argument without braces that starts at {@code from}; {@code from} itself if there is none.
     */
    static int bareArgument(String text, int from) {
        Matcher argument = BARE.matcher(text).region(from, text.length());
        return argument.lookingAt() ? argument.end() : from;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
