package dev.cairn.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.RefusedException;
import dev.cairn.experiments.RunVerb.Effect;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.spec.Tags;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Applies one operation to many experiments. Each one is changed on its own; the others are counted by their reason. */
@Singleton
public final class ExperimentBulk {
    private final JdbcRunner jdbc;
    private final RunControl control;
    private final ExperimentArchive archive;
    private final ExperimentEdits edits;
    private final ObjectMapper json;

    public ExperimentBulk(
            JdbcRunner jdbc, RunControl control, ExperimentArchive archive, ExperimentEdits edits, ObjectMapper json) {
        this.jdbc = jdbc;
        this.control = control;
        this.archive = archive;
        this.edits = edits;
        this.json = json;
    }

    /**
     * An operation.
     *
     * @param tags for {@link ExperimentVerb#TAG}: tags to set; a null removes one
     * @param owns whether the caller may archive experiments of an owner
     */
    public record Order(ExperimentVerb verb, Map<String, @Nullable String> tags, Predicate<String> owns) {}

    /** The outcome that {@link #apply} would have now. */
    public BulkOutcome preview(Order order, List<ExperimentId> ids) {
        BulkOutcome.Counter counter = new BulkOutcome.Counter();
        standings(order, ids).forEach(one -> counter.add(one, effect(order, one)));
        return counter.outcome();
    }

    /** Changes every experiment that can be changed. */
    public BulkOutcome apply(Order order, List<ExperimentId> ids) {
        BulkOutcome.Counter counter = new BulkOutcome.Counter();
        standings(order, ids).forEach(one -> counter.add(one, applied(order, one)));
        return counter.outcome();
    }

    private List<ExperimentStanding> standings(Order order, List<ExperimentId> ids) {
        return jdbc.call("reading experiments", handle -> ExperimentStanding.read(handle, order.verb(), ids));
    }

    private Effect applied(Order order, ExperimentStanding one) {
        Effect effect = effect(order, one);
        if (effect instanceof Effect.Changes) {
            try {
                change(order, one.id());
            } catch (RefusedException e) {
                // Its state has changed since it was read.
                return new Effect.Refused(String.valueOf(e.getMessage()));
            }
        }
        return effect;
    }

    private void change(Order order, ExperimentId id) {
        switch (order.verb()) {
            case CANCEL -> control.cancel(id);
            case PAUSE -> control.pause(id);
            case RESUME -> control.resume(id);
            case RETRY -> control.retry(id);
            case ARCHIVE -> archive.archive(id);
            case UNARCHIVE -> archive.unarchive(id);
            case TAG -> edits.change(id, new ExpectedRevision.Any(), ExperimentEdit.ofTags(order.tags()));
        }
    }

    private Effect effect(Order order, ExperimentStanding one) {
        return switch (order.verb()) {
            case CANCEL, PAUSE, RESUME, RETRY -> one.ofRuns(order.verb());
            case ARCHIVE -> owned(order, one, one.ofArchiving());
            case UNARCHIVE -> owned(order, one, one.ofUnarchiving());
            case TAG -> ofTagging(order, one);
        };
    }

    private static Effect owned(Order order, ExperimentStanding one, Effect effect) {
        return order.owns().test(one.owner())
                ? effect
                : new Effect.Refused("only its owner, " + one.owner() + ", and admins may do this");
    }

    private Effect ofTagging(Order order, ExperimentStanding one) {
        try {
            Tags tags = Tags.read(one.tags(), json);
            return tags.with(order.tags()).equals(tags)
                    ? new Effect.Unchanged("its tags are like this already")
                    : new Effect.Changes();
        } catch (InvalidInputException e) {
            return new Effect.Refused(String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the tags of experiment " + one.id() + " can't be read", e);
        }
    }
}
