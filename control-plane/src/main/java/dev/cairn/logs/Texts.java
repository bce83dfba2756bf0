package dev.cairn.logs;

/** Text as it is shown of a line. */
final class Texts {
    /** Of one entry, in characters. */
    static final int LONGEST = 16 * 1024;

    private Texts() {}

    /** Without secrets, and cut where it is very long. */
    static String shown(String text) {
        if (text.length() <= LONGEST) {
            return Masked.of(text);
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return Masked.of(text.substring(0, end)) + "\n… (" + (text.length() - end) + " more characters)";
    }
}
