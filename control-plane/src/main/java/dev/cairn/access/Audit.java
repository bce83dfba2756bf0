package dev.cairn.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Records who changed what. Rows can only be added: the database refuses anything else. */
@Singleton
public final class Audit {
    private final JdbcRunner jdbc;
    private final ObjectMapper json;

    public Audit(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Records a change in the transaction that makes it. */
    public void record(Handle handle, Principal who, AuditedChange change) {
        handle.createUpdate("""
                        insert into audit (actor, token_id, action, target, before, after)
                        values (:actor, :token, :action, :target, :before::jsonb, :after::jsonb)""")
                .bind("actor", who.name())
                .bind("token", who.tokenId())
                .bind("action", change.action())
                .bind("target", change.target())
                .bind("before", text(change.before()))
                .bind("after", text(change.after()))
                .execute();
    }

    /** Records a change that has already been made. */
    public void record(Principal who, AuditedChange change) {
        jdbc.call("recording a change", handle -> {
            record(handle, who, change);
            return change;
        });
    }

    /** Converts a value to the JSON that is shown for it. */
    public JsonNode json(Object value) {
        return json.valueToTree(value);
    }

    /** @throws IllegalArgumentException if the cursor is not valid */
    public AuditPage page(AuditQuery query) {
        long before = query.cursor() == null ? Long.MAX_VALUE : AuditPage.position(query.cursor());
        return AuditPage.of(
                jdbc.call(
                        "reading the audit",
                        handle -> handle.createQuery("""
                                select id, at, actor, token_id, action, target, before::text, after::text from audit
                                where id < :before and (:actor::text is null or actor = :actor)
                                    and (:target::text is null or target = :target)
                                order by id desc limit :limit""")
                                .bind("before", before)
                                .bind("actor", query.actor())
                                .bind("target", query.target())
                                .bind("limit", query.limit() + 1)
                                .map((row, context) -> entry(row))
                                .list()),
                query.limit());
    }

    /** One entry; empty if there is no such entry. */
    public Optional<AuditEntry> find(long id) {
        return jdbc.call(
                "reading an entry of the audit",
                handle -> handle.createQuery("""
                        select id, at, actor, token_id, action, target, before::text, after::text from audit
                        where id = :id""")
                        .bind("id", id)
                        .map((row, context) -> entry(row))
                        .findFirst());
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                Columns.instant(row, "at"),
                row.getString("actor"),
                row.getObject("token_id", Long.class),
                row.getString("action"),
                row.getString("target"),
                tree(row.getString("before")),
                tree(row.getString("after")));
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored audit JSON is malformed", e);
        }
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || node.isMissingNode() ? null : node.toString();
    }
}
