package dev.cairn.history;

import dev.cairn.history.QueryFailedException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds named parameters and the end of the statement, by PostgreSQL's rules for strings, quoted names, dollar quotes
 * and nested comments. A mistake here cannot make a query do more: values are bound, and PostgreSQL parses what is sent.
 */
final class SqlLexer {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z_\\x{80}-\\x{10ffff}][A-Za-z0-9_$\\x{80}-\\x{10ffff}]*");
    private static final Pattern PARAMETER = Pattern.compile(":([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern DOLLAR_QUOTE =
            Pattern.compile("\\$([A-Za-z_\\x{80}-\\x{10ffff}][A-Za-z0-9_\\x{80}-\\x{10ffff}]*)?\\$");
    private static final Pattern NUMBER = Pattern.compile("[0-9][A-Za-z0-9_.]*");
    private static final String SYNTAX = "42601";

    private final String sql;
    private final StringBuilder jdbc = new StringBuilder();
    private final StringBuilder sent = new StringBuilder();
    private final List<Integer> origins = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private int at;
    private int end = -1;

    SqlLexer(String sql) {
        this.sql = sql;
    }

    NamedSql parse() {
        if (sql.indexOf('\0') >= 0) {
            throw error(sql.indexOf('\0'), "sql contains the character NUL");
        }
        while (at < sql.length()) {
            step();
        }
        return new NamedSql(sql, jdbc.toString(), List.copyOf(names), sent.toString(), List.copyOf(origins));
    }

    private void step() {
        char letter = sql.charAt(at);
        if (sql.startsWith("--", at)) {
            int line = sql.indexOf('\n', at);
            copy(line < 0 ? sql.length() : line);
        } else if (sql.startsWith("/*", at)) {
            copy(endOfComment());
        } else if (Character.isWhitespace(letter)) {
            copy(at + 1);
        } else if (end >= 0) {
            throw error(at, "there is more than one statement; send one at a time");
        } else {
            token(letter);
        }
    }

    private void token(char letter) {
        Matcher parameter = lookingAt(PARAMETER);
        switch (letter) {
            case '\'' -> copy(endOfQuote('\'', Backslash.PLAIN));
            case '"' -> copy(endOfQuote('"', Backslash.PLAIN));
            case '$' -> dollar();
            case ';' -> {
                end = at;
                at++;
            }
            case '?' -> {
                jdbc.append("??");
                append("?");
                at++;
            }
            case ':' -> {
                if (sql.startsWith("::", at) || sql.startsWith(":=", at)) {
                    copy(at + 2);
                } else if (parameter.lookingAt()) {
                    names.add(parameter.group(1));
                    jdbc.append('?');
                    append("$" + names.size());
                    at = parameter.end();
                } else {
                    copy(at + 1);
                }
            }
            default -> word();
        }
    }

    private void word() {
        Matcher name = lookingAt(NAME);
        Matcher number = lookingAt(NUMBER);
        if (name.lookingAt()) {
            boolean escapes = name.group().equalsIgnoreCase("e") && sql.startsWith("'", name.end());
            copy(name.end());
            if (escapes) {
                copy(endOfQuote('\'', Backslash.ESCAPES));
            }
        } else {
            copy(number.lookingAt() ? number.end() : at + 1);
        }
    }

    private void dollar() {
        Matcher quote = lookingAt(DOLLAR_QUOTE);
        if (!quote.lookingAt()) {
            throw error(at, "a parameter is written :name, not $1");
        }
        int close = sql.indexOf(quote.group(), quote.end());
        if (close < 0) {
            throw error(at, "the text that begins with " + quote.group() + " does not end");
        }
        copy(close + quote.group().length());
    }

    /** Whether a backslash in a string makes the next character part of it. */
    private enum Backslash {
        PLAIN,
        ESCAPES
    }

    private int endOfQuote(char quote, Backslash backslash) {
        for (int i = at + 1; i < sql.length(); i++) {
            char letter = sql.charAt(i);
            boolean doubled = letter == quote && i + 1 < sql.length() && sql.charAt(i + 1) == quote;
            if (doubled || (letter == '\\' && backslash == Backslash.ESCAPES)) {
                i++;
            } else if (letter == quote) {
                return i + 1;
            }
        }
        throw error(at, "the text that begins with " + quote + " does not end");
    }

    private int endOfComment() {
        int depth = 0;
        for (int i = at; i + 1 < sql.length(); i++) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        throw error(at, "the comment does not end");
    }

    private Matcher lookingAt(Pattern pattern) {
        return pattern.matcher(sql).region(at, sql.length());
    }

    private void copy(int to) {
        for (int i = at; i < to; i++) {
            // A question mark in a string or a comment is not a parameter for the driver either.
            jdbc.append(sql.charAt(i));
            sent.append(sql.charAt(i));
            origins.add(i);
        }
        at = to;
    }

    private void append(String replacement) {
        sent.append(replacement);
        for (int i = 0; i < replacement.length(); i++) {
            origins.add(at);
        }
    }

    private QueryFailedException error(int index, String message) {
        NamedSql whole = new NamedSql(sql, "", List.of(), "", List.of());
        int position = sql.codePointCount(0, index) + 1;
        return new QueryFailedException(new Problem(SYNTAX, message, position, whole.lineOf(position), null));
    }
}
