package dev.cairn.history;

import java.util.List;

/**
 * A question about history with the query that answers it.
 *
 * @param name of its file without the ending, such as {@code 07-learning-curve}
 * @param question in a sentence
 * @param sql as it is asked; comments that explain it begin the text
 */
public record CookbookQuery(String name, String question, List<CookbookParameter> parameters, String sql) {
    public CookbookQuery {
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter that the query needs.
     *
     * @param type PostgreSQL's name of it
     * @param example a value as it may be typed in
     */
    public record CookbookParameter(String name, String type, String example) {}
}
