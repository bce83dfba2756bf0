package dev.cairn.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Who changed what. Rows are only ever added: the database refuses anything else. */
@Singleton
public final class Audit {
    private final AccessSql sql;
    private final ObjectMapper json;

    public Audit(DataSource database, ObjectMapper json) {
        this.sql = new AccessSql(database);
        this.json = json;
    }

    /** Records a change in the transaction that makes it. */
    public void record(Connection connection, Principal who, Change change) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into audit (who, token_id, what, target, before, after)
                values (?, ?, ?, ?, ?::jsonb, ?::jsonb)""")) {
            insert.setString(1, who.name());
            insert.setObject(2, who.tokenId());
            insert.setString(3, change.what());
            insert.setString(4, change.target());
            insert.setString(5, text(change.before()));
            insert.setString(6, text(change.after()));
            insert.executeUpdate();
        }
    }

    /** Records a change that is made already. */
    public void record(Principal who, Change change) {
        sql.call(connection -> {
            record(connection, who, change);
            return change;
        });
    }

    /** Anything as the JSON it is shown as. */
    public JsonNode json(Object value) {
        return json.valueToTree(value);
    }

    /** @throws IllegalArgumentException if the cursor is not one */
    public AuditPage page(AuditQuery query) {
        long before = query.cursor() == null ? Long.MAX_VALUE : AuditPage.place(query.cursor());
        return sql.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select id, at, who, token_id, what, target, before::text, after::text from audit
                    where id < ? and (?::text is null or who = ?) and (?::text is null or target = ?)
                    order by id desc limit ?""")) {
                select.setLong(1, before);
                select.setString(2, query.who());
                select.setString(3, query.who());
                select.setString(4, query.target());
                select.setString(5, query.target());
                select.setInt(6, query.limit() + 1);
                return AuditPage.of(read(select), query.limit());
            }
        });
    }

    private List<AuditEntry> read(PreparedStatement select) throws SQLException {
        List<AuditEntry> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new AuditEntry(
                        rows.getLong("id"),
                        Objects.requireNonNull(AccessSql.instant(rows, "at")),
                        rows.getString("who"),
                        rows.getObject("token_id", Long.class),
                        rows.getString("what"),
                        rows.getString("target"),
                        tree(rows.getString("before")),
                        tree(rows.getString("after"))));
            }
        }
        return found;
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database gave JSON that is none", e);
        }
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || node.isMissingNode() ? null : node.toString();
    }
}
