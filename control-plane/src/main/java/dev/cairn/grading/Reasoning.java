package dev.cairn.grading;

/** The part of a completion in which a reasoning model thinks, which is not part of what it says. */
public final class Reasoning {
    private static final String BEGIN = "<think>";
    private static final String END = "</think>";

    private Reasoning() {}

    /** The text after the model's reasoning; empty if the reasoning never ends. */
    public static String removedFrom(String text) {
        int end = text.lastIndexOf(END);
        String rest = end < 0 ? text : text.substring(end + END.length());
        int open = rest.indexOf(BEGIN);
        return open < 0 ? rest : rest.substring(0, open);
    }
}
