package dev.cairn.soar.formula;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text's words for ROUGE-L (Lin 2004), split as by Google's rouge-score without stemming. */
public record RougeL(List<String> words) {
    private static final Pattern SYMBOLS =
            Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]", Pattern.UNICODE_CHARACTER_CLASS);

    public static RougeL of(String text) {
        return new RougeL(Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    /** With each symbol as a word of its own, for texts such as formulas that differ in their operators alone. */
    public static RougeL ofSymbols(String text) {
        return new RougeL(SYMBOLS.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList());
    }

    /** F1 of the longest common subsequence of words, 0 to 1; 0 if one text has no words. */
    public double with(RougeL other) {
        int common = longestCommonSubsequence(words, other.words);
        return common == 0 ? 0 : 2.0 * common / (words.size() + other.words.size());
    }

    private static int longestCommonSubsequence(List<String> one, List<String> other) {
        int[] lengths = new int[other.size() + 1];
        for (String word : one) {
            int diagonal = 0;
            for (int j = 1; j <= other.size(); j++) {
                int above = lengths[j];
                lengths[j] = word.equals(other.get(j - 1)) ? diagonal + 1 : Math.max(above, lengths[j - 1]);
                diagonal = above;
            }
        }
        return lengths[other.size()];
    }
}
