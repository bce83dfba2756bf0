package dev.cairn.problems.files;

import dev.cairn.grading.BoxedAnswer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Extracts an answer from what data sets write around it: boxes, dollar signs, marks, a sentence. */
final class AnswerText {
    /** The mark before the answer in GSM8K. */
    static final String MARK = "####";

    private static final Set<String> NO_ANSWER = Set.of("proof", "notfound", "not found", "n/a", "none");
    private static final Pattern SENTENCE = Pattern.compile(
            "(?:so |thus |hence |therefore )?(?:the )?(?:final )?answer is:? (.+?)\\.?", Pattern.CASE_INSENSITIVE);
    private static final Pattern GROUPED = Pattern.compile("(?<![0-9.,])([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9]|,[0-9])");
    private static final Pattern DIGITS_AND_STOP = Pattern.compile(".*[0-9]\\.");
    private static final Pattern MONEY = Pattern.compile("(-?)\\\\?\\$\\s*(-?[0-9][0-9,]*(?:\\.[0-9]+)?)");
    private static final Pattern BROKEN_TEX = Pattern.compile("[\\t\\r][A-Za-z]|\\n(?:eq|abla|u|ot|i|parallel)\\b");
    private static final int MOST_LAYERS = 4;

    private AnswerText() {}

    /** The bare answer. */
    static String of(String text) {
        String answer = text.contains(MARK) ? afterMark(text) : text.strip();
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            String inner = inner(answer);
            if (inner.equals(answer)) {
                break;
            }
            answer = inner;
        }
        return answer;
    }

    /** The text after the last mark, with grouping commas removed from numbers. */
    static String afterMark(String text) {
        String value = text.substring(text.lastIndexOf(MARK) + MARK.length()).strip();
        if (value.isEmpty()) {
            throw new BrokenRecordException("there is nothing after \"####\" in \"answer\"");
        }
        Matcher money = MONEY.matcher(value);
        if (money.matches()) {
            value = money.group(1) + money.group(2);
        }
        Matcher grouped = GROUPED.matcher(value);
        value = grouped.replaceAll(number -> number.group(1).replace(",", ""));
        return DIGITS_AND_STOP.matcher(value).matches() ? value.substring(0, value.length() - 1) : value;
    }

    /** The reason why there is no answer to check against; null if there is one. */
    static @Nullable String missing(String answer) {
        String lower = answer.strip().toLowerCase(Locale.ROOT);
        return NO_ANSWER.contains(lower)
                ? "its answer is \"" + lower + "\", which means that there is no answer"
                : null;
    }

    /** Returns the answer unchanged; refuses one with control characters that unescaped backslashes leave behind. */
    static String checked(String field, String answer) {
        boolean control =
                answer.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
        if (control || BROKEN_TEX.matcher(answer).find()) {
            throw new BrokenRecordException("the field " + FieldNames.shown(field)
                    + " contains a control character, as LaTeX with single backslashes does in JSON;"
                    + " write two backslashes, as in \\\\frac");
        }
        return answer;
    }

    private static String inner(String answer) {
        if (answer.startsWith("\\boxed") || answer.startsWith("\\fbox")) {
            String boxed = BoxedAnswer.of(answer);
            if (boxed == null || boxed.isEmpty()) {
                throw new BrokenRecordException("the box of its answer is empty or not closed");
            }
            return boxed;
        }
        if (wrapped(answer, "$$", "$$") || wrapped(answer, "\\(", "\\)") || wrapped(answer, "\\[", "\\]")) {
            return answer.substring(2, answer.length() - 2).strip();
        }
        if (wrapped(answer, "$", "$")) {
            return answer.substring(1, answer.length() - 1).strip();
        }
        Matcher sentence = SENTENCE.matcher(answer);
        return sentence.matches() ? sentence.group(1).strip() : answer;
    }

    private static boolean wrapped(String answer, String opening, String closing) {
        return answer.length() > opening.length() + closing.length()
                && answer.startsWith(opening)
                && answer.endsWith(closing)
                && answer.indexOf(closing, opening.length()) == answer.length() - closing.length()
                && !answer.endsWith("\\" + closing);
    }
}
