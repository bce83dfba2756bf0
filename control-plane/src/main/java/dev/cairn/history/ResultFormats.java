package dev.cairn.history;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The formats of answers, the preferred ones first. */
@Singleton
public final class ResultFormats {
    private final List<ResultFormat> formats;

    /** @param all the formats of the application, in any order */
    public ResultFormats(JsonFormat json, NdjsonFormat ndjson, CsvFormat csv, @All List<ResultFormat> all) {
        Set<ResultFormat> ordered = new LinkedHashSet<>(List.of(json, ndjson, csv));
        all.stream().sorted(Comparator.comparing(ResultFormat::name)).forEach(ordered::add);
        this.formats = List.copyOf(ordered);
    }

    public List<ResultFormat> all() {
        return formats;
    }
}
